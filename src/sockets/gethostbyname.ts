import { platform } from "../ffi/index.js";
import { checkText } from "./arguments/check-text.js";
import { getaddrinfo } from "./getaddrinfo.js";

const { AF_INET, SOCK_STREAM } = platform.sockets.constants;

/**
 * The first IPv4 address of a host. It blocks the thread meanwhile. {@link getaddrinfo} tells more, and knows IPv6.
 *
 * @param hostname the name, or an address already; `""` for any address, `"<broadcast>"` for that of all.
 * @returns the address, such as `"127.0.0.1"`.
 * @throws TypeError where the name is no string.
 * @throws ValueError where it has a zero byte in it.
 * @throws gaierror where the host has no such address.
 * @example
 * ```ts
 * import { gethostbyname } from "evloop";
 *
 * console.log(gethostbyname("localhost")); // 127.0.0.1
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.gethostbyname
 */
export function gethostbyname(hostname: string): string {
	checkText(hostname, "Cannot gethostbyname: hostname");
	if (hostname === "") return "0.0.0.0";
	if (hostname === "<broadcast>") return "255.255.255.255";
	const [found] = getaddrinfo(hostname, null, { family: AF_INET, type: SOCK_STREAM });
	return String(found?.[4][0]);
}
