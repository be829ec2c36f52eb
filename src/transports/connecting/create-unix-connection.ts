/** `createUnixConnection`: connects to a Unix socket. */
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
import type { Socket, UnixAddress } from "../../sockets/index.js";
import { checkFactory } from "../check-factory.js";
import { checkStreamSocket } from "../check-stream-socket.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import { checkUnixPath } from "../check-unix-path.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import type { TlsClientParameters } from "../tls-settings.js";
import { connectAddress } from "./connect-address.js";
import { type Connection, makeTransport } from "./make-transport.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;

/** How a Unix connection is made. */
export interface UnixConnectionOptions extends TlsClientParameters, OperationOptions {
	/** A socket that is connected already; then the path is absent. The transport closes it. */
	readonly sock?: Socket | undefined;
}

/**
 * Connects; see `ConnectingMethods.createUnixConnection`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param path the path or the abstract name.
 * @param options how.
 * @returns a future of transport and protocol.
 */
export function createUnixConnection<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	path: UnixAddress | undefined,
	options: UnixConnectionOptions = {},
): Future<Connection<P>> {
	checkFactory(factory, "createUnixConnection");
	checkTlsParameters(options, "createUnixConnection");
	if (options.ssl !== undefined && options.serverHostname === undefined) {
		throw new ValueError('Cannot createUnixConnection: ssl takes a serverHostname ("" for any)');
	}
	const { sock } = options;
	if ((sock === undefined) === (path === undefined)) {
		throw new ValueError("Cannot createUnixConnection: it takes a path or a sock, and not both");
	}
	if (sock !== undefined) {
		checkStreamSocket(sock, "createUnixConnection");
		if (sock.family !== AF_UNIX) {
			throw new ValueError("Cannot createUnixConnection: sock must be a Unix socket (AF_UNIX)");
		}
	}
	const address = path === undefined ? "" : checkUnixPath(path, "createUnixConnection");
	const aborted = alreadyAborted<Connection<P>>(engine, options);
	if (aborted !== undefined) return aborted;
	const steps = connecting(engine, factory, address, { ...options, context: captureContext() });
	return abortable(new Operation(engine, steps), options);
}

function* connecting<P extends StreamProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	address: UnixAddress,
	options: UnixConnectionOptions & { readonly context: AsyncContext },
): Coroutine<Connection<P>> {
	const { sock } = options;
	const connected =
		sock ?? (yield* connectAddress(engine, [AF_UNIX, SOCK_STREAM, 0, "", address], undefined));
	return yield* makeTransport(engine, connected, factory, { ...options, isShared: sock !== undefined });
}
