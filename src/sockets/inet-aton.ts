import { ValueError } from "../errors.js";
import { inetAton as convert } from "../ffi/index.js";
import { checkText } from "./arguments/check-text.js";
import { showValue } from "./arguments/show-value.js";

/**
 * Turns an IPv4 address in text into its bytes, in all the old forms as well: `"127.1"`, `"0x7f000001"`, `"0177.0.0.1"`.
 * {@link inetPton} takes the usual form only.
 *
 * @param text the address.
 * @returns 4 bytes, in network order.
 * @throws TypeError where the text is no string.
 * @throws ValueError where it is no address.
 * @example
 * ```ts
 * import { inetAton } from "evloop";
 *
 * console.log(inetAton("127.1").toString("hex")); // 7f000001
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.inet_aton
 */
export function inetAton(text: string): Buffer {
	checkText(text, "Cannot inetAton: text");
	const bytes = Buffer.alloc(4);
	if (convert(text, bytes) === 0) {
		throw new ValueError(`Cannot inetAton: ${showValue(text)} is no IPv4 address`);
	}
	return bytes;
}
