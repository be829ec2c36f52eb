/** What a loop does with datagrams. */
import type { Future } from "../../futures/index.js";
import type { DatagramEndpointOptions } from "../datagrams/index.js";
import type { DatagramTransport } from "../interfaces/index.js";
import type { DatagramProtocol } from "../protocols/index.js";

/** Datagram endpoints: protocols that are called with each message. */
export interface DatagramMethods {
	/**
	 * Opens a datagram socket of any family, and puts a transport and a protocol over it.
	 *
	 * Callback order: `connectionMade → (datagramReceived | errorReceived)* → connectionLost`.
	 *
	 * - With `remoteAddr` the socket is connected: it receives from there alone, `sendto` needs no address, and a refusal
	 * (ICMP's "port unreachable") comes to `errorReceived` as a ConnectionRefusedError. With `allowBroadcast` it is not
	 * connected, and only sends there.
	 * - A host that is a name is looked up without blocking; each family that it has is tried in turn.
	 * - A path belongs to a Unix socket. One that a dead socket left behind is replaced, one of a live socket is not
	 * (EADDRINUSE); on close it is removed if it still leads to what was bound.
	 * - SO_REUSEADDR is never set: on UDP it would let another process take what arrives.
	 * - A Unix datagram is received up to 256 KiB; what a larger one has beyond that is lost.
	 *
	 * @param factory makes the protocol; called once, when the socket is ready.
	 * @param options which socket: `localAddr`, `remoteAddr`, `family`, `proto`, `flags`, `reusePort`, `allowBroadcast`; or a
	 * `sock` of any family that keeps messages apart, connected or not; and a signal that takes it all back.
	 * @returns the transport and the protocol, once `connectionMade` was called.
	 * @throws TypeError or RangeError if the factory is no function, or an address has not the form of its family.
	 * @throws ValueError if there is neither an address nor a family nor a socket, or other options go with `sock`, or it is
	 * a stream socket; through the future, if the addresses have no family in common.
	 * @throws OSError through the future, as socket(2), bind(2) and connect(2) fail; an AggregateError of several of them
	 * where several families were tried.
	 * @throws gaierror through the future, if a host's name cannot be resolved.
	 * @throws what the factory and `connectionMade` throw, through the future.
	 * @example
	 * ```ts
	 * import { DatagramProtocol, type DatagramTransport, getEventLoop, type InetAddress } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * class Echo extends DatagramProtocol {
	 * 	transport?: DatagramTransport;
	 * 	override connectionMade(transport: DatagramTransport) {
	 * 		this.transport = transport;
	 * 	}
	 * 	override datagramReceived(data: Buffer, address: InetAddress) {
	 * 		this.transport?.sendto(data, address);
	 * 	}
	 * }
	 * const [server] = await loop.createDatagramEndpoint(() => new Echo(), { localAddr: ["127.0.0.1", 0] });
	 *
	 * const answer = loop.createFuture<string>();
	 * class Ask extends DatagramProtocol {
	 * 	override connectionMade(transport: DatagramTransport) {
	 * 		transport.sendto("hello");
	 * 	}
	 * 	override datagramReceived(data: Buffer) {
	 * 		answer.setResult(data.toString());
	 * 	}
	 * }
	 * const [client] = await loop.createDatagramEndpoint(() => new Ask(), {
	 * 	remoteAddr: server.getExtraInfo("sockname"),
	 * });
	 * console.log(await answer); // hello
	 * client.close();
	 * server.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_datagram_endpoint
	 */
	createDatagramEndpoint<P extends DatagramProtocol>(
		factory: () => P,
		options?: DatagramEndpointOptions,
	): Future<[transport: DatagramTransport, protocol: P]>;
}
