/** The protocol of datagrams. */
import type { Address } from "../../sockets/index.js";
import { BaseProtocol } from "./base-protocol.js";

/**
 * Receives datagrams: UDP, Unix, or any other family.
 *
 * What `datagramReceived` and `errorReceived` throw goes to the loop's exception handler, and the endpoint goes on: one bad
 * datagram does not stop a server.
 *
 * @example
 * ```ts
 * import { DatagramProtocol } from "evloop";
 *
 * class Log extends DatagramProtocol {
 * 	override datagramReceived(data: Buffer): void {
 * 		console.log(data.toString()); // hello
 * 	}
 * }
 * new Log().datagramReceived(Buffer.from("hello"));
 * ```
 * @see https://docs.python.org/3/library/asyncio-protocol.html#datagram-protocols
 */
export class DatagramProtocol extends BaseProtocol {
	/**
	 * A datagram has arrived. An empty one is one, too. Throws nothing.
	 *
	 * @param _data its bytes, the protocol's own.
	 * @param _address who sent it; `undefined` for a sender without an address, such as an unbound Unix socket.
	 */
	datagramReceived(_data: Buffer, _address: Address | undefined): void {}

	/**
	 * A send or a receive has failed; the transport goes on. Throws nothing.
	 *
	 * @param _exc the OSError.
	 */
	errorReceived(_exc: unknown): void {}
}
