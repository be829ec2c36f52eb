/** `connectAcceptedSocket`: a transport over a connection that was accepted elsewhere. */
import {
	abortable,
	alreadyAborted,
	captureContext,
	type Future,
	Operation,
	type OperationOptions,
} from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import { checkFactory } from "../check-factory.js";
import { checkStreamSocket } from "../check-stream-socket.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import type { TlsParameters } from "../tls-settings.js";
import { type Connection, makeTransport } from "./make-transport.js";

/** How an accepted connection is taken over. */
export interface ConnectAcceptedSocketOptions extends TlsParameters, OperationOptions {}

/**
 * Takes a connection over; see `ConnectingMethods.connectAcceptedSocket`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param sock the connection.
 * @param options TLS settings and a signal.
 * @returns a future of transport and protocol.
 */
export function connectAcceptedSocket<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	sock: Socket,
	options: ConnectAcceptedSocketOptions = {},
): Future<Connection<P>> {
	checkFactory(factory, "connectAcceptedSocket");
	checkTlsParameters(options, "connectAcceptedSocket");
	checkStreamSocket(sock, "connectAcceptedSocket");
	const aborted = alreadyAborted<Connection<P>>(engine, options);
	if (aborted !== undefined) return aborted;
	const settings = { ...options, context: captureContext(), serverSide: true, isShared: true };
	return abortable(new Operation(engine, makeTransport(engine, sock, factory, settings)), options);
}
