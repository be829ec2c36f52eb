import { OSError } from "../errors.js";
import { platform } from "../ffi/index.js";
import { Socket } from "./socket.js";

const { AF_INET6, SOCK_STREAM, IPPROTO_IPV6, IPV6_V6ONLY } = platform.sockets.constants;

/**
 * Whether one socket can serve IPv4 and IPv6 at once, found out by making one. Throws nothing.
 *
 * @returns true where it can.
 * @example
 * ```ts
 * import { hasDualstackIpv6 } from "evloop";
 *
 * console.log(typeof hasDualstackIpv6()); // boolean
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.has_dualstack_ipv6
 */
export function hasDualstackIpv6(): boolean {
	if (Number.isNaN(AF_INET6)) return false;
	try {
		using sock = new Socket(AF_INET6, SOCK_STREAM);
		sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0);
		return true;
	} catch (error) {
		// A kernel without IPv6, or OpenBSD, where no socket serves both.
		if (error instanceof OSError) return false;
		throw error;
	}
}
