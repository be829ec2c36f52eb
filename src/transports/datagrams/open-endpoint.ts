/** The socket of an endpoint. */
import { OSError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { type Coroutine, waitOn } from "../../futures/index.js";
import { type SelectorEngine, sockConnect } from "../../reactor/index.js";
import { type Address, Socket, type UnixAddress } from "../../sockets/index.js";
import { isPath, removerOf, removeStale } from "../unix-path.js";
import type { DatagramEndpointOptions } from "./datagram-endpoint-options.js";
import type { EndpointCandidate } from "./endpoint-addresses.js";

const { AF_UNIX, SO_BROADCAST, SO_REUSEPORT, SOCK_DGRAM, SOL_SOCKET } = platform.sockets.constants;

/** A socket that is ready for its transport. */
export interface OpenEndpoint {
	readonly sock: Socket;
	/** Where it is to send to although it is not connected. */
	readonly remoteAddr: Address | undefined;
	/** Removes the path that goes with it. */
	readonly removePath: (() => void) | undefined;
}

/**
 * Opens the first socket of several that can be bound and connected.
 *
 * @param engine the engine.
 * @param candidates what to try, the best first.
 * @param options the endpoint's options.
 * @returns the coroutine of the socket.
 * @throws OSError if the only one cannot be opened, bound or connected.
 * @throws AggregateError of their errors if several cannot.
 */
export function* openEndpoint(
	engine: SelectorEngine,
	candidates: readonly EndpointCandidate[],
	options: DatagramEndpointOptions,
): Coroutine<OpenEndpoint> {
	const errors: OSError[] = [];
	for (const candidate of candidates) {
		try {
			return yield* openOne(engine, candidate, options);
		} catch (error) {
			if (!(error instanceof OSError)) throw error;
			errors.push(error);
		}
	}
	const [first] = errors;
	if (errors.length === 1) throw first;
	const reasons = errors.map(({ message }) => message).join("; ");
	throw Object.assign(new AggregateError(errors, `Cannot createDatagramEndpoint: ${reasons}`), {
		code: first?.code,
	});
}

function* openOne(
	engine: SelectorEngine,
	{ family, proto, local, remote }: EndpointCandidate,
	{ reusePort = false, allowBroadcast = false }: DatagramEndpointOptions,
): Coroutine<OpenEndpoint> {
	const sock = new Socket(family, SOCK_DGRAM, proto);
	let removePath: (() => void) | undefined;
	try {
		if (reusePort) sharePort(sock);
		if (allowBroadcast) sock.setsockopt(SOL_SOCKET, SO_BROADCAST, 1);
		sock.setblocking(false);
		if (local !== undefined) removePath = bindTo(sock, local);
		if (remote !== undefined && !allowBroadcast) yield* waitOn(sockConnect(engine, sock, remote));
		return { sock, removePath, remoteAddr: remote };
	} catch (error) {
		removePath?.();
		sock.close();
		throw error;
	}
}

function bindTo(sock: Socket, address: Address): (() => void) | undefined {
	if (sock.family !== AF_UNIX || !isPath(address as UnixAddress)) {
		sock.bind(address);
		return undefined;
	}
	removeStale(address as UnixAddress);
	sock.bind(address);
	return removerOf(address as UnixAddress);
}

function sharePort(sock: Socket): void {
	if (Number.isNaN(SO_REUSEPORT)) {
		throw new ValueError("Cannot createDatagramEndpoint: this system has no SO_REUSEPORT");
	}
	sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
}
