/** `createUnixServer`: listens at a path. */
import { ValueError } from "../../errors.js";
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
import type { SelectorEngine } from "../../reactor/index.js";
import { Socket, type UnixAddress } from "../../sockets/index.js";
import { checkFactory } from "../check-factory.js";
import { checkStreamSocket } from "../check-stream-socket.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import { checkUnixPath } from "../check-unix-path.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import { expectServable } from "../tls/index.js";
import { isPath, removerOf, removeStale } from "../unix-path.js";
import { Server } from "./server.js";
import { backlogOf, type ServerOptions } from "./server-options.js";
import { takeConnections } from "./take-connection.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;

/** How a Unix server is made. */
export interface UnixServerOptions extends ServerOptions {
	/** A socket that is bound already; then the path is absent. The server closes it. */
	readonly sock?: Socket | undefined;
	/** Whether the path is removed when the server is closed, if it is still the server's; true by default. */
	readonly cleanupSocket?: boolean | undefined;
}

/**
 * Makes a server; see `ServingMethods.createUnixServer`.
 *
 * @param engine the engine.
 * @param factory makes the protocols.
 * @param path the path or the abstract name.
 * @param options how.
 * @returns a future of the server.
 */
export function createUnixServer(
	engine: SelectorEngine,
	factory: ProtocolFactory<StreamProtocol>,
	path: UnixAddress | undefined,
	options: UnixServerOptions = {},
): Future<Server> {
	checkFactory(factory, "createUnixServer");
	checkTlsParameters(options, "createUnixServer");
	const backlog = backlogOf(options, "createUnixServer");
	const { sock: given, startServing = true, cleanupSocket = true } = options;
	if ((given === undefined) === (path === undefined)) {
		throw new ValueError("Cannot createUnixServer: it takes a path or a sock, and not both");
	}
	if (given !== undefined) {
		checkStreamSocket(given, "createUnixServer");
		if (given.family !== AF_UNIX) {
			throw new ValueError("Cannot createUnixServer: sock must be a Unix socket (AF_UNIX)");
		}
	}
	if (path !== undefined) checkUnixPath(path, "createUnixServer");
	expectServable(options.ssl);
	const aborted = alreadyAborted<Server>(engine, options);
	if (aborted !== undefined) return aborted;
	const take = takeConnections(engine, factory, { ...options, context: captureContext() });
	return abortable(new Operation(engine, serving()), options);

	function* serving(): Coroutine<Server> {
		const sock = given ?? boundSocket(path as UnixAddress);
		sock.setblocking(false);
		const address = sock.getsockname<UnixAddress>();
		const onClosed = cleanupSocket && isPath(address) ? removerOf(address) : undefined;
		const server = new Server({ engine, sockets: [sock], backlog, take, onClosed });
		try {
			if (startServing) yield* waitOn(server.startServing());
			return server;
		} catch (error) {
			server.close();
			throw error;
		}
	}
}

function boundSocket(path: UnixAddress): Socket {
	if (isPath(path)) removeStale(path);
	const sock = new Socket(AF_UNIX, SOCK_STREAM);
	try {
		sock.bind(path);
		return sock;
	} catch (error) {
		sock.close();
		throw error;
	}
}
