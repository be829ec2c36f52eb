/** The protocol of a byte stream that brings its own memory. */
import { RuntimeError } from "../../errors.js";
import { BaseProtocol } from "./base-protocol.js";

/**
 * Receives a byte stream into memory of its own, so that nothing is allocated a message.
 *
 * @example
 * ```ts
 * import { BufferedProtocol } from "evloop";
 *
 * class Counting extends BufferedProtocol {
 * 	readonly memory = Buffer.alloc(65536);
 * 	received = 0;
 * 	override getBuffer(): Uint8Array {
 * 		return this.memory;
 * 	}
 * 	override bufferUpdated(nbytes: number): void {
 * 		this.received += nbytes;
 * 	}
 * }
 * console.log(new Counting().getBuffer().length); // 65536
 * ```
 * @see https://docs.python.org/3/library/asyncio-protocol.html#buffered-streaming-protocols
 */
export class BufferedProtocol extends BaseProtocol {
	/**
	 * Asked before each receive for the memory that it goes into. It must be overridden.
	 *
	 * @param _sizehint how many bytes are wished for; -1 for any number. It may be disregarded.
	 * @returns the memory, of at least one byte.
	 * @throws RuntimeError if it was not overridden.
	 */
	getBuffer(_sizehint: number): Uint8Array {
		throw new RuntimeError("Cannot receive: this BufferedProtocol does not override getBuffer()");
	}

	/**
	 * Bytes have arrived in the memory that {@link BufferedProtocol.getBuffer} gave, from its beginning. Throws nothing.
	 *
	 * @param _nbytes how many, at least one.
	 */
	bufferUpdated(_nbytes: number): void {}

	/**
	 * The peer will send nothing more. Throws nothing.
	 *
	 * @returns true to keep the connection open for writing; otherwise it is closed.
	 */
	// biome-ignore lint/suspicious/noConfusingVoidType: a subclass that returns nothing means false, as in asyncio
	eofReceived(): boolean | void {}
}
