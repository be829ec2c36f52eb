import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { bits, FD_LENGTHS } from "./can-bits.js";
import type { CanFrame } from "./can-frame.js";

const what = "Cannot encodeCanFrame";

/**
 * Writes a frame as a CAN_RAW socket takes it: the 16 bytes of `struct can_frame`, or the 72 of `struct canfd_frame`.
 *
 * CAN FD frames need the option CAN_RAW_FD_FRAMES. Data of a length that they do not have go as the next longer one, with
 * zeros behind them, as controllers pad them.
 *
 * @param frame the frame.
 * @returns the bytes to send.
 * @throws TypeError where the frame is no object, or a field of another kind.
 * @throws RangeError where the identifier has no place in its bits.
 * @throws ValueError where there are too many data, or the fields do not go together.
 * @example
 * ```ts
 * import { encodeCanFrame } from "evloop";
 *
 * console.log(encodeCanFrame({ id: 0x123, data: Buffer.from([1, 2, 3]) }).length); // 16
 * console.log(encodeCanFrame({ id: 0x123, data: Buffer.alloc(20), fd: true })[4]); // 20
 * ```
 * @see https://docs.kernel.org/networking/can.html
 */
export function encodeCanFrame(frame: CanFrame): Buffer {
	if (typeof frame !== "object" || frame === null) {
		throw new TypeError(`${what}: the frame must be an object, got ${showValue(frame)}`);
	}
	const { id, data, remote = false, error = false, fd = false } = frame;
	const { bitRateSwitch = false, errorPassive = false } = frame;
	const number = checkInteger(id, `${what}: id`, 0, bits.extendedMask);
	const { extended = !error && number > bits.standardMask } = frame;
	if (!types.isUint8Array(data))
		throw new TypeError(`${what}: data must be a Uint8Array, got ${showValue(data)}`);
	const payload = checkBytes(data, `${what}: data`);
	if (!extended && !error && number > bits.standardMask) {
		throw new RangeError(
			`${what}: id must be between 0 and ${bits.standardMask}, or extended, got ${number}`,
		);
	}
	checkTogether(payload.length, { remote, fd, bitRateSwitch, errorPassive });
	const bytes = Buffer.alloc(fd ? 72 : 16);
	const flags = (extended ? bits.extended : 0) + (remote ? bits.remote : 0) + (error ? bits.error : 0);
	viewOf(bytes).setUint32(0, number + flags, littleEndian);
	bytes[4] = fd ? (FD_LENGTHS.find((length) => length >= payload.length) ?? 64) : payload.length;
	if (fd)
		bytes[5] = bits.fd | (bitRateSwitch ? bits.bitRateSwitch : 0) | (errorPassive ? bits.errorPassive : 0);
	bytes.set(payload, 8);
	return bytes;
}

function checkTogether(
	length: number,
	{ fd, remote, ...onlyFd }: Readonly<Record<"fd" | "remote" | "bitRateSwitch" | "errorPassive", boolean>>,
): void {
	const most = fd ? 64 : 8;
	if (length > most)
		throw new ValueError(`${what}: a frame takes ${most} bytes of data, these are ${length}`);
	if (fd && remote) throw new ValueError(`${what}: CAN FD has no remote frames`);
	if (!fd && (onlyFd.bitRateSwitch || onlyFd.errorPassive)) {
		throw new ValueError(`${what}: bitRateSwitch and errorPassive are for CAN FD frames; set fd`);
	}
}
