/** How a loop looks names up. */
import type { Future, OperationOptions } from "../futures/index.js";
import type { AddressInfo, GetaddrinfoOptions, getnameinfo } from "../sockets/index.js";

/** An address of IPv4 or IPv6, its host in digits. */
export type NumericAddress = Parameters<typeof getnameinfo>[0];

/** What {@link ResolverMethods.getaddrinfo} looks for. */
export interface LoopAddressOptions extends GetaddrinfoOptions, OperationOptions {}

/**
 * Looking names up without blocking the loop: on a thread of Node's, by the system's own resolver.
 *
 * A loop that blocks its thread (`runUntilCompleteSync`) asks the C library directly, and blocks for it.
 */
export interface ResolverMethods {
	/**
	 * Looks a host and a service up.
	 *
	 * @param host a name or a numeric address; `null` for this machine.
	 * @param port a port, or a service's name; `null` for none.
	 * @param options what to look for, and a signal.
	 * @returns what Python's getaddrinfo returns: `[family, type, proto, canonname, address][]`. With AI_CANONNAME the name
	 * of a host that had to be looked up is the one that was asked for: Node's resolver tells no other.
	 * @throws TypeError if an argument is of the wrong kind.
	 * @throws gaierror through the future, if the name cannot be resolved.
	 * @example
	 * ```ts
	 * import { AF_INET, getEventLoop, SOCK_STREAM } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [first] = await loop.getaddrinfo("localhost", 80, { family: AF_INET, type: SOCK_STREAM });
	 * console.log(first?.[4]); // [ '127.0.0.1', 80 ]
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.getaddrinfo
	 */
	getaddrinfo(
		host: string | null,
		port: number | string | null,
		options?: LoopAddressOptions,
	): Future<AddressInfo[]>;

	/**
	 * Looks the names of an address up.
	 *
	 * @param address a numeric host and a port.
	 * @param flags the NI_ flags.
	 * @returns the host's and the service's name.
	 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind.
	 * @throws gaierror through the future, if there are none.
	 * @example
	 * ```ts
	 * import { getEventLoop, NI_NUMERICHOST, NI_NUMERICSERV } from "evloop";
	 *
	 * const names = await getEventLoop().getnameinfo(["127.0.0.1", 80], NI_NUMERICHOST | NI_NUMERICSERV);
	 * console.log(names); // [ '127.0.0.1', '80' ]
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.getnameinfo
	 */
	getnameinfo(address: NumericAddress, flags?: number): Future<[host: string, service: string]>;
}
