import { OSError } from "../errors.js";
import { platform } from "../ffi/index.js";
import { checkOptions } from "../internal/index.js";
import type { InetAddress } from "./addresses/address.js";
import { checkHostPort } from "./addresses/host-port.js";
import { checkTimeout } from "./arguments/check-timeout.js";
import { type AddressInfo, getaddrinfo } from "./getaddrinfo.js";
import { Socket } from "./socket.js";

const { SOCK_STREAM } = platform.sockets.constants;

/** How {@link createConnection} connects. */
export interface CreateConnectionOptions {
	/** The address to connect from. */
	readonly sourceAddress?: InetAddress | undefined;
	/** Whether to throw all errors as one AggregateError, and not the first one alone. */
	readonly allErrors?: boolean | undefined;
}

/**
 * Connects to a TCP server: to each address of the host in turn, until one answers. It blocks the thread meanwhile.
 *
 * @param address host, by name or by address of IPv4 or IPv6, and port.
 * @param timeout the new socket's time limit in milliseconds, which holds for each attempt as well; null for none;
 *   undefined for the default one.
 * @param options where to connect from, and which errors to throw.
 * @returns the connected socket.
 * @throws TypeError, RangeError, ValueError where an argument is of another kind, or out of range.
 * @throws gaierror where the host cannot be resolved.
 * @throws TimeoutError or OSError: the first attempt's, where all have failed.
 * @throws AggregateError of all attempts' errors, where all have failed and `allErrors` is set.
 * @example
 * ```ts
 * import { createConnection, createServer, type InetAddress } from "evloop";
 *
 * using server = createServer(["127.0.0.1", 0]);
 * using sock = createConnection(["localhost", server.getsockname<InetAddress>()[1]], 1000);
 * console.log(sock.gettimeout()); // 1000
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.create_connection
 */
export function createConnection(
	address: InetAddress,
	timeout?: number | null,
	options: CreateConnectionOptions = {},
): Socket {
	const { host, port } = checkHostPort(address, "createConnection", 2);
	const limit = checkTimeout(timeout, "Cannot createConnection: timeout");
	checkOptions(options, "createConnection");
	if (options.sourceAddress !== undefined) checkHostPort(options.sourceAddress, "createConnection from", 2);
	const errors: OSError[] = [];
	for (const way of getaddrinfo(host, port, { type: SOCK_STREAM })) {
		try {
			return connected(way, timeout === undefined ? undefined : { limit }, options.sourceAddress);
		} catch (error) {
			if (!(error instanceof OSError)) throw error;
			errors.push(error);
		}
	}
	const [first] = errors;
	if (first === undefined) throw new OSError(`Cannot createConnection: ${host} has no address`);
	if (options.allErrors) throw new AggregateError(errors, `Cannot createConnection to ${host}:${port}`);
	throw first;
}

/** Connects one socket, or closes it. */
function connected(
	[family, type, proto, , address]: AddressInfo,
	timeout: { readonly limit: number | undefined } | undefined,
	source: InetAddress | undefined,
): Socket {
	const sock = new Socket(family, type, proto);
	try {
		if (timeout !== undefined) sock.settimeout(timeout.limit);
		if (source !== undefined) sock.bind(source);
		sock.connect(address);
		return sock;
	} catch (error) {
		sock.close();
		throw error;
	}
}
