import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import { RingSocketTransport } from "./ring-socket-transport.js";
import { SocketTransport } from "./socket-transport.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import type { StreamProtocol } from "./stream-protocol.js";

/**
 * Makes the transport of a stream socket, of the kind that fits what the engine waits with.
 *
 * @param engine the engine.
 * @param sock the socket, connected and non-blocking; the transport's own from here on.
 * @param protocol its protocol.
 * @param options its context, its group, its peer and who waits for it.
 * @returns the transport.
 * @throws TypeError if the protocol is none.
 * @throws RuntimeError if the socket belongs to another transport.
 */
export function openSocketTransport(
	engine: SelectorEngine,
	sock: Socket,
	protocol: StreamProtocol,
	options: SocketTransportOptions,
): SocketTransport {
	const Transport = engine.receives ? RingSocketTransport : SocketTransport;
	return new Transport(engine, sock, protocol, options);
}
