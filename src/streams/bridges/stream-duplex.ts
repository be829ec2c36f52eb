/**
 * A Node Duplex over a StreamReader and a StreamWriter.
 *
 * Reading asks the reader for the next bytes, writing waits in `drain()`: the back-pressure of either side is the other's.
 */
import { Duplex } from "node:stream";
import type { Future } from "../../futures/index.js";
import { outOfTask } from "../../futures/internals.js";
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
	#isLost = false;

	/**
	 * @param reader what is read from.
	 * @param writer what is written to.
	 * @param allowHalfOpen whether writing goes on when the peer has ended.
	 */
	constructor(reader: StreamReader, writer: StreamWriter, allowHalfOpen: boolean) {
		super({ allowHalfOpen, decodeStrings: true });
		this.#reader = reader;
		this.#writer = writer;
		// A chunk counts as written when the kernel has it: what destroy() drops is then only what nobody was told of.
		writer.transport.setWriteBufferLimits({ high: 0 });
		beside(
			writer.waitClosed(),
			() => this.#lost(undefined),
			(error) => this.#lost(error),
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
		beside(
			reading,
			(data) => {
				this.#reading = undefined;
				this.push(data.length > 0 ? data : null);
				if (data.length === 0) this.#endedReading();
			},
			(error) => {
				this.#reading = undefined;
				// A read that destroy() has cancelled has nothing to tell.
				if (!this.destroyed) this.destroy(error);
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
		this.#reader.closeTransport();
		const over = () => done(error);
		beside(this.#writer.waitClosed(), over, over);
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
		else beside(drained, () => done(), done);
	}

	/** The connection is over: whoever still writes is told; what was received is still read. */
	#lost(error: Error | undefined): void {
		this.#isLost = true;
		if (error !== undefined || this.readableEnded) this.destroy(error);
	}

	/** Nothing more will come. Where nothing can be sent either, it is over when its reader has had everything. */
	#endedReading(): void {
		this.once("end", () => {
			if (this.#isLost) this.destroy();
		});
	}
}

/** Has one of two functions called when a future is done; no task waits for it. */
function beside<T>(future: Future<T>, done: (value: T) => void, failed: (error: Error) => void): void {
	outOfTask(() => void future.then(done, (reason) => failed(reason as Error)));
}

function hostOf(address: Address | undefined): string | undefined {
	return Array.isArray(address) ? (address[0] as string) : undefined;
}

function portOf(address: Address | undefined): number | undefined {
	return Array.isArray(address) ? (address[1] as number) : undefined;
}
