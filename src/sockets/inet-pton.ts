import { ValueError } from "../errors.js";
import { inetPton as convert } from "../ffi/index.js";
import { checkInternetFamily } from "./arguments/check-internet-family.js";
import { checkText } from "./arguments/check-text.js";
import { showValue } from "./arguments/show-value.js";

/**
 * Turns an address in text into its bytes.
 *
 * @param family AF_INET or AF_INET6.
 * @param text the address, such as `"192.0.2.1"` or `"2001:db8::1"`.
 * @returns 4 bytes or 16, in network order.
 * @throws TypeError where an argument is of another kind.
 * @throws ValueError where the family is another, or the text is no such address.
 * @example
 * ```ts
 * import { AF_INET, inetPton } from "evloop";
 *
 * console.log(inetPton(AF_INET, "192.0.2.1").toString("hex")); // c0000201
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.inet_pton
 */
export function inetPton(family: number, text: string): Buffer {
	const size = checkInternetFamily(family, "inetPton");
	checkText(text, "Cannot inetPton: text");
	const bytes = Buffer.alloc(size);
	if (convert(family, text, bytes) !== 1) {
		throw new ValueError(`Cannot inetPton: ${showValue(text)} is no address of this family`);
	}
	return bytes;
}
