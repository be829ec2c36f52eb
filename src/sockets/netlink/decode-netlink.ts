import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { showValue } from "../arguments/show-value.js";
import type { NetlinkMessage } from "./netlink-message.js";

const headerSize = 16;

/**
 * Reads what one datagram of a netlink socket has in it: one message, or several.
 *
 * @param data the datagram.
 * @returns the messages, every field of them there; the payloads are views of `data`.
 * @throws TypeError where the data are no Uint8Array.
 * @throws ValueError where a message is longer than what is there, or shorter than its header: the room for the datagram
 *   was too small.
 * @example
 * ```ts
 * import { decodeNetlink, encodeNetlink } from "evloop";
 *
 * const both = Buffer.concat([encodeNetlink({ type: 16 }), encodeNetlink({ type: 3 })]);
 * console.log(decodeNetlink(both).map(({ type }) => type)); // [ 16, 3 ]
 * ```
 * @see https://man7.org/linux/man-pages/man3/netlink.3.html
 */
export function decodeNetlink(data: Uint8Array): Required<NetlinkMessage>[] {
	if (!types.isUint8Array(data)) {
		throw new TypeError(`Cannot decodeNetlink: data must be a Uint8Array, got ${showValue(data)}`);
	}
	const bytes = checkBytes(data, "Cannot decodeNetlink: data");
	const view = viewOf(bytes);
	const messages: Required<NetlinkMessage>[] = [];
	for (let at = 0; at < bytes.length; ) {
		const left = bytes.length - at;
		const length = left < headerSize ? 0 : view.getUint32(at, littleEndian);
		if (length < headerSize || length > left) {
			throw new ValueError(
				`Cannot decodeNetlink: the message at ${at} has ${length} bytes, and ${left} are there`,
			);
		}
		messages.push({
			type: view.getUint16(at + 4, littleEndian),
			flags: view.getUint16(at + 6, littleEndian),
			sequence: view.getUint32(at + 8, littleEndian),
			pid: view.getUint32(at + 12, littleEndian),
			payload: bytes.subarray(at + headerSize, at + length),
		});
		at += Math.ceil(length / 4) * 4;
	}
	return messages;
}
