/** A transport that sends. */
import type { BytesLike } from "../../sockets/index.js";
import type { BaseTransport } from "./base-transport.js";

/** The two marks between which a write buffer is kept. */
export interface WriteBufferLimits {
	/** Above so many bytes the protocol is asked to pause writing: 65,536 by default, or four times `low`. */
	readonly high?: number | undefined;
	/** At so many bytes or fewer it may go on: a quarter of `high` by default. */
	readonly low?: number | undefined;
}

/**
 * A transport that sends, and buffers what the kernel does not take at once.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#write-only-transports
 */
export interface WriteTransport extends BaseTransport {
	/**
	 * Sends bytes: at once as many as the kernel takes, the rest as soon as it can. It never waits; see
	 * {@link WriteTransport.setWriteBufferLimits}. What is written to a lost connection goes nowhere.
	 *
	 * @param data the bytes, or a string as UTF-8; the caller may use the memory again when this returns.
	 * @throws TypeError if it is neither.
	 * @throws RuntimeError after {@link WriteTransport.writeEof}, or while a file is being sent.
	 */
	write(data: BytesLike): void;

	/**
	 * Sends several pieces in one system call where that can be.
	 *
	 * @param pieces the pieces, in order.
	 * @throws TypeError if one is neither bytes nor a string; nothing is sent then.
	 * @throws RuntimeError after {@link WriteTransport.writeEof}, or while a file is being sent.
	 */
	writelines(pieces: Iterable<BytesLike>): void;

	/**
	 * Tells the peer, once all that was written is sent, that nothing more will come. Receiving goes on. Twice is harmless.
	 *
	 * @throws NotImplementedError where {@link WriteTransport.canWriteEof} is false.
	 */
	writeEof(): void;

	/**
	 * Asks whether it can end its own direction alone. Throws nothing.
	 *
	 * @returns whether {@link WriteTransport.writeEof} works.
	 */
	canWriteEof(): boolean;

	/** Ends it at once: what was not sent yet is dropped. The protocol's `connectionLost` is called soon. Throws nothing. */
	abort(): void;

	/**
	 * How much waits to be sent. Throws nothing.
	 *
	 * @returns bytes.
	 */
	getWriteBufferSize(): number;

	/**
	 * The marks in force. Throws nothing.
	 *
	 * @returns the low-water mark and the high-water mark, in bytes.
	 */
	getWriteBufferLimits(): [low: number, high: number];

	/**
	 * Sets the marks. Where more than `high` waits, `pauseWriting` is called; where no more than `low` is left,
	 * `resumeWriting`.
	 *
	 * @param limits the marks, in bytes.
	 * @throws TypeError or RangeError if one is no whole number from 0 to 2^53-1.
	 * @throws ValueError if `low` is larger than `high`.
	 */
	setWriteBufferLimits(limits?: WriteBufferLimits): void;
}
