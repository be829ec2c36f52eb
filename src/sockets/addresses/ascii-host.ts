import { domainToASCII } from "node:url";
import { ValueError } from "../../errors.js";
import { showValue } from "../arguments/show-value.js";

/**
 * A host's name in the letters that the resolver takes.
 *
 * @param host a name.
 * @returns the name, in Punycode where it has letters beyond ASCII.
 * @throws ValueError where such a name is not valid.
 */
export function asciiHost(host: string): string {
	if (/^[\0-\x7f]*$/.test(host)) return host;
	const ascii = domainToASCII(host);
	if (ascii === "")
		throw new ValueError(`Cannot resolve ${showValue(host)}: it is no valid international name`);
	return ascii;
}
