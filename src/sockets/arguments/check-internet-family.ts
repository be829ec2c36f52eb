import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkInteger } from "./check-integer.js";

const { AF_INET, AF_INET6 } = platform.sockets.constants;

/**
 * Refuses every family but IPv4 and IPv6.
 *
 * @param family what was given.
 * @param action what it is for, such as `"inetPton"`.
 * @returns how many bytes the family's addresses have.
 * @throws TypeError or RangeError where it is no whole number.
 * @throws ValueError where it is another family.
 */
export function checkInternetFamily(family: unknown, action: string): 4 | 16 {
	const number = checkInteger(family, `Cannot ${action}: family`);
	if (number === AF_INET) return 4;
	if (number === AF_INET6) return 16;
	throw new ValueError(`Cannot ${action}: family must be AF_INET or AF_INET6, got ${number}`);
}
