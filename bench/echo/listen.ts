/** The listening socket of the servers that are written on sockets. */
import { AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, Socket } from "evloop";

/**
 * Listens on 127.0.0.1.
 *
 * @param port the port; 0 for any.
 * @returns the socket, which does not block.
 */
export function listen(port: number): Socket {
	const server = new Socket(AF_INET, SOCK_STREAM);
	server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
	server.bind(["127.0.0.1", port]);
	server.listen(1024);
	server.setblocking(false);
	return server;
}
