import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { showValue } from "../arguments/show-value.js";
import { bits } from "./can-bits.js";
import type { CanFrame } from "./can-frame.js";

/**
 * Reads a frame that came from a CAN_RAW socket: 16 bytes are a classic frame, 72 a CAN FD frame.
 *
 * @param bytes what was received.
 * @returns the frame, every field of it there; the data are a view of `bytes`.
 * @throws TypeError where the bytes are no Uint8Array.
 * @throws ValueError where there are neither 16 nor 72 of them, or the frame says that it has more data than it takes.
 * @example
 * ```ts
 * import { decodeCanFrame, encodeCanFrame } from "evloop";
 *
 * const { id, data, extended } = decodeCanFrame(encodeCanFrame({ id: 0x12345, data: Buffer.from("hello") }));
 * console.log(id.toString(16), extended, Buffer.from(data).toString()); // 12345 true hello
 * ```
 * @see https://docs.kernel.org/networking/can.html
 */
export function decodeCanFrame(bytes: Uint8Array): Required<CanFrame> {
	if (!types.isUint8Array(bytes)) {
		throw new TypeError(`Cannot decodeCanFrame: bytes must be a Uint8Array, got ${showValue(bytes)}`);
	}
	const size = checkBytes(bytes, "Cannot decodeCanFrame: bytes").length;
	if (size !== 16 && size !== 72) {
		throw new ValueError(`Cannot decodeCanFrame: a frame has 16 bytes, or 72, these are ${size}`);
	}
	const fd = size === 72;
	const word = viewOf(bytes).getUint32(0, littleEndian);
	const length = bytes[4] ?? 0;
	if (length > size - 8) {
		throw new ValueError(`Cannot decodeCanFrame: the frame says that it has ${length} bytes of data`);
	}
	const flags = fd ? (bytes[5] ?? 0) : 0;
	const extended = (word & bits.extended) !== 0;
	const error = (word & bits.error) !== 0;
	return {
		id: word & (extended || error ? bits.extendedMask : bits.standardMask),
		data: bytes.subarray(8, 8 + length),
		extended,
		remote: (word & bits.remote) !== 0,
		error,
		fd,
		bitRateSwitch: (flags & bits.bitRateSwitch) !== 0,
		errorPassive: (flags & bits.errorPassive) !== 0,
	};
}
