import { ValueError } from "../errors.js";
import { platform } from "../ffi/index.js";
import { checkOptions } from "../internal/index.js";
import type { Address } from "./addresses/address.js";
import { hasDualstackIpv6 } from "./has-dualstack-ipv6.js";
import { Socket } from "./socket.js";

const { AF_INET, AF_INET6, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT, IPPROTO_IPV6, IPV6_V6ONLY } =
	platform.sockets.constants;

/** How {@link createServer} makes its socket. */
export interface CreateServerOptions {
	/** AF_INET, the default, or AF_INET6. */
	readonly family?: number | undefined;
	/** How many connections may wait to be accepted; as {@link Socket.listen} has it by default. */
	readonly backlog?: number | undefined;
	/** Whether other sockets may be bound to the same address (SO_REUSEPORT); false by default. */
	readonly reusePort?: boolean | undefined;
	/** Whether the socket serves IPv4 as well; false by default, and for AF_INET6 alone. */
	readonly dualstackIpv6?: boolean | undefined;
}

/**
 * Makes a listening TCP socket. The address may be one that an earlier server has just left (SO_REUSEADDR).
 *
 * @param address host and port to listen at: host `""` for all of this machine's addresses, port 0 for any that is free.
 * @param options family, backlog and what may be shared.
 * @returns the socket, which {@link Socket.accept} takes connections from.
 * @throws TypeError, RangeError where an argument is of another kind, or out of range.
 * @throws ValueError where this system cannot share ports, or cannot serve both families with one socket.
 * @throws gaierror where the host is a name that cannot be resolved.
 * @throws OSError where the address is taken (EADDRINUSE), not this machine's (EADDRNOTAVAIL) or forbidden (EACCES).
 * @example
 * ```ts
 * import { AF_INET6, createConnection, createServer, hasDualstackIpv6, type InetAddress } from "evloop";
 *
 * using server = hasDualstackIpv6()
 * 	? createServer(["", 0], { family: AF_INET6, dualstackIpv6: true })
 * 	: createServer(["", 0]);
 * using client = createConnection(["127.0.0.1", server.getsockname<InetAddress>()[1]]);
 * const [connection] = server.accept();
 * connection.sendall("welcome");
 * connection.close();
 * console.log(client.recv(100).toString()); // welcome
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.create_server
 */
export function createServer(address: Address, options: CreateServerOptions = {}): Socket {
	checkOptions(options, "createServer");
	const { family = AF_INET, backlog, reusePort = false, dualstackIpv6 = false } = options;
	if (reusePort && Number.isNaN(SO_REUSEPORT)) {
		throw new ValueError("Cannot createServer: this system cannot share ports (SO_REUSEPORT)");
	}
	if (dualstackIpv6 && family !== AF_INET6) {
		throw new ValueError("Cannot createServer: dualstackIpv6 goes with the family AF_INET6 only");
	}
	if (dualstackIpv6 && !hasDualstackIpv6()) {
		throw new ValueError("Cannot createServer: this system cannot serve IPv4 and IPv6 with one socket");
	}
	const sock = new Socket(family, SOCK_STREAM);
	try {
		sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, true);
		if (reusePort) sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, true);
		if (family === AF_INET6) sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, !dualstackIpv6);
		sock.bind(address);
		sock.listen(backlog);
		return sock;
	} catch (error) {
		sock.close();
		throw error;
	}
}
