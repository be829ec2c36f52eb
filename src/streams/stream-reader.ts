/**
 * StreamReader: what has arrived, read in the pieces that the reader wants.
 *
 * Where what is wanted is there, a read takes it at the call and gives a future that is done; where it is not, one object is
 * made (`reads/`), which the arriving bytes settle. The buffer keeps the chunks as they came (ByteQueue), so what arrives in
 * one piece and is read in one piece is never copied.
 *
 * The fields are TypeScript's, assigned in the constructor: each connection has one, and most of them are idle.
 */
import { NotImplementedError, RuntimeError, ValueError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	currentScheduler,
	type Future,
	failedFuture,
	fulfilledFuture,
	type OperationOptions,
	type Scheduler,
	type SchedulerOwner,
} from "../futures/index.js";
import { ReadIterator } from "../futures/internals.js";
import { ByteQueue, checkOptions, shownAs } from "../internal/index.js";
import type { BytesLike } from "../sockets/index.js";
import { checkBytes, checkInteger, showValue } from "../sockets/internals.js";
import type { ReadTransport } from "../transports/index.js";
import { checkLimit, defaultLimit, type ReadLimitOptions } from "./limits.js";
import { ExactRead, type PendingRead, RestRead, SomeRead, UntilRead } from "./reads/index.js";
import { SeparatorSearch } from "./separator-search.js";
import { newline, type Separators, separatorsOf } from "./separators.js";

const most = Number.MAX_SAFE_INTEGER;
/** The queue of a reader that has nothing to read; nothing is ever added to it. */
const nothing = new ByteQueue();

/** What a reader needs of its transport. */
type Pausable = Pick<ReadTransport, "pauseReading" | "resumeReading"> & Partial<Pick<ReadTransport, "close">>;

/** How a {@link StreamReader} is made. */
export interface StreamReaderOptions {
	/**
	 * The most that may lie before a line's end or a separator, in bytes; 65,536 if absent. Its transport is paused where
	 * twice as much has arrived and was not read.
	 */
	readonly limit?: number | undefined;
	/** The loop it belongs to; this thread's loop if absent. */
	readonly loop?: SchedulerOwner | undefined;
}

/** How {@link StreamReader.chunks} reads. */
export interface ChunkOptions extends OperationOptions {
	/** The most that a chunk has, in bytes; 65,536 if absent. */
	readonly size?: number | undefined;
}

/**
 * The receiving half of a connection.
 *
 * {@link openConnection} and {@link startServer} give one with a {@link StreamWriter}. One read at a time: a second one,
 * while the first waits, is refused. A read that is cancelled or aborted has taken nothing: the bytes are there for the next
 * one. In a `for await` it gives line after line; leaving the loop leaves the rest to be read.
 *
 * @example
 * ```ts
 * import { StreamReader } from "evloop";
 *
 * const reader = new StreamReader();
 * reader.feedData("GET / HTTP/1.1\r\nHost: example.org\r\n\r\nbody");
 * reader.feedEof();
 * console.log(String(await reader.readline()).trim()); // GET / HTTP/1.1
 * console.log(String(await reader.readuntil("\r\n\r\n")).trim()); // Host: example.org
 * console.log(String(await reader.read())); // body
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#streamreader
 */
export class StreamReader implements AsyncIterable<Buffer> {
	/** What has arrived and was not read; the queue of all readers where that is nothing. @internal */
	queue: ByteQueue;
	private readonly scheduler: Scheduler;
	private readonly limit: number;
	private transport: Pausable | undefined;
	private error: unknown;
	/** The read that waits, or has not taken its bytes yet. */
	private reading: PendingRead | undefined;
	private ended: boolean;
	private paused: boolean;

