/**
 * A transport over a Node stream: a TLS socket, a socket of `node:net`, anything that is a Duplex.
 *
 * Node's streams tell of everything in callbacks of their own, outside the loop's turns; the protocol is called from there
 * at once.
 */
import type { Duplex } from "node:stream";
import { ConnectionAbortedError, RuntimeError, TimeoutError } from "../../errors.js";
import type { Future } from "../../futures/index.js";
import type { Engine } from "../../reactor/index.js";
import type { BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import type { BaseTransport, Transport, TransportInfo } from "../interfaces/index.js";
import {
	checkStreamProtocol,
	fillProtocol,
	isBuffered,
	JoinedPieces,
	type StreamProtocol,
} from "../sockets/index.js";
import { TransportBase, type TransportOptions } from "../transport-base.js";

/** How a {@link DuplexTransport} is made. */
export interface DuplexTransportOptions extends TransportOptions {
	/**
	 * Over TLS: how long `close()` may take, in milliseconds: what waits is sent, and the peer answers the end. After that the
	 * connection is lost with a TimeoutError. If absent, what waits may take as long as it does, and a connection whose end
	 * the peer does not answer has ended all the same.
	 */
	readonly shutdownTimeout?: number | undefined;
	/** Answers `getExtraInfo`. */
	readonly describe?: ((name: keyof TransportInfo) => unknown) | undefined;
	/** What it runs on: that one's hold on the process is this one's. */
	readonly beneath?: BaseTransport | undefined;
}

/** How long the peer may take to answer the end where nothing is said, in milliseconds. */
const patience = 30_000;

/** A byte stream over a Duplex. */
export class DuplexTransport extends TransportBase<StreamProtocol> implements Transport {
	readonly #duplex: Duplex;
	readonly #shutdownTimeout: number | undefined;
	readonly #describe: ((name: keyof TransportInfo) => unknown) | undefined;
	readonly #beneath: BaseTransport | undefined;
	#paused = false;
	/** Whether the end has come while it was paused: the protocol hears of it when it goes on, as over a plain socket. */
	#endUntold = false;
	#endWanted = false;
	#timer: { cancel(): void } | undefined;

	/**
	 * @param engine the engine.
	 * @param duplex the stream, the transport's own from here on.
	 * @param protocol its protocol.
	 * @param options its context, its group and what it answers.
	 * @throws TypeError if the protocol is none.
	 */
	constructor(engine: Engine, duplex: Duplex, protocol: StreamProtocol, options: DuplexTransportOptions) {
		checkStreamProtocol(protocol);
		super(engine, protocol, options);
		this.#duplex = duplex;
		this.#shutdownTimeout = options.shutdownTimeout;
		this.#describe = options.describe;
		this.#beneath = options.beneath;
		duplex.on("data", (chunk: Buffer | string) => this.#received(chunk));
		duplex.pause();
		duplex.on("end", () => this.#ended());
		duplex.on("error", (error) => this.forceClose(error));
		duplex.on("close", () => this.#closed());
	}

	/**
	 * Introduces itself to its protocol in the next round, then begins to receive.
	 *
	 * @param waiter told when that is done.
	 */
	introduce(waiter?: Future<void>): void {
		this.begin(waiter);
	}

	/** Begins to receive without introducing itself: its protocol goes on from another transport. */
	goOn(): void {
		this.startReading();
	}

	/** Whether the peer has said that nothing more will come, and the protocol was told. */
	get hasEnded(): boolean {
		return this.#duplex.readableEnded && !this.#endUntold;
	}

	isReading(): boolean {
		return !this.#paused && !this.isClosing();
	}

	pauseReading(): void {
		if (!this.isReading()) return;
		this.#paused = true;
		this.stopReading();
	}

	resumeReading(): void {
		if (!this.#paused || this.isClosing()) return;
		this.#paused = false;
		this.startReading();
		if (!this.#endUntold) return;
		this.#endUntold = false;
		this.engine.enqueue({ run: () => this.#ended() });
	}

	write(data: BytesLike): void {
		const bytes = checkBytes(data, "Cannot write: data");
		this.#expectWritable();
		if (this.isClosing()) return;
		this.#send(bytes);
		this.wroteMore();
	}

	writelines(pieces: Iterable<BytesLike>): void {
		const joined = new JoinedPieces(pieces);
		this.#expectWritable();
		if (this.isClosing()) return;
		// All of them or none: pauseWriting(), which may close it, is called after the last one.
		this.#duplex.cork();
		for (const bytes of joined) this.#send(bytes);
		this.#duplex.uncork();
		this.wroteMore();
	}

	override close(): void {
		const limit = this.#shutdownTimeout;
		if (limit !== undefined && !this.isClosing()) this.#setTimer(limit, () => this.#shutdownTimedOut(limit));
		super.close();
	}

	writeEof(): void {
		if (this.isClosing() || this.#endWanted) return;
		this.#endWanted = true;
		this.#duplex.end();
	}

	canWriteEof(): boolean {
		return true;
	}

	override ref(): this {
		if (!this.isLost) this.#beneath?.ref();
		return super.ref();
	}

	override unref(): this {
		this.#beneath?.unref();
		return super.unref();
	}

	getWriteBufferSize(): number {
		return this.#duplex.destroyed ? 0 : this.#duplex.writableLength;
	}

	/** What it is, for errors. */
	override toString(): string {
		return `<${this.#duplex.constructor.name} transport${this.isClosing() ? " closing" : ""}>`;
	}

	protected override accept(protocol: unknown): asserts protocol is StreamProtocol {
		checkStreamProtocol(protocol);
	}

	protected override startReading(): void {
		if (this.#paused) return;
		this.#duplex.resume();
	}

	protected override stopReading(): void {
		this.#duplex.pause();
	}

	/** The stream cannot forget what it has; it is destroyed when it is disposed of. */
	protected override dropUnsent(): void {}

	protected override dispose(): void {
		this.#timer?.cancel();
		this.#duplex.destroy();
	}

	protected override describe(name: keyof TransportInfo): unknown {
		return this.#describe?.(name);
	}

	/** Tells the peer, and gives it time to answer: what comes meanwhile is dropped. */
	protected override finish(): void {
		const { destroyed, readableEnded } = this.#duplex;
		if (destroyed || (this.#endWanted && readableEnded)) {
			this.lose(undefined);
			return;
		}
		this.#setTimer(patience, () => this.lose(undefined));
		this.#duplex.end(() => {
			if (this.#duplex.readableEnded) this.lose(undefined);
		});
		this.#duplex.resume();
	}

	/** The first limit counts. A loop that is closed has no timers: then there is none. */
	#setTimer(limit: number, run: () => void): void {
		if (this.#timer === undefined && !this.engine.isClosed)
			this.#timer = this.engine.enqueueLater(limit, { run });
	}

	#shutdownTimedOut(limit: number): void {
		const message = `TLS shutdown is taking longer than ${limit} ms: aborting the connection`;
		this.forceClose(new TimeoutError(message, { code: "ETIMEDOUT" }));
	}

	#expectWritable(): void {
		if (this.#endWanted) throw new RuntimeError("Cannot write: writeEof() was called before");
	}

	#send(bytes: Uint8Array): void {
		if (byteLength(bytes) === 0) return;
		// The stream keeps it until it is sent, and the caller may use its memory again before that.
		this.#duplex.write(Buffer.from(bytes), (error) => {
			if (error || this.isLost) return;
			this.context.runInAsyncScope(this.sentSome, this);
			if (this.getWriteBufferSize() === 0) this.sentAll();
		});
	}

	#received(chunk: Buffer | string): void {
		if (this.isClosing()) return;
		const data = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
		this.context.runInAsyncScope(this.#handOn, this, data);
	}

	#handOn(data: Buffer): void {
		try {
			let rest = data;
			while (rest.length > 0 && this.isReading()) rest = rest.subarray(this.#handTo(this.protocol, rest));
			if (rest.length === 0 || this.isClosing()) return;
			// The protocol has paused it in the middle. A stream that somebody else has flow would give it back at once.
			this.#duplex.pause();
			this.#duplex.unshift(rest);
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.dataReceived() call failed.");
		}
	}

	/** Gives a protocol what it wants of the bytes; says how many that were. */
	#handTo(protocol: StreamProtocol, data: Buffer): number {
		if (isBuffered(protocol)) {
			return fillProtocol(protocol, data, () => !this.isReading() || this.protocol !== protocol);
		}
		protocol.dataReceived(data);
		return data.length;
	}

	#ended(): void {
		if (this.isClosing()) {
			if (this.#duplex.writableFinished) this.lose(undefined);
			return;
		}
		if (this.#paused) this.#endUntold = true;
		else this.context.runInAsyncScope(this.#tellEnd, this);
	}

	#tellEnd(): void {
		try {
			if (this.protocol.eofReceived() !== true) this.close();
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.eofReceived() call failed.");
		}
	}

	/** It has closed: in good order, or before everything was read and written, because somebody destroyed it. */
	#closed(): void {
		const { readableEnded, writableFinished } = this.#duplex;
		const inOrder = this.isClosing() || (readableEnded && writableFinished);
		const aborted = () => new ConnectionAbortedError("The stream was destroyed before its end");
		this.forceClose(inOrder ? undefined : aborted());
	}
}
