/** The transport that a protocol has over TLS. */
import type { TLSSocket } from "node:tls";
import type { Engine } from "../../reactor/index.js";
import { DuplexTransport, type DuplexTransportOptions } from "../duplex/index.js";
import type { Transport } from "../interfaces/index.js";
import type { StreamProtocol } from "../sockets/index.js";

/** How long its shutdown may take where nothing is said: asyncio's, in milliseconds. */
const usualShutdownTimeout = 30_000;

/**
 * Makes it.
 *
 * @param engine the engine.
 * @param tls Node's TLS socket, its handshake behind it.
 * @param beneath the transport that it runs on, which answers for the socket.
 * @param protocol who gets what was decrypted.
 * @param options its context, its group, and how long its shutdown may take.
 * @returns the transport; it has not begun yet.
 */
export function tlsTransport(
	engine: Engine,
	tls: TLSSocket,
	beneath: Transport,
	protocol: StreamProtocol,
	options: Omit<DuplexTransportOptions, "describe" | "beneath">,
): DuplexTransport {
	return new DuplexTransport(engine, tls, protocol, {
		...options,
		shutdownTimeout: options.shutdownTimeout ?? usualShutdownTimeout,
		beneath,
		describe: (name) => (name === "sslObject" ? tls : beneath.getExtraInfo(name)),
	});
}
