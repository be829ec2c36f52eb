import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { showValue } from "../arguments/show-value.js";
import type { NetlinkAttribute } from "./netlink-attribute.js";

/**
 * Reads the attributes of a netlink message.
 *
 * @param data what comes behind the protocol's own struct, or the value of a nested attribute.
 * @returns the attributes in their order; the values are views of `data`.
 * @throws TypeError where the data are no Uint8Array.
 * @throws ValueError where an attribute is longer than what is there, or shorter than its header.
 * @example
 * ```ts
 * import { decodeAttributes, encodeAttributes } from "evloop";
 *
 * const bytes = encodeAttributes([{ type: 1, value: Buffer.from([127, 0, 0, 1]) }]);
 * console.log(decodeAttributes(bytes)[0]?.value.join(".")); // 127.0.0.1
 * ```
 * @see https://man7.org/linux/man-pages/man3/rtnetlink.3.html
 */
export function decodeAttributes(data: Uint8Array): NetlinkAttribute[] {
	if (!types.isUint8Array(data)) {
		throw new TypeError(`Cannot decodeAttributes: data must be a Uint8Array, got ${showValue(data)}`);
	}
	const bytes = checkBytes(data, "Cannot decodeAttributes: data");
	const view = viewOf(bytes);
	const attributes: NetlinkAttribute[] = [];
	for (let at = 0; at < bytes.length; ) {
		const left = bytes.length - at;
		const length = left < 4 ? 0 : view.getUint16(at, littleEndian);
		if (length < 4 || length > left) {
			throw new ValueError(
				`Cannot decodeAttributes: the attribute at ${at} has ${length} bytes, and ${left} are there`,
			);
		}
		attributes.push({
			type: view.getUint16(at + 2, littleEndian),
			value: bytes.subarray(at + 4, at + length),
		});
		at += Math.ceil(length / 4) * 4;
	}
	return attributes;
}
