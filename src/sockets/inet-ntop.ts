import { osError, ValueError } from "../errors.js";
import { inetNtop as convert, errno } from "../ffi/index.js";
import { byteLength } from "./arguments/byte-length.js";
import { checkBytes } from "./arguments/check-bytes.js";
import { checkInternetFamily } from "./arguments/check-internet-family.js";

const room = Buffer.allocUnsafeSlow(46);

/**
 * Turns the bytes of an address into text.
 *
 * @param family AF_INET or AF_INET6.
 * @param packed 4 bytes or 16, in network order.
 * @returns the address, such as `"192.0.2.1"` or `"2001:db8::1"`.
 * @throws TypeError where an argument is of another kind.
 * @throws ValueError where the family is another, or the bytes are not as many as it takes.
 * @example
 * ```ts
 * import { AF_INET6, inetNtop } from "evloop";
 *
 * console.log(inetNtop(AF_INET6, Buffer.from("20010db8000000000000000000000001", "hex"))); // 2001:db8::1
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.inet_ntop
 */
export function inetNtop(family: number, packed: Uint8Array): string {
	const size = checkInternetFamily(family, "inetNtop");
	const bytes = checkBytes(packed, "Cannot inetNtop: packed");
	if (byteLength(bytes) !== size) {
		throw new ValueError(`Cannot inetNtop: packed must have ${size} bytes, got ${byteLength(bytes)}`);
	}
	const text = convert(family, bytes, room, room.length);
	if (text === null) throw osError(errno(), "inet_ntop");
	return text;
}