	/**
	 * @param options its limit and its loop.
	 * @throws TypeError if the limit is no number.
	 * @throws ValueError if the limit is not above 0.
	 * @throws RuntimeError where it has no loop to belong to.
	 */
	constructor(options: StreamReaderOptions = {}) {
		checkOptions(options, "make a StreamReader");
		const { limit = defaultLimit, loop } = options;
		this.queue = nothing;
		this.scheduler = loop?.scheduler ?? currentScheduler();
		this.limit = checkLimit(limit, "Cannot make a StreamReader");
		this.transport = undefined;
		this.error = undefined;
		this.reading = undefined;
		this.ended = false;
		this.paused = false;
	}

	/**
	 * Reads what is there, up to a number of bytes; it waits only where nothing is. Where a lot is there, it may give the
	 * first large piece of it alone, uncopied.
	 *
	 * @param n the most to read, in bytes; -1, or nothing, reads all there is up to the end of the stream.
	 * @param options a signal that takes it back.
	 * @returns a future of the bytes, the caller's own; empty at the end of the stream.
	 * @throws TypeError or RangeError if `n` is no whole number.
	 * @throws RuntimeError, through the future, if another read waits.
	 * @throws The exception of {@link StreamReader.exception}, through the future.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader.read
	 */
	read(n = -1, options?: OperationOptions): Future<Buffer> {
		checkInteger(n, "Cannot read: the number of bytes", -most, most);
		if (n === 0 && this.error === undefined) return this.now(0);
		const refused = this.refuse(options);
		if (refused !== undefined) return refused;
		if (n >= 0) {
			if (this.queue.length > 0 || this.ended) return this.handOut(this.queue.takeSome(n));
			return this.begin(new SomeRead(this.scheduler, this, n), options);
		}
		if (this.ended) return this.now(this.queue.length);
		return this.begin(new RestRead(this.scheduler, this), options);
	}

	/**
	 * Reads a line, its `\n` included; where the stream ends within one, what there is of it.
	 *
	 * @param options a limit for this call, and a signal that takes it back.
	 * @returns a future of the line; empty at the end of the stream.
	 * @throws TypeError if the limit is no number.
	 * @throws ValueError if the limit is not above 0; or, through the future, if the line is longer than the limit, with a
	 * LimitOverrunError as its `cause`: nothing was taken then, and a call with a higher limit gets the line.
	 * @throws RuntimeError, through the future, if another read waits.
	 * @throws The exception of {@link StreamReader.exception}, through the future.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader.readline
	 */
	readline(options?: ReadLimitOptions): Future<Buffer> {
		return this.until(newline, true, options);
	}

	/**
	 * Reads a number of bytes, no more and no fewer.
	 *
	 * @param n how many.
	 * @param options a signal that takes it back.
	 * @returns a future of the bytes.
	 * @throws TypeError or RangeError if `n` is no whole number.
	 * @throws ValueError if `n` is below 0.
	 * @throws IncompleteReadError, through the future, if the stream ends before; it holds what there was, which is taken.
	 * @throws RuntimeError, through the future, if another read waits.
	 * @throws The exception of {@link StreamReader.exception}, through the future.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader.readexactly
	 */
	readexactly(n: number, options?: OperationOptions): Future<Buffer> {
		checkInteger(n, "Cannot readexactly: the number of bytes", -most, most);
		if (n < 0) throw new ValueError(`Cannot readexactly: the number of bytes must not be below 0, got ${n}`);
		if (n === 0 && this.error === undefined) return this.now(0);
		const refused = this.refuse(options);
		if (refused !== undefined) return refused;
		if (this.queue.length >= n) return this.now(n);
		return this.begin(new ExactRead(this.scheduler, this, n), options);
	}

