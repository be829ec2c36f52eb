/** Puts a transport over a connected socket. */
import type { TLSSocket } from "node:tls";
import { platform } from "../../ffi/index.js";
import { type AsyncContext, type Coroutine, Future, waitOn } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import type { PackedAddress } from "../../sockets/internals.js";
import { TransportDuplex } from "../duplex/index.js";
import type { Transport } from "../interfaces/index.js";
import {
	openSocketTransport,
	type ProtocolFactory,
	type SocketTransport,
	type StreamProtocol,
} from "../sockets/index.js";
import { secure, tlsTransport } from "../tls/index.js";
import type { TlsClientParameters, TlsSettings } from "../tls-settings.js";
import type { TransportGroup } from "../transport-base.js";

const { AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY } = platform.sockets.constants;

/** What a connection becomes: its transport and its protocol. */
export type Connection<P> = [transport: Transport, protocol: P];

/** How it is made. */
export interface MakeTransportOptions extends TlsClientParameters {
	/** The context that the protocol is called in. */
	readonly context: AsyncContext;
	/** Whether this side is TLS's server. */
	readonly serverSide?: boolean | undefined;
	/** Who keeps a list of it. */
	readonly group?: TransportGroup | undefined;
	/** Told when it is the TLS handshake that fails, and nothing of ours. */
	readonly onHandshakeFailure?: (() => void) | undefined;
	/** Whether whoever asked for it has the socket, too. */
	readonly isShared?: boolean | undefined;
	/** The peer's address, where it is known already. */
	readonly peername?: PackedAddress | undefined;
}

/**
 * Makes protocol and transport, and waits until they have met.
 *
 * @param engine the engine.
 * @param sock the socket, connected; closed if anything fails, unless it is another transport's.
 * @param factory makes the protocol.
 * @param options the context and the TLS settings.
 * @returns the coroutine of both.
 * @throws RuntimeError if the socket is another transport's.
 * @throws What the factory or `connectionMade` throws; TypeError if the protocol is none; what the TLS handshake fails with.
 */
export function* makeTransport<P extends StreamProtocol>(
	engine: SelectorEngine,
	sock: Socket,
	factory: ProtocolFactory<P>,
	options: MakeTransportOptions,
): Coroutine<Connection<P>> {
	const { ssl, context } = options;
	// Refused, it stays as it is: it is another transport's, which goes on.
	engine.driver.expectNoOwner(sock.fileno());
	try {
		sock.setblocking(false);
		// As asyncio: small writes go at once, and are not kept until the last one was acknowledged.
		if (sock.family === AF_INET || sock.family === AF_INET6) sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, true);
		const protocol = context.runInAsyncScope(factory);
		const transport =
			ssl === undefined
				? yield* introduced(engine, sock, protocol, options)
				: yield* secured(engine, sock, protocol, ssl, options);
		return [transport, protocol];
	} catch (error) {
		sock.close();
		throw error;
	}
}

/** A transport whose protocol has heard of it. */
function* introduced(
	engine: SelectorEngine,
	sock: Socket,
	protocol: StreamProtocol,
	options: MakeTransportOptions,
): Coroutine<SocketTransport> {
	const waiter = new Future<void>(engine);
	const transport = openSocketTransport(engine, sock, protocol, { ...options, waiter });
	try {
		yield* waitOn(waiter);
		return transport;
	} catch (error) {
		transport.abort();
		throw error;
	}
}

function* secured(
	engine: SelectorEngine,
	sock: Socket,
	protocol: StreamProtocol,
	ssl: TlsSettings,
	options: MakeTransportOptions,
): Coroutine<Transport> {
	const { context, group, sslShutdownTimeout: shutdownTimeout } = options;
	const stream = new TransportDuplex();
	const beneath = yield* introduced(engine, sock, stream.protocol, options);
	let tls: TLSSocket;
	try {
		tls = yield* secure(engine, stream, ssl, options);
	} catch (error) {
		options.onHandshakeFailure?.();
		throw error;
	}
	const waiter = new Future<void>(engine);
	const transport = tlsTransport(engine, tls, beneath, protocol, { context, group, shutdownTimeout });
	// A server that closes its connections closes this one, which tells the peer.
	beneath.leaveGroup();
	transport.introduce(waiter);
	try {
		yield* waitOn(waiter);
		return transport;
	} catch (error) {
		transport.abort();
		throw error;
	}
}
