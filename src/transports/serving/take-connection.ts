/** Makes a connection of what a server has accepted. */
import type { AsyncContext } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import { SocketTransport } from "../sockets/index.js";
import type { TakeConnection } from "./acceptor.js";
import type { Server } from "./server.js";

/**
 * Says what a server does with its connections: each gets a protocol and a transport. Whatever goes wrong ends that
 * connection alone, and the exception handler is told.
 *
 * @param engine the engine.
 * @param factory makes the protocols.
 * @param context what they are called in.
 * @returns for a server, the function that takes its connections.
 */
export function takeConnections(
	engine: SelectorEngine,
	factory: ProtocolFactory<StreamProtocol>,
	context: AsyncContext,
): (server: Server) => TakeConnection {
	return (server) => (connection, peername) => {
		try {
			const protocol = context.runInAsyncScope(factory);
			new SocketTransport(engine, connection, protocol, { context, peername, group: server });
		} catch (exception) {
			connection.close();
			engine.callExceptionHandler({
				message: "Error on transport creation for incoming connection",
				exception,
				socket: connection,
			});
		}
	};
}
