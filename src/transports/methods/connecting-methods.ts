/** How a loop makes connections. */
import type { Future } from "../../futures/index.js";
import type { Socket, UnixAddress } from "../../sockets/index.js";
import type {
	ConnectAcceptedSocketOptions,
	LoopConnectionOptions,
	UnixConnectionOptions,
} from "../connecting/index.js";
import type { Transport } from "../interfaces/index.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";
import type { StartTlsOptions } from "../tls/index.js";
import type { TlsSettings } from "../tls-settings.js";

/** Connections with a protocol and a transport; `openConnection` makes them with streams. */
export interface ConnectingMethods {
	/**
	 * Connects to a TCP server, and puts a protocol and a transport over the connection.
	 *
	 * The host's addresses are tried as RFC 8305 says, the families in turn, the next one after 250 ms or as soon as the one
	 * before has failed; the first that answers is taken, the others are closed.
	 *
	 * @param factory makes the protocol; called once the connection stands.
	 * @param host the server's name or address; null or absent for this machine.
	 * @param port its port, or the name of its service.
	 * @param options how to connect, TLS settings, a signal.
	 * @returns the transport, and the protocol, whose `connectionMade` was called.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws Through the future: gaierror if the host cannot be resolved; OSError if the one address does not answer, an
	 *   AggregateError of all attempts' errors (its `code` is the first one's) if several do not; what the factory or
	 *   `connectionMade` throws; Node's error if the TLS handshake fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, type InetAddress, Protocol, type Transport } from "evloop";
	 *
	 * class Hello extends Protocol {
	 * 	override connectionMade(transport: Transport): void {
	 * 		transport.write("hello");
	 * 		transport.close();
	 * 	}
	 * }
	 * class Print extends Protocol {
	 * 	override dataReceived(data: Buffer): void {
	 * 		console.log(data.toString()); // hello
	 * 	}
	 * }
	 *
	 * const loop = getEventLoop();
	 * await using server = await loop.createServer(() => new Print(), "127.0.0.1", 0);
	 * const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
	 * await loop.createConnection(() => new Hello(), "127.0.0.1", port);
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_connection
	 */
	createConnection<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		host?: string | null,
		port?: number | string | null,
		options?: LoopConnectionOptions,
	): Future<[transport: Transport, protocol: P]>;

	/**
	 * Connects to a Unix socket.
	 *
	 * @param factory makes the protocol; called once the connection stands.
	 * @param path the path, or a Buffer that begins with 0 for a Linux abstract name.
	 * @param options a socket instead of the path, TLS settings, a signal.
	 * @returns the transport, and the protocol, whose `connectionMade` was called.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws Through the future: OSError if nobody listens there; what the factory or `connectionMade` throws.
	 * @example
	 * ```ts
	 * import { getEventLoop, Protocol } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const name = Buffer.from(`\0evloop-example-${process.pid}`);
	 * await using server = await loop.createUnixServer(() => new Protocol(), name);
	 * console.log(server.isServing()); // true
	 * const [transport] = await loop.createUnixConnection(() => new Protocol(), name);
	 * console.log(transport.getExtraInfo("peercred")?.pid === process.pid); // true
	 * transport.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_unix_connection
	 */
	createUnixConnection<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		path?: UnixAddress,
		options?: UnixConnectionOptions,
	): Future<[transport: Transport, protocol: P]>;

	/**
	 * Puts a protocol and a transport over a connection that was accepted elsewhere.
	 *
	 * @param factory makes the protocol.
	 * @param sock the connection; the transport closes it.
	 * @param options TLS settings, a signal.
	 * @returns the transport, and the protocol, whose `connectionMade` was called.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws Through the future: what the factory or `connectionMade` throws; Node's error if the TLS handshake fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, Protocol, socketpair } from "evloop";
	 *
	 * const [ours, theirs] = socketpair();
	 * const [transport] = await getEventLoop().connectAcceptedSocket(() => new Protocol(), ours);
	 * transport.write("welcome");
	 * console.log(theirs.recv(100).toString()); // welcome
	 * transport.close();
	 * theirs.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.connect_accepted_socket
	 */
	connectAcceptedSocket<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		sock: Socket,
		options?: ConnectAcceptedSocketOptions,
	): Future<[transport: Transport, protocol: P]>;

	/**
	 * Secures a connection that is in use, by `node:tls`.
	 *
	 * @param transport the connection's transport; its protocol must not use it any more.
	 * @param protocol who goes on with the secured one; its `connectionMade` is not called.
	 * @param ssl true for what is usual, or settings as `node:tls` takes them; a server's have `cert` and `key`.
	 * @param options which side it is, the name of the server, what was received already, time limits, a signal.
	 * @returns the new transport; the old one belongs to it.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws RuntimeError if the transport is closing, or, through the future, in a blocking loop.
	 * @throws Through the future: Node's error if the handshake fails; ConnectionAbortedError if it takes too long;
	 *   ConnectionResetError if the peer goes away. The connection is ended then.
	 * @example
	 * ```ts
	 * import { getEventLoop, Protocol, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [ours, theirs] = socketpair();
	 * const protocol = new Protocol();
	 * const [transport] = await loop.connectAcceptedSocket(() => protocol, ours);
	 * theirs.sendall("this is not TLS");
	 * try {
	 * 	await loop.startTls(transport, protocol, true);
	 * } catch (error) {
	 * 	console.log(error instanceof Error && "code" in error ? error.code : error); // ERR_SSL_WRONG_VERSION_NUMBER
	 * }
	 * theirs.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.start_tls
	 */
	startTls(
		transport: Transport,
		protocol: StreamProtocol,
		ssl: TlsSettings,
		options?: StartTlsOptions,
	): Future<Transport>;
}
