import { types } from "node:util";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import type { NetlinkMessage } from "./netlink-message.js";

const headerSize = 16;

/**
 * Writes a netlink message as the kernel reads it: `struct nlmsghdr`, the payload, and zeros up to a multiple of four.
 *
 * Several messages one after the other make a batch: `Buffer.concat([encodeNetlink(a), encodeNetlink(b)])`.
 *
 * @param message the message; its length is counted here.
 * @returns the bytes.
 * @throws TypeError where the message is no object, or a field of it of another kind.
 * @throws RangeError where a number has no place in its field.
 * @example
 * ```ts
 * import { decodeNetlink, encodeNetlink } from "evloop";
 *
 * const bytes = encodeNetlink({ type: 18, flags: 1, sequence: 7, payload: Buffer.alloc(16) });
 * console.log(bytes.length); // 32
 * console.log(decodeNetlink(bytes)[0]?.sequence); // 7
 * ```
 * @see https://man7.org/linux/man-pages/man7/netlink.7.html
 */
export function encodeNetlink(message: NetlinkMessage): Buffer {
	const what = "Cannot encodeNetlink";
	if (typeof message !== "object" || message === null) {
		throw new TypeError(`${what}: the message must be an object, got ${showValue(message)}`);
	}
	const { type, flags = 0, sequence = 0, pid = 0, payload = new Uint8Array(0) } = message;
	if (!types.isUint8Array(payload)) {
		throw new TypeError(`${what}: payload must be a Uint8Array, got ${showValue(payload)}`);
	}
	const body = checkBytes(payload, `${what}: payload`);
	const length = headerSize + body.length;
	const bytes = Buffer.alloc((length + 3) & ~3);
	const view = viewOf(bytes);
	view.setUint32(0, length, littleEndian);
	view.setUint16(4, checkInteger(type, `${what}: type`, 0, 0xffff), littleEndian);
	view.setUint16(6, checkInteger(flags, `${what}: flags`, 0, 0xffff), littleEndian);
	view.setUint32(8, checkInteger(sequence, `${what}: sequence`, 0, 0xffffffff), littleEndian);
	view.setUint32(12, checkInteger(pid, `${what}: pid`, 0, 0xffffffff), littleEndian);
	bytes.set(body, headerSize);
	return bytes;
}
