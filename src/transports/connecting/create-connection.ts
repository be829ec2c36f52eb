/** `createConnection`: connects, and puts a transport and a protocol over it. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import {
	type AsyncContext,
	abortable,
	alreadyAborted,
	type Coroutine,
	captureContext,
	type Future,
	Operation,
	type OperationOptions,
} from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { Socket } from "../../sockets/index.js";
import { showValue } from "../../sockets/internals.js";
import { checkFactory } from "../check-factory.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import type { TlsClientParameters } from "../tls-settings.js";
import { type ConnectHostOptions, checkConnectHostOptions, connectHost } from "./connect-host.js";
import { type Connection, makeTransport } from "./make-transport.js";

const { SOCK_STREAM } = platform.sockets.constants;

/** How a connection is made. */
export interface LoopConnectionOptions extends ConnectHostOptions, TlsClientParameters, OperationOptions {
	/** A socket that is connected already; then host and port are absent. The transport closes it. */
	readonly sock?: Socket | undefined;
}

/**
 * Connects; see `ConnectingMethods.createConnection`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param host name or address.
 * @param port the port or the service.
 * @param options how.
 * @returns a future of transport and protocol.
 */
export function createConnection<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	host: string | null | undefined,
	port: number | string | null | undefined,
	options: LoopConnectionOptions = {},
): Future<Connection<P>> {
	checkFactory(factory, "createConnection");
	checkConnectHostOptions(options, "createConnection");
	if (typeof host !== "string" && host !== null && host !== undefined) {
		throw new TypeError(`Cannot createConnection: host must be a string or null, got ${showValue(host)}`);
	}
	const { sock } = options;
	const hasTarget = (host ?? port) !== undefined && (host ?? port) !== null;
	if (sock === undefined && !hasTarget) {
		throw new ValueError("Cannot createConnection: it takes a host and a port, or a sock");
	}
	if (sock !== undefined) {
		if (hasTarget) throw new ValueError("Cannot createConnection: host and port do not go with a sock");
		checkStreamSocket(sock, "createConnection");
	}
	const serverHostname = options.serverHostname ?? host ?? undefined;
	checkTlsParameters(options, "createConnection");
	if (options.ssl !== undefined && serverHostname === undefined) {
		throw new ValueError('Cannot createConnection: ssl without a host takes a serverHostname ("" for any)');
	}
	const aborted = alreadyAborted<Connection<P>>(engine, options);
	if (aborted !== undefined) return aborted;
	const steps = connecting(engine, factory, host ?? null, port ?? null, {
		...options,
		serverHostname,
		context: captureContext(),
	});
	return abortable(new Operation(engine, steps), options);
}

/**
 * Refuses what is no stream socket of ours.
 *
 * @param sock what was given.
 * @param action what it is for.
 * @throws TypeError if it is no Socket.
 * @throws ValueError if it is no stream socket.
 */
export function checkStreamSocket(sock: unknown, action: string): asserts sock is Socket {
	if (!(sock instanceof Socket)) {
		throw new TypeError(`Cannot ${action}: sock must be a Socket, got ${showValue(sock)}`);
	}
	if (sock.type !== SOCK_STREAM) {
		throw new ValueError(`Cannot ${action}: sock must be a stream socket (SOCK_STREAM)`);
	}
}

function* connecting<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	host: string | null,
	port: number | string | null,
	options: LoopConnectionOptions & { readonly context: AsyncContext },
): Coroutine<Connection<P>> {
	const sock = options.sock ?? (yield* connectHost(engine, host, port, options));
	return yield* makeTransport(engine, sock, factory, options);
}
