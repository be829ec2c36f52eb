/** How a loop makes servers. */
import type { Future } from "../../futures/index.js";
import type { UnixAddress } from "../../sockets/index.js";
import type { LoopServerOptions, Server, ServerHost, UnixServerOptions } from "../serving/index.js";
import type { ProtocolFactory, StreamProtocol } from "../sockets/index.js";

/** Servers with a protocol for each connection; `startServer` makes them with streams. */
export interface ServingMethods {
	/**
	 * Makes a TCP server.
	 *
	 * What goes wrong with one connection ends that one alone, and the exception handler is told. Where no descriptors are
	 * left, the server says so once, and accepts again a second later.
	 *
	 * @param factory makes a protocol for each connection.
	 * @param host where to listen: a name or an address, several of them, or null, `""` or nothing for all addresses of
	 *   this machine. Each address gets a socket of its own, IPv6 without IPv4.
	 * @param port the port, the name of a service, or 0 for any that is free.
	 * @param options how to listen, TLS settings, a signal.
	 * @returns the server.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws ValueError where `ssl` has neither a certificate with its key nor what finds one, Node's errors where they are no
	 *   such things: nothing listens then.
	 * @throws Through the future: gaierror if a host cannot be resolved; OSError if an address is taken (EADDRINUSE),
	 *   forbidden (EACCES), or none of them is this machine's (EADDRNOTAVAIL).
	 * @example
	 * ```ts
	 * import { getEventLoop, type InetAddress, Protocol, type Transport } from "evloop";
	 *
	 * class Greet extends Protocol {
	 * 	override connectionMade(transport: Transport): void {
	 * 		transport.write("welcome\n");
	 * 		transport.close();
	 * 	}
	 * }
	 *
	 * const loop = getEventLoop();
	 * await using server = await loop.createServer(() => new Greet(), "127.0.0.1", 0);
	 * const [, port = 0] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
	 * console.log(port > 0); // true
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_server
	 */
	createServer(
		factory: ProtocolFactory<StreamProtocol>,
		host?: ServerHost,
		port?: number | string | null,
		options?: LoopServerOptions,
	): Future<Server>;

	/**
	 * Makes a Unix server.
	 *
	 * A socket that lies at the path is replaced if nobody listens at it any more, and left alone if somebody does. The
	 * path is removed when the server is closed, unless it is somebody else's by then.
	 *
	 * @param factory makes a protocol for each connection.
	 * @param path where to listen; a Buffer that begins with 0 is a Linux abstract name.
	 * @param options a socket instead of the path, how to listen, TLS settings, a signal.
	 * @returns the server.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws ValueError where `ssl` has neither a certificate with its key nor what finds one, Node's errors where they are no
	 *   such things: nothing listens then.
	 * @throws Through the future: OSError if somebody listens there (EADDRINUSE), or the path cannot be made.
	 * @example
	 * ```ts
	 * import { getEventLoop, Protocol } from "evloop";
	 *
	 * const name = Buffer.from(`\0evloop-example-${process.pid}`);
	 * await using server = await getEventLoop().createUnixServer(() => new Protocol(), name);
	 * console.log(server.isServing()); // true
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_unix_server
	 */
	createUnixServer(
		factory: ProtocolFactory<StreamProtocol>,
		path?: UnixAddress,
		options?: UnixServerOptions,
	): Future<Server>;
}
