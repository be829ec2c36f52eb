import { platform } from "../../ffi/index.js";
import { showValue } from "../arguments/show-value.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readLong } from "./native-numbers.js";

const { SOL_SOCKET, SCM_TIMESTAMPNS } = platform.sockets.constants;
const second = 1_000_000_000n;

/** When a message arrived, in nanoseconds since 1970 (SCM_TIMESTAMPNS, Linux): it comes where SO_TIMESTAMPNS is set. `new Date(Number(ns / 1_000_000n))` makes a Date of it. */
export const scmTimestampns: ControlCodec<bigint> = makeCodec<bigint>({
	name: "SCM_TIMESTAMPNS",
	level: SOL_SOCKET,
	type: SCM_TIMESTAMPNS,
	// struct timespec of 64-bit systems. No kernel takes it, a test's peer may.
	write(value, what) {
		if (typeof value !== "bigint")
			throw new TypeError(`${what} value must be a bigint, got ${showValue(value)}`);
		return Buffer.from(BigInt64Array.of(value / second, value % second).buffer);
	},
	read: (data) => (data.length < 16 ? undefined : readLong(data) * second + readLong(data, 8)),
});
