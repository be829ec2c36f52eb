/**
 * A Node Duplex over a StreamReader and a StreamWriter.
 *
 * Reading asks the reader for the next bytes, writing waits in `drain()`: the back-pressure of either side is the other's.
 */
import { Duplex } from "node:stream";
import type { Future } from "../../futures/index.js";
import type { Address } from "../../sockets/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";

type Done = (error?: Error | null) => void;

/** How much is read at once, in bytes. */
const readSize = 65_536;

/** A stream of Node's over a connection of ours. */
export class StreamDuplex extends Duplex {
	/** It is connected from the start; libraries ask. */
	readonly connecting = false;
	readonly #reader: StreamReader;
	readonly #writer: StreamWriter;
	#reading: Future<Buffer> | undefined;

	/**
	 * @param reader what is read from.
	 * @param writer what is written to.
	 * @param allowHalfOpen whether writing goes on when the peer has ended.
	 */
	constructor(reader: StreamReader, writer: StreamWriter, allowHalfOpen: boolean) {
		super({ allowHalfOpen, decodeStrings: true });
		this.#reader = reader;
		this.#writer = writer;
		void writer.waitClosed().then(
			() => this.#lost(undefined),
			(error) => this.#lost(error as Error),
		);
	}

	/** The peer's host, as a socket of `node:net` has it. */
	get remoteAddress(): string | undefined {
		return hostOf(this.#writer.getExtraInfo("peername"));
	}

	/** The peer's port. */
	get remotePort(): number | undefined {
		return portOf(this.#writer.getExtraInfo("peername"));
	}

	/** This side's host. */
	get localAddress(): string | undefined {
		return hostOf(this.#writer.getExtraInfo("sockname"));
	}

	/** This side's port. */
	get localPort(): number | undefined {
		return portOf(this.#writer.getExtraInfo("sockname"));
	}

	/**
	 * It is connected already: says so soon, to libraries that would connect it. Throws nothing.
	 *
	 * @returns itself.
	 */
	connect(): this {
		process.nextTick(() => this.emit("connect"));
		return this;
	}

	/**
	 * Transports of ours never wait to fill a packet. Throws nothing.
	 *
	 * @returns itself.
	 */
	setNoDelay(): this {
		return this;
	}

	/**
	 * Left to the socket's own options. Throws nothing.
	 *
	 * @returns itself.
	 */
	setKeepAlive(): this {
		return this;
	}

	/**
	 * Time limits are the caller's: `timeout(ms, fn)`. Throws nothing.
	 *
	 * @returns itself.
	 */
	setTimeout(): this {
		return this;
	}

	/**
	 * Has the connection keep the process alive. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this {
		this.#writer.transport.ref();
		return this;
	}

	/**
	 * Lets the process end although the connection is open. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this {
		this.#writer.transport.unref();
		return this;
	}

	override _read(): void {
		if (this.#reading !== undefined) return;
		const reading = this.#reader.read(readSize);
		this.#reading = reading;
		void reading.then<void, void>(
			(data) => {
				this.#reading = undefined;
				this.push(data.length > 0 ? data : null);
			},
			(error) => {
				this.#reading = undefined;
				// A read that destroy() has cancelled has nothing to tell.
				if (!this.destroyed) this.destroy(error as Error);
			},
		);
	}

	override _write(chunk: Buffer, _encoding: string, done: Done): void {
		this.#send(() => this.#writer.write(chunk), done);
	}

	override _writev(chunks: { readonly chunk: Buffer }[], done: Done): void {
		this.#send(() => this.#writer.writelines(chunks.map(({ chunk }) => chunk)), done);
	}

	override _final(done: Done): void {
		try {
			if (this.#writer.canWriteEof()) this.#writer.writeEof();
			// What cannot end one direction alone ends both.
			else this.#writer.close();
			done();
		} catch (error) {
			done(error as Error);
		}
	}

	override _destroy(error: Error | null, done: Done): void {
		this.#reading?.cancel();
		// What was finished is still sent; what was not is not wanted any more.
		if (error === null && this.writableFinished) this.#writer.close();
		else this.#writer.transport.abort();
		const over = () => done(error);
		void this.#writer.waitClosed().then(over, over);
	}

	#send(write: () => void, done: Done): void {
		try {
			write();
		} catch (error) {
			done(error as Error);
			return;
		}
		const drained = this.#writer.drain();
		if (drained.done() && !drained.cancelled() && drained.exception() === undefined) done();
		else
			void drained.then(
				() => done(),
				(error) => done(error as Error),
			);
	}

	/** The connection is over: whoever still writes is told; what was received is still read. */
	#lost(error: Error | undefined): void {
		if (error !== undefined) this.destroy(error);
		else if (this.readableEnded || this.#reader.atEof()) this.destroy();
	}
}

function hostOf(address: Address | undefined): string | undefined {
	return Array.isArray(address) ? (address[0] as string) : undefined;
}

function portOf(address: Address | undefined): number | undefined {
	return Array.isArray(address) ? (address[1] as number) : undefined;
}
