/** `createConnection`: connects, and puts a transport and a protocol over it. */
import { ValueError } from "../../errors.js";
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
import { checkOptions } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import { checkFactory } from "../check-factory.js";
import { checkHostOrSock } from "../check-host-or-sock.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import { hostError } from "../host-error.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import type { TlsClientParameters } from "../tls-settings.js";
import { type ConnectHostOptions, checkConnectHostOptions, connectHost } from "./connect-host.js";
import { type Connection, makeTransport } from "./make-transport.js";

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
	checkOptions(options, "createConnection");
	checkConnectHostOptions(options, "createConnection");
	if (typeof host !== "string" && host !== null && host !== undefined) {
		throw hostError(host, "Cannot createConnection: host must be a string or null");
	}
	const { sock } = options;
	checkHostOrSock(host ?? port, sock, "createConnection");
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

function* connecting<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	host: string | null,
	port: number | string | null,
	options: LoopConnectionOptions & { readonly context: AsyncContext },
): Coroutine<Connection<P>> {
	const sock = options.sock ?? (yield* connectHost(engine, host, port, options));
	return yield* makeTransport(engine, sock, factory, { ...options, isShared: options.sock !== undefined });
}
