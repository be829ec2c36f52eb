import { ValueError } from "../errors.js";
import { getnameinfo as ask, platform } from "../ffi/index.js";
import type { Inet6Address, InetAddress } from "./addresses/address.js";
import { encodeAddress } from "./addresses/codecs.js";
import { checkInteger } from "./arguments/check-integer.js";
import { showValue } from "./arguments/show-value.js";
import { resolverError } from "./resolver-error.js";

const { AF_INET, AF_INET6 } = platform.sockets.constants;

/**
 * Looks up which host and which service an address is, by the C library's resolver. It blocks the thread meanwhile;
 * `loop.getnameinfo()` does not.
 *
 * @param sockaddr an address of IPv4 or IPv6, its host in digits.
 * @param flags flags whose names begin with NI_; 0 by default.
 * @returns the host's name, or its address where it has none; the service's name, or the port in digits.
 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
 * @throws ValueError where the host is a name.
 * @throws gaierror where NI_NAMEREQD is asked for and there is no name, or a flag is not valid; `code` says why.
 * @example
 * ```ts
 * import { getnameinfo, NI_NUMERICSERV } from "evloop";
 *
 * console.log(getnameinfo(["127.0.0.1", 80], NI_NUMERICSERV)); // [ 'localhost', '80' ]
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getnameinfo
 */
export function getnameinfo(
	sockaddr: InetAddress | Inet6Address | readonly [host: string, port: number, flowinfo: number],
	flags = 0,
): [host: string, service: string] {
	checkInteger(flags, "Cannot getnameinfo: flags");
	const bytes = encodeNumeric(sockaddr);
	const host = Buffer.alloc(1025);
	const service = Buffer.alloc(256);
	const code = ask(bytes, bytes.length, host, host.length, service, service.length, flags);
	if (code !== 0) throw resolverError(code, "getnameinfo", sockaddr[0]);
	return [cString(host), cString(service)];
}

function encodeNumeric(sockaddr: InetAddress | Inet6Address | readonly [string, number, number]): Uint8Array {
	const host: unknown = Array.isArray(sockaddr) ? sockaddr[0] : undefined;
	const family = typeof host === "string" && host.includes(":") ? AF_INET6 : AF_INET;
	const bytes = encodeAddress(family, sockaddr, "getnameinfo");
	if (bytes === undefined) {
		throw new ValueError(`Cannot getnameinfo: host must be an address in digits, got ${showValue(host)}`);
	}
	return bytes;
}

function cString(bytes: Buffer): string {
	return bytes.subarray(0, bytes.indexOf(0)).toString();
}
