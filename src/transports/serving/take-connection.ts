/** Makes a connection of what a server has accepted. */
import { type AsyncContext, Operation } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import { makeTransport } from "../connecting/index.js";
import { openSocketTransport, type ProtocolFactory, type StreamProtocol } from "../sockets/index.js";
import type { TlsParameters } from "../tls-settings.js";
import type { TakeConnection } from "./acceptor.js";
import type { Server } from "./server.js";

/** How a server makes its connections. */
export interface TakeOptions extends TlsParameters {
	/** What the protocols are called in. */
	readonly context: AsyncContext;
}

/**
 * Says what a server does with its connections: each gets a protocol and a transport. Whatever goes wrong ends that
 * connection alone, and the exception handler is told.
 *
 * @param engine the engine.
 * @param factory makes the protocols.
 * @param options what they are called in, and the TLS settings.
 * @returns for a server, the function that takes its connections.
 */
export function takeConnections(
	engine: SelectorEngine,
	factory: ProtocolFactory<StreamProtocol>,
	options: TakeOptions,
): (server: Server) => TakeConnection {
	const { context, ssl, sslHandshakeTimeout, sslShutdownTimeout } = options;
	const tls = { ssl, sslHandshakeTimeout, sslShutdownTimeout };
	return (server) => (ssl === undefined ? takePlain : takeSecured)(server);

	function takePlain(group: Server): TakeConnection {
		return (connection, peername) => {
			try {
				const protocol = context.runInAsyncScope(factory);
				openSocketTransport(engine, connection, protocol, { context, peername, group });
			} catch (exception) {
				connection.close();
				report(connection, exception);
			}
		};
	}

	function takeSecured(group: Server): TakeConnection {
		return (connection, peername) => {
			// A handshake that fails is the peer's fault, and happens all the time: it is told in debug mode, as asyncio does.
			let isQuiet = false;
			const onHandshakeFailure = () => {
				isQuiet = engine.slowAfter === undefined;
			};
			const settings = { ...tls, context, group, peername, serverSide: true, onHandshakeFailure };
			const making = new Operation(engine, makeTransport(engine, connection, factory, settings));
			making.observe({
				run: () => {
					const exception = making.cancelled() ? undefined : making.exception();
					if (exception !== undefined && !isQuiet) report(connection, exception);
				},
			});
		};
	}

	function report(socket: Socket, exception: unknown): void {
		engine.callExceptionHandler({
			message: "Error on transport creation for incoming connection",
			exception,
			socket,
		});
	}
}
