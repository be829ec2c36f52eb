/** The protocol of a byte stream. */
import { BaseProtocol } from "./base-protocol.js";

/**
 * Receives a byte stream: TCP, Unix, TLS or a pipe.
 *
 * @example
 * ```ts
 * import { getEventLoop, Protocol, type Transport } from "evloop";
 *
 * class Echo extends Protocol {
 * 	transport: Transport | undefined;
 * 	override connectionMade(transport: Transport): void {
 * 		this.transport = transport;
 * 	}
 * 	override dataReceived(data: Buffer): void {
 * 		this.transport?.write(data);
 * 	}
 * }
 *
 * const server = await getEventLoop().createServer(() => new Echo(), "127.0.0.1", 0);
 * console.log(server.isServing()); // true
 * server.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-protocol.html#streaming-protocols
 */
export class Protocol extends BaseProtocol {
	/**
	 * Bytes have arrived; how they are cut into pieces means nothing. Throws nothing.
	 *
	 * @param _data the bytes, the protocol's own; at least one.
	 */
	dataReceived(_data: Buffer): void {}

	/**
	 * The peer will send nothing more. Throws nothing.
	 *
	 * @returns true to keep the connection open for writing; otherwise it is closed.
	 */
	// biome-ignore lint/suspicious/noConfusingVoidType: a subclass that returns nothing means false, as in asyncio
	eofReceived(): boolean | void {}
}
