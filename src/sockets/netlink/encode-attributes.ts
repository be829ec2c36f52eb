import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import type { NetlinkAttribute } from "./netlink-attribute.js";

/**
 * Writes attributes as they stand in a netlink message, each padded with zeros to a multiple of four.
 *
 * A nested attribute is one whose value was written by this function.
 *
 * @param attributes the attributes, in their order.
 * @returns the bytes, to be put behind the protocol's own struct.
 * @throws TypeError where they are no array of attributes, or a type is no whole number, or a value no Uint8Array.
 * @throws RangeError where a type has no place in 16 bits.
 * @throws ValueError where a value has more than 65,531 bytes.
 * @example
 * ```ts
 * import { decodeAttributes, encodeAttributes } from "evloop";
 *
 * const bytes = encodeAttributes([{ type: 3, value: Buffer.from("eth0\0") }]);
 * console.log(bytes.length); // 12
 * console.log(decodeAttributes(bytes)[0]?.type); // 3
 * ```
 * @see https://man7.org/linux/man-pages/man3/rtnetlink.3.html
 */
export function encodeAttributes(attributes: readonly NetlinkAttribute[]): Buffer {
	if (!Array.isArray(attributes)) {
		throw new TypeError(`Cannot encodeAttributes: attributes must be an array, got ${showValue(attributes)}`);
	}
	return Buffer.concat(attributes.map(encodeOne));
}

function encodeOne(attribute: unknown): Buffer {
	const what = "Cannot encodeAttributes";
	if (typeof attribute !== "object" || attribute === null) {
		throw new TypeError(`${what}: an attribute must be { type, value }, got ${showValue(attribute)}`);
	}
	const { type, value } = attribute as { type?: unknown; value?: unknown };
	if (!types.isUint8Array(value)) {
		throw new TypeError(`${what}: value must be a Uint8Array, got ${showValue(value)}`);
	}
	const data = checkBytes(value, `${what}: value`);
	const length = 4 + data.length;
	if (length > 0xffff) throw new ValueError(`${what}: a value may have 65531 bytes, this has ${data.length}`);
	const bytes = Buffer.alloc((length + 3) & ~3);
	const view = viewOf(bytes);
	view.setUint16(0, length, littleEndian);
	view.setUint16(2, checkInteger(type, `${what}: type`, 0, 0xffff), littleEndian);
	bytes.set(data, 4);
	return bytes;
}
