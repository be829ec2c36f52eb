import { type LookedUpAddress, lookUpHost } from "../ffi/index.js";
import { checkOptions } from "../internal/index.js";
import type { Inet6Address, InetAddress } from "./addresses/address.js";
import { asciiHost } from "./addresses/ascii-host.js";
import { decodeAddress } from "./addresses/codecs.js";
import { checkInteger } from "./arguments/check-integer.js";
import { checkText } from "./arguments/check-text.js";
import { resolverError } from "./resolver-error.js";

/** What {@link getaddrinfo} shall look for; 0, the default, stands for any. */
export interface GetaddrinfoOptions {
	/** The address family, such as AF_INET6. */
	readonly family?: number | undefined;
	/** The socket type, such as SOCK_STREAM. */
	readonly type?: number | undefined;
	/** The protocol, such as IPPROTO_TCP. */
	readonly proto?: number | undefined;
	/** Flags whose names begin with AI_. */
	readonly flags?: number | undefined;
}

/** One of the ways to a host: what to make a socket of, and what to connect it to. */
export type AddressInfo = [
	family: number,
	type: number,
	proto: number,
	canonname: string,
	address: InetAddress | Inet6Address,
];

/**
 * Looks a host and a service up, by the C library's resolver. It blocks the thread meanwhile; `loop.getaddrinfo()` does
 * not.
 *
 * @param host a name or an address; null for this machine (with AI_PASSIVE, for all of its addresses).
 * @param port a number, a service's name such as `"http"`, or null.
 * @param options what to look for.
 * @returns the ways to the host in the order to try them; `canonname` is empty without AI_CANONNAME.
 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
 * @throws ValueError where a name has a zero byte in it, or is no valid international name.
 * @throws gaierror where host or service is not known; `code` says why, such as `"EAI_NONAME"`.
 * @example
 * ```ts
 * import { AF_INET, getaddrinfo, SOCK_STREAM } from "evloop";
 *
 * for (const [family, type, , , address] of getaddrinfo("localhost", 80, { family: AF_INET, type: SOCK_STREAM })) {
 * 	console.log(family === AF_INET, type === SOCK_STREAM, address); // true true [ '127.0.0.1', 80 ]
 * }
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getaddrinfo
 */
export function getaddrinfo(
	host: string | null,
	port: string | number | null,
	options: GetaddrinfoOptions = {},
): AddressInfo[] {
	checkOptions(options, "getaddrinfo");
	const { family = 0, type = 0, proto = 0, flags = 0 } = options;
	for (const [name, value] of Object.entries({ family, type, proto, flags })) {
		checkInteger(value, `Cannot getaddrinfo: ${name}`);
	}
	const name = checkName(host, "host");
	const found = lookUpHost(name === null ? null : asciiHost(name), serviceName(port), {
		family,
		type,
		proto,
		flags,
	});
	if (typeof found === "number") throw resolverError(found, "getaddrinfo", name ?? undefined);
	return found.map(addressInfo);
}

function addressInfo({ family, type, proto, canonname, address }: LookedUpAddress): AddressInfo {
	// The resolver knows hosts of these two families only.
	const decoded = decodeAddress(address, address.length) as InetAddress | Inet6Address;
	return [family, type, proto, canonname, decoded];
}

function serviceName(port: unknown): string | null {
	if (typeof port === "number") return String(checkInteger(port, "Cannot getaddrinfo: port", 0, 65535));
	return checkName(port, "port");
}

function checkName(value: unknown, what: string): string | null {
	if (value === null || value === undefined) return null;
	return checkText(value, `Cannot getaddrinfo: ${what}`);
}