	/**
	 * Reads up to a separator, and that, too.
	 *
	 * @param separator the separator, bytes or a string; or an array of several, of which the one that ends first counts.
	 * @param options a limit for this call, and a signal that takes it back.
	 * @returns a future of the bytes, the separator at their end.
	 * @throws TypeError if a separator is neither, or the limit is no number.
	 * @throws ValueError if there is no separator, or an empty one, or the limit is not above 0.
	 * @throws LimitOverrunError, through the future, if more than the limit lies before the separator. Nothing was taken
	 * then, and a call with a higher limit gets it.
	 * @throws IncompleteReadError, through the future, if the stream ends before; it holds what there was, which is taken.
	 * @throws RuntimeError, through the future, if another read waits.
	 * @throws The exception of {@link StreamReader.exception}, through the future.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader.readuntil
	 */
	readuntil(separator: BytesLike | readonly BytesLike[] = "\n", options?: ReadLimitOptions): Future<Buffer> {
		return this.until(separator === "\n" ? newline : separatorsOf(separator), false, options);
	}

	/**
	 * Line after line, as {@link StreamReader.readline} gives them, up to the end of the stream.
	 *
	 * @param options a limit for these lines, and a signal that takes the waiting read back.
	 * @returns the lines, for `for await`; leaving the loop leaves the rest to be read.
	 * @throws What readline throws, when a line is asked for.
	 */
	lines(options?: ReadLimitOptions): AsyncIterableIterator<Buffer, undefined, void> {
		return new ReadIterator(() => this.readline(options));
	}

	/**
	 * What arrives, as it arrives, up to the end of the stream.
	 *
	 * @param options the most that a chunk has, and a signal that takes the waiting read back.
	 * @returns the chunks, for `for await`; leaving the loop leaves the rest to be read.
	 * @throws TypeError or RangeError if the size is no whole number above 0, or the options are no object; what read throws, later.
	 */
	chunks(options: ChunkOptions = {}): AsyncIterableIterator<Buffer, undefined, void> {
		checkOptions(options, "read chunks");
		const size = checkInteger(options.size ?? defaultLimit, "Cannot read chunks: their size", 1, most);
		return new ReadIterator(() => this.read(size, options));
	}

	/**
	 * Line after line; for `for await`.
	 *
	 * @returns the lines.
	 * @throws What readline throws, when a line is asked for.
	 */
	[Symbol.asyncIterator](): AsyncIterableIterator<Buffer, undefined, void> {
		return this.lines();
	}

	/**
	 * Asks whether the stream has ended and everything was read. Throws nothing.
	 *
	 * @returns whether it has.
	 */
	atEof(): boolean {
		return this.ended && this.queue.length === 0;
	}

	/**
	 * Adds bytes, as its protocol does when they arrive.
	 *
	 * @param data the bytes, or a string as UTF-8; it keeps the memory, which must not change any more.
	 * @throws TypeError if it is neither.
	 * @throws RuntimeError after {@link StreamReader.feedEof}.
	 */
	feedData(data: BytesLike): void {
		const bytes = checkBytes(data, "Cannot feed data: it");
		if (this.ended) throw new RuntimeError("Cannot feed data: the stream was ended by feedEof() already");
		if (bytes.length === 0) return;
		if (this.queue === nothing) this.queue = new ByteQueue();
		const { queue, reading } = this;
		queue.push(bytes);
		// A read that needs more may not be kept from it, however much that is.
		if (reading !== undefined && !reading.decide(false)) return;
		if (queue.length <= 2 * this.limit || this.paused || this.transport === undefined) return;
		this.pause(this.transport);
	}

	/** Ends the stream, as its protocol does when the peer sends nothing more. Twice is harmless. Throws nothing. */
	feedEof(): void {
		this.ended = true;
		this.reading?.decide(true);
	}

	/**
	 * Why the connection was lost, or what else was set. Throws nothing.
	 *
	 * @returns the exception that every read fails with; `undefined` if there is none.
	 */
	exception(): unknown {
		return this.error;
	}

	/**
	 * Has the waiting read and all later ones fail, whatever was not read yet.
	 *
	 * @param exception what they fail with.
	 * @throws TypeError if it is `undefined`.
	 */
	setException(exception: unknown): void {
		if (exception === undefined) throw new TypeError("Cannot set an exception: it must not be undefined");
		this.error = exception;
		this.reading?.abort(exception);
	}

