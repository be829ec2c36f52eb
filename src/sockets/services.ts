/**
 * Services and protocols by name and by number.
 *
 * Services are asked of the resolver, which answers from the same files and services as getservbyname(3) does, and has no
 * memory that threads share.
 */
import { gaierror, OSError } from "../errors.js";
import { platform, protocolNumber } from "../ffi/index.js";
import { checkInteger } from "./arguments/check-integer.js";
import { checkText } from "./arguments/check-text.js";
import { showValue } from "./arguments/show-value.js";
import { getaddrinfo } from "./getaddrinfo.js";
import { getnameinfo } from "./getnameinfo.js";

const { AF_INET, SOCK_STREAM, SOCK_DGRAM, NI_NUMERICHOST, NI_DGRAM } = platform.sockets.constants;

/** The protocols that have services. */
const types: ReadonlyMap<string, number> = new Map([
	["tcp", SOCK_STREAM],
	["udp", SOCK_DGRAM],
]);

/**
 * The port of a service.
 *
 * @param servicename the name, such as `"http"`.
 * @param protocolname `"tcp"` or `"udp"`; either by default.
 * @returns the port.
 * @throws TypeError where an argument is no string.
 * @throws ValueError where the name has a zero byte in it.
 * @throws OSError where there is no such service, or no such protocol.
 * @example
 * ```ts
 * import { getservbyname } from "evloop";
 *
 * console.log(getservbyname("http", "tcp")); // 80
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getservbyname
 */
export function getservbyname(servicename: string, protocolname?: string): number {
	const name = checkText(servicename, "Cannot getservbyname: servicename");
	// The resolver would take digits for the port itself.
	const wanted = /^\s*[+-]?\d*$/.test(name)
		? []
		: socketTypes(protocolname, "Cannot getservbyname: protocolname");
	for (const type of wanted) {
		try {
			const [found] = getaddrinfo(null, name, { family: AF_INET, type });
			if (found !== undefined) return Number(found[4][1]);
		} catch (error) {
			// Not a service of this protocol: try the other one.
			if (!(error instanceof gaierror)) throw error;
		}
	}
	throw new OSError(`Cannot getservbyname: there is no service ${showValue(name)}`);
}

/**
 * The service of a port.
 *
 * @param port the port, 0 to 65,535.
 * @param protocolname `"tcp"` or `"udp"`; either by default.
 * @returns the name.
 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
 * @throws OSError where the port has no service, or there is no such protocol.
 * @example
 * ```ts
 * import { getservbyport } from "evloop";
 *
 * console.log(getservbyport(443, "tcp")); // https
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getservbyport
 */
export function getservbyport(port: number, protocolname?: string): string {
	checkInteger(port, "Cannot getservbyport: port", 0, 65535);
	for (const type of socketTypes(protocolname, "Cannot getservbyport: protocolname")) {
		const flags = type === SOCK_DGRAM ? NI_NUMERICHOST | NI_DGRAM : NI_NUMERICHOST;
		const [, service] = getnameinfo(["0.0.0.0", port], flags);
		if (service !== String(port)) return service;
	}
	throw new OSError(`Cannot getservbyport: port ${port} has no service`);
}

/**
 * The number of a protocol, for a socket's third argument.
 *
 * @param protocolname the name, such as `"icmp"`.
 * @returns the number.
 * @throws TypeError where the name is no string.
 * @throws ValueError where it has a zero byte in it.
 * @throws OSError where there is no such protocol.
 * @example
 * ```ts
 * import { getprotobyname, IPPROTO_ICMP } from "evloop";
 *
 * console.log(getprotobyname("icmp") === IPPROTO_ICMP); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getprotobyname
 */
export function getprotobyname(protocolname: string): number {
	const name = checkText(protocolname, "Cannot getprotobyname: protocolname");
	const number = protocolNumber(name);
	if (number === undefined)
		throw new OSError(`Cannot getprotobyname: there is no protocol ${showValue(name)}`);
	return number;
}

function socketTypes(protocolname: unknown, what: string): readonly number[] {
	if (protocolname === undefined) return [...types.values()];
	const type = types.get(checkText(protocolname, what));
	return type === undefined ? [] : [type];
}
