/** A transport of datagrams. */
import type { Address, BytesLike } from "../../sockets/index.js";
import type { ReadTransport } from "./read-transport.js";
import type { WriteBufferLimits } from "./write-transport.js";

/**
 * Sends and receives datagrams; none is dropped on this side: what the kernel does not take at once waits.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#datagram-transports
 */
export interface DatagramTransport extends ReadTransport {
	/**
	 * Sends a datagram, at once or as soon as the kernel takes it. An error goes to the protocol's `errorReceived`.
	 *
	 * @param data its bytes, or a string as UTF-8; none at all is a datagram, too.
	 * @param address the receiver; absent where the endpoint has a remote address.
	 * @throws TypeError if the data are neither, or the address has not the form of its family.
	 * @throws ValueError if the address is another than the endpoint's remote one, is missing where there is none, or has a
	 * name for a host: look it up with `loop.getaddrinfo` first.
	 */
	sendto(data: BytesLike, address?: Address): void;

	/** Ends it at once: what was not sent yet is dropped. The protocol's `connectionLost` is called soon. Throws nothing. */
	abort(): void;

	/**
	 * How much waits to be sent. Throws nothing.
	 *
	 * @returns bytes, 8 for each datagram included.
	 */
	getWriteBufferSize(): number;

	/**
	 * The marks in force. Throws nothing.
	 *
	 * @returns the low-water mark and the high-water mark, in bytes.
	 */
	getWriteBufferLimits(): [low: number, high: number];

	/**
	 * Sets the marks at which the protocol's `pauseWriting` and `resumeWriting` are called.
	 *
	 * @param limits the marks, in bytes.
	 * @throws TypeError or RangeError if one is no whole number from 0 to 2^53-1.
	 * @throws ValueError if `low` is larger than `high`.
	 */
	setWriteBufferLimits(limits?: WriteBufferLimits): void;
}