	/**
	 * Says whom to pause when too much has arrived, as its protocol does when the connection is made.
	 *
	 * @param transport the transport.
	 * @throws TypeError if it is none.
	 * @throws RuntimeError if it has one already.
	 */
	setTransport(transport: Pick<ReadTransport, "pauseReading" | "resumeReading">): void {
		if (this.transport !== undefined) throw new RuntimeError("Cannot set the transport: it is set already");
		if (typeof transport?.pauseReading !== "function") {
			throw new TypeError(`Cannot set the transport: it cannot be paused, got ${showValue(transport)}`);
		}
		this.transport = transport;
	}

	/**
	 * Gives up its transport, and what has arrived from it and was not read.
	 *
	 * @returns the bytes.
	 * @internal
	 */
	giveUp(): Buffer {
		this.reading?.look();
		this.transport = undefined;
		this.paused = false;
		const rest = this.queue.takeAll();
		this.queue = nothing;
		return rest;
	}

	/**
	 * Ends what feeds it, where that is not its writer's to end: a child's standard output.
	 *
	 * @internal
	 */
	closeTransport(): void {
		this.transport?.close?.();
	}

	/** @internal */
	finished(read: PendingRead): void {
		if (this.reading === read) this.reading = undefined;
		this.tookSome();
	}

	private until(
		separators: Separators,
		line: boolean,
		options: ReadLimitOptions | undefined,
	): Future<Buffer> {
		const given = options?.limit;
		const limit = given === undefined ? this.limit : checkLimit(given, "Cannot read");
		const refused = this.refuse(options);
		if (refused !== undefined) return refused;
		const search = new SeparatorSearch(separators);
		if (search.find(this.queue) && search.start <= limit) return this.now(search.end);
		return this.begin(new UntilRead(this.scheduler, this, search, limit, line), options);
	}

	/** Takes what is there. */
	private now(count: number): Future<Buffer> {
		return this.handOut(this.queue.take(count));
	}

	/** Gives what was taken. */
	private handOut(bytes: Buffer): Future<Buffer> {
		this.tookSome();
		return fulfilledFuture(this.scheduler, bytes);
	}

	/** There is less to read than before: perhaps nothing, perhaps so little that more may come. */
	private tookSome(): void {
		const { length } = this.queue;
		if (length === 0) this.queue = nothing;
		if (this.paused && length <= this.limit) this.resume();
	}

	/** Why no read can begin, if so. */
	private refuse(options: OperationOptions | undefined): Future<Buffer> | undefined {
		if (options !== undefined) {
			const aborted = alreadyAborted<Buffer>(this.scheduler, options);
			if (aborted !== undefined) return aborted;
		}
		if (this.error !== undefined) return failedFuture(this.scheduler, this.error);
		if (this.reading === undefined) return undefined;
		// One that has its bytes is over.
		this.reading.look();
		if (this.reading === undefined) return undefined;
		return failedFuture(
			this.scheduler,
			new RuntimeError("Cannot read: another read waits for the same stream already"),
		);
	}

	private begin(read: PendingRead, options: OperationOptions | undefined): Future<Buffer> {
		this.reading = read;
		if (read.decide(this.ended)) return read;
		// Nothing would ever come to end its waiting.
		if (this.paused) this.resume();
		return abortable(read, options);
	}

	private pause(transport: Pausable): void {
		try {
			transport.pauseReading();
			this.paused = true;
		} catch (error) {
			if (!(error instanceof NotImplementedError)) throw error;
			// It cannot be paused: then everything is kept, and it is not asked again.
			this.transport = undefined;
		}
	}

	private resume(): void {
		this.paused = false;
		this.transport?.resumeReading();
	}
}

shownAs(StreamReader, (self) => `<StreamReader ${self.queue.length} bytes${self.atEof() ? " eof" : ""}>`);
