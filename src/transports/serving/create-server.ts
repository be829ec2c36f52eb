/** `createServer`: listens at the addresses of one host or several. */
import { OSError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	captureContext,
	type Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { lookUpAddresses, type SelectorEngine } from "../../reactor/index.js";
import { type AddressInfo, hasIpv6, Socket } from "../../sockets/index.js";
import { checkFactory } from "../check-factory.js";
import { checkHostOrSock } from "../check-host-or-sock.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import { hostError } from "../host-error.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import { expectServable } from "../tls/index.js";
import { Server } from "./server.js";
import { backlogOf, type ServerOptions } from "./server-options.js";
import { takeConnections } from "./take-connection.js";

const {
	AF_INET,
	AF_INET6,
	AI_PASSIVE,
	IPPROTO_IPV6,
	IPPROTO_TCP,
	IPV6_V6ONLY,
	SO_KEEPALIVE,
	SO_REUSEADDR,
	SO_REUSEPORT,
	SOCK_STREAM,
	SOL_SOCKET,
	TCP_NODELAY,
} = platform.sockets.constants;

/** How a server of TCP is made. */
export interface LoopServerOptions extends ServerOptions {
	/** The address family; by default any that the hosts have. */
	readonly family?: number | undefined;
	/** Flags for the resolver; AI_PASSIVE by default. */
	readonly flags?: number | undefined;
	/** A socket that is bound already; then host and port are absent. The server closes it. */
	readonly sock?: Socket | undefined;
	/** Whether the address may be one that an earlier server has just left (SO_REUSEADDR); true by default. */
	readonly reuseAddress?: boolean | undefined;
	/** Whether other sockets may be bound to the same address, and share its connections (SO_REUSEPORT); false by default. */
	readonly reusePort?: boolean | undefined;
	/** Whether the kernel asks silent peers from time to time whether they are still there (SO_KEEPALIVE). */
	readonly keepAlive?: boolean | undefined;
}

/** Where a server listens: one host, several, or null for all addresses of this machine. */
export type ServerHost = string | readonly string[] | null | undefined;

/**
 * Makes a server; see `ServingMethods.createServer`.
 *
 * @param engine the engine.
 * @param factory makes the protocols.
 * @param host where to listen.
 * @param port the port; 0 for any that is free.
 * @param options how.
 * @returns a future of the server.
 */
export function createServer(
	engine: SelectorEngine,
	factory: ProtocolFactory<StreamProtocol>,
	host: ServerHost,
	port: number | string | null | undefined,
	options: LoopServerOptions = {},
): Future<Server> {
	checkFactory(factory, "createServer");
	checkTlsParameters(options, "createServer");
	const backlog = backlogOf(options, "createServer");
	const { sock, reusePort = false, startServing = true } = options;
	if (reusePort && Number.isNaN(SO_REUSEPORT)) {
		throw new ValueError("Cannot createServer: this system cannot share ports (SO_REUSEPORT)");
	}
	const hosts = hostsOf(host);
	checkHostOrSock(host ?? port, sock, "createServer");
	expectServable(options.ssl);
	const aborted = alreadyAborted<Server>(engine, options);
	if (aborted !== undefined) return aborted;
	const take = takeConnections(engine, factory, { ...options, context: captureContext() });
	return abortable(new Operation(engine, serving()), options);

	function* serving(): Coroutine<Server> {
		const sockets =
			sock === undefined ? yield* listeningSockets(engine, hosts, port ?? null, options) : [sock];
		try {
			for (const each of sockets) prepare(each, options.keepAlive ?? false);
		} catch (error) {
			for (const each of sockets) each.close();
			throw error;
		}
		const server = new Server({ engine, sockets, backlog, take });
		try {
			if (startServing) yield* waitOn(server.startServing());
			return server;
		} catch (error) {
			server.close();
			throw error;
		}
	}
}

/** The hosts one by one; an empty name is all addresses, as null is. */
function hostsOf(host: ServerHost): (string | null)[] {
	if (typeof host === "string" || host === null || host === undefined) return [host || null];
	if (Array.isArray(host) && host.every((each) => typeof each === "string")) {
		return host.map((each) => each || null);
	}
	throw hostError(host, "Cannot createServer: host must be a string, several or null");
}

/** What connections inherit from the socket that they come through: that saves a system call for each. */
function prepare(sock: Socket, keepAlive: boolean): void {
	sock.setblocking(false);
	if (sock.family !== AF_INET && sock.family !== AF_INET6) return;
	sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, true);
	if (keepAlive) sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, true);
}

function* listeningSockets(
	engine: SelectorEngine,
	hosts: readonly (string | null)[],
	port: number | string | null,
	options: LoopServerOptions,
): Coroutine<Socket[]> {
	const { family = 0, flags = AI_PASSIVE } = options;
	const found = new Map<string, AddressInfo>();
	for (const host of hosts) {
		const infos: AddressInfo[] = yield* waitOn(
			lookUpAddresses(engine, host, port, { family, flags, type: SOCK_STREAM }),
		);
		// A host may have an address twice, and two hosts may share one.
		for (const info of infos) found.set(JSON.stringify([info[0], info[4]]), info);
	}
	const sockets: Socket[] = [];
	try {
		let missing: unknown;
		for (const info of found.values()) {
			try {
				sockets.push(boundSocket(info, options));
			} catch (error) {
				// One of the host's addresses is not this machine's, such as ::1 where IPv6 is off: the others serve.
				if (!(error instanceof OSError && mayBeMissing.has(error.code ?? ""))) throw error;
				missing = error;
			}
		}
		if (sockets.length === 0) throw missing ?? new OSError("Cannot createServer: the host has no address");
		return sockets;
	} catch (error) {
		for (const sock of sockets) sock.close();
		throw error;
	}
}

const mayBeMissing: ReadonlySet<string> = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

function boundSocket([family, type, proto, , address]: AddressInfo, options: LoopServerOptions): Socket {
	const sock = new Socket(family, type, proto);
	try {
		if (options.reuseAddress ?? true) sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, true);
		if (options.reusePort) sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, true);
		// IPv4 has a socket of its own, on systems of all kinds.
		if (family === AF_INET6 && hasIpv6) sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, true);
		sock.bind(address);
		return sock;
	} catch (error) {
		sock.close();
		throw error;
	}
}
