/** Puts a transport over a connected socket. */
import { NotImplementedError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { type AsyncContext, type Coroutine, Future, waitOn } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import type { Transport } from "../interfaces/index.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import { SocketTransport } from "../sockets/index.js";
import type { TlsClientParameters } from "../tls-settings.js";

const { AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY } = platform.sockets.constants;

/** What a connection becomes: its transport and its protocol. */
export type Connection<P> = [transport: Transport, protocol: P];

/** How it is made. */
export interface MakeTransportOptions extends TlsClientParameters {
	/** The context that the protocol is called in. */
	readonly context: AsyncContext;
	/** Whether this side is TLS's server. */
	readonly serverSide?: boolean | undefined;
}

/**
 * Makes protocol and transport, and waits until they have met.
 *
 * @param engine the engine.
 * @param sock the socket, connected; closed if anything fails.
 * @param factory makes the protocol.
 * @param options the context and the TLS settings.
 * @returns the coroutine of both.
 * @throws What the factory or `connectionMade` throws; TypeError if the protocol is none; what the TLS handshake fails with.
 */
export function* makeTransport<P extends StreamProtocol>(
	engine: SelectorEngine,
	sock: Socket,
	factory: ProtocolFactory<P>,
	options: MakeTransportOptions,
): Coroutine<Connection<P>> {
	const waiter = new Future<void>(engine);
	let protocol: P;
	let transport: Transport;
	try {
		sock.setblocking(false);
		// As asyncio: small writes go at once, and are not kept until the last one was acknowledged.
		if (sock.family === AF_INET || sock.family === AF_INET6) sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, true);
		if (options.ssl !== undefined) throw new NotImplementedError("TLS is not there yet");
		protocol = options.context.runInAsyncScope(factory);
		transport = new SocketTransport(engine, sock, protocol, { context: options.context, waiter });
	} catch (error) {
		sock.close();
		throw error;
	}
	try {
		yield* waitOn(waiter);
	} catch (error) {
		transport.abort();
		throw error;
	}
	return [transport, protocol];
}
