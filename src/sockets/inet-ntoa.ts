import { ValueError } from "../errors.js";
import { byteLength } from "./arguments/byte-length.js";
import { checkBytes } from "./arguments/check-bytes.js";

/**
 * Turns the bytes of an IPv4 address into text.
 *
 * @param packed 4 bytes, in network order.
 * @returns the address, such as `"192.0.2.1"`.
 * @throws TypeError where the bytes are of another kind.
 * @throws ValueError where they are not four.
 * @example
 * ```ts
 * import { inetNtoa } from "evloop";
 *
 * console.log(inetNtoa(Buffer.from([192, 0, 2, 1]))); // 192.0.2.1
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.inet_ntoa
 */
export function inetNtoa(packed: Uint8Array): string {
	const bytes = checkBytes(packed, "Cannot inetNtoa: packed");
	if (byteLength(bytes) !== 4) {
		throw new ValueError(`Cannot inetNtoa: packed must have 4 bytes, got ${byteLength(bytes)}`);
	}
	return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}
