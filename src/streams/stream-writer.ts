/**
 * StreamWriter: sends, and lets whoever sends wait for a slow peer.
 *
 * The fields are TypeScript's, assigned in the constructor: each connection has one.
 */
import { CancelledError, RuntimeError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	failedFuture,
	Operation,
	type OperationOptions,
	type Scheduler,
	type SchedulerOwner,
	waitOn,
} from "../futures/index.js";
import { settledVoid } from "../futures/internals.js";
import { shownAs } from "../internal/index.js";
import type { BytesLike } from "../sockets/index.js";
import type {
	StartTlsOptions,
	TlsSettings,
	Transport,
	TransportInfo,
	WriteTransport,
} from "../transports/index.js";
import { checkTlsParameters } from "../transports/internals.js";
import type { StreamLoop } from "./stream-loop.js";
import type { StreamReader } from "./stream-reader.js";
import type { StreamReaderProtocol } from "./stream-reader-protocol.js";

/** How {@link StreamWriter.startTls} secures a connection. */
export interface StreamTlsOptions extends Omit<StartTlsOptions, "received"> {}

/**
 * The sending half of a connection.
 *
 * {@link openConnection} and {@link startServer} give one with a {@link StreamReader}. `write` never waits; `await
 * writer.drain()` after it keeps what waits to be sent within bounds, however slow the peer is. Whoever has a writer closes
 * it; `await using` does so at the end of a block.
 *
 * @example
 * ```ts
 * import { openConnection, startServer } from "evloop";
 *
 * await using server = await startServer(
 * 	async (reader, writer) => {
 * 		for await (const line of reader) {
 * 			writer.write(line.toString().toUpperCase());
 * 			await writer.drain();
 * 		}
 * 		writer.close();
 * 	},
 * 	"127.0.0.1",
 * 	0,
 * );
 * const [, port] = server.sockets[0]?.getsockname() as [string, number];
 *
 * const [reader, writer] = await openConnection("127.0.0.1", port);
 * writer.write("hello\n");
 * console.log(String(await reader.readline()).trim()); // HELLO
 * writer.close();
 * await writer.waitClosed();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#streamwriter
 */
export class StreamWriter implements AsyncDisposable {
	private readonly scheduler: Scheduler;
	private readonly protocol: StreamReaderProtocol;
	private readonly reader: StreamReader | undefined;
	private current: WriteTransport;

	/**
	 * Makes a writer. Throws nothing.
	 *
	 * @param transport what sends.
	 * @param protocol the transport's protocol.
	 * @param reader the reader of the same connection, if it has one: its exception is the writer's, too.
	 * @param loop the loop it belongs to.
	 */
	constructor(
		transport: WriteTransport,
		protocol: StreamReaderProtocol,
		reader: StreamReader | undefined,
		loop: SchedulerOwner,
	) {
		this.scheduler = loop.scheduler;
		this.protocol = protocol;
		this.reader = reader;
		this.current = transport;
	}

	/** What sends. */
	get transport(): WriteTransport {
		return this.current;
	}

	/**
	 * Sends bytes: at once as many as the kernel takes, the rest as soon as it can. It never waits.
	 *
	 * @param data the bytes, or a string as UTF-8; the caller may use the memory again when this returns.
	 * @throws TypeError if it is neither.
	 * @throws RuntimeError after {@link StreamWriter.writeEof}.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.write
	 */
	write(data: BytesLike): void {
		this.current.write(data);
	}

	/**
	 * Sends several pieces, in one system call where that can be.
	 *
	 * @param pieces the pieces, in order.
	 * @throws TypeError if one is neither bytes nor a string.
	 * @throws RuntimeError after {@link StreamWriter.writeEof}.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.writelines
	 */
	writelines(pieces: Iterable<BytesLike>): void {
		this.current.writelines(pieces);
	}

	/**
	 * Waits until so much is sent that more may be written: at once, most often. Any number may wait.
	 *
	 * @param options a signal that ends the waiting.
	 * @returns a future that is done when more may be written.
	 * @throws OSError, through the future, if the connection is or gets lost: with what it was lost to, or
	 * ConnectionResetError where it was closed.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.drain
	 */
	drain(options?: OperationOptions): Future<void> {
		const error = this.reader?.exception();
		if (error !== undefined) return failedFuture(this.scheduler, error);
		if (options !== undefined) {
			const aborted = alreadyAborted<void>(this.scheduler, options);
			if (aborted !== undefined) return aborted;
		}
		if (!this.current.isClosing()) return this.protocol.drain(options);
		return abortable(new Operation(this.scheduler, this.drainClosing()), options);
	}

	/**
	 * Tells the peer, once all that was written is sent, that nothing more will come. Reading goes on.
	 *
	 * @throws NotImplementedError where {@link StreamWriter.canWriteEof} is false.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.write_eof
	 */
	writeEof(): void {
		this.current.writeEof();
	}

	/**
	 * Asks whether it can end its own direction alone. Throws nothing.
	 *
	 * @returns whether {@link StreamWriter.writeEof} works.
	 */
	canWriteEof(): boolean {
		return this.current.canWriteEof();
	}

	/** Ends the connection; what was written is still sent. Twice is harmless. Throws nothing. */
	close(): void {
		this.current.close();
	}

	/**
	 * Asks whether it is closed or being closed. Throws nothing.
	 *
	 * @returns whether it is.
	 */
	isClosing(): boolean {
		return this.current.isClosing();
	}

	/**
	 * Waits until the connection is over; at once if it is.
	 *
	 * @param options a signal that ends the waiting.
	 * @returns a future that is done then.
	 * @throws OSError, through the future: what the connection was lost to, if it did not end in good order.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.wait_closed
	 */
	waitClosed(options?: OperationOptions): Future<void> {
		return alreadyAborted<void>(this.scheduler, options) ?? this.protocol.waitClosed(options);
	}

	/**
	 * Goes on with TLS: what is written and read from here on is encrypted. Bytes that have arrived and were not read belong to
	 * the handshake.
	 *
	 * On a server's connection it is the server's side of the handshake, else the client's.
	 *
	 * @param ssl `true` for what is usual, or what `node:tls` takes; a server needs a certificate and its key.
	 * @param options the name that the server's certificate must be for, time limits, a signal.
	 * @returns a future that is done when the handshake is.
	 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
	 * @throws RuntimeError if the connection is closing.
	 * @throws Through the future: OSError if the connection is lost; Node's error if the handshake fails.
	 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.start_tls
	 */
	startTls(ssl: TlsSettings, options: StreamTlsOptions = {}): Future<void> {
		checkTlsParameters({ ...options, ssl }, "startTls");
		if (this.isClosing()) throw new RuntimeError("Cannot startTls: the connection is closing");
		const aborted = alreadyAborted<void>(this.scheduler, options);
		return aborted ?? new Operation(this.scheduler, this.secure(ssl, options));
	}

	/**
	 * Asks about what is beneath it. Throws nothing.
	 *
	 * @param name what about; see {@link TransportInfo}.
	 * @returns the answer; `undefined` where the transport has none.
	 */
	getExtraInfo<K extends keyof TransportInfo>(name: K): TransportInfo[K] | undefined;
	/**
	 * Asks about what is beneath it. Throws nothing.
	 *
	 * @param name what about; see {@link TransportInfo}.
	 * @param fallback the answer where the transport has none.
	 * @returns the answer.
	 */
	getExtraInfo<K extends keyof TransportInfo, D>(name: K, fallback: D): TransportInfo[K] | D;
	getExtraInfo<K extends keyof TransportInfo, D>(name: K, fallback?: D): TransportInfo[K] | D | undefined {
		return this.current.getExtraInfo(name, fallback);
	}

	/** Closes it and waits until that is done; how the connection ended is not told, {@link StreamWriter.waitClosed} does. Throws nothing. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
		try {
			await this.waitClosed();
		} catch {
			// Whoever leaves the block has what it wanted of the connection.
		}
	}

	private *secure(ssl: TlsSettings, options: StreamTlsOptions): Coroutine<void> {
		const { protocol } = this;
		yield* waitOn(this.drain(options));
		const loop = this.scheduler.loop as StreamLoop;
		const received = this.reader?.giveUp();
		try {
			const side = { serverSide: protocol.serverSide, ...options, received };
			const secured = yield* waitOn(loop.startTls(this.current as Transport, protocol, ssl, side));
			this.current = secured;
			protocol.replaceTransport(secured);
		} catch (error) {
			// Nobody else tells the protocol: what is beneath it belongs to TLS by now.
			this.current.abort();
			protocol.connectionLost(isTakenBack(error, options) ? undefined : error);
			throw error;
		}
	}

	/** Whoever writes to a closing connection in a loop lets it be lost, and hears of it. */
	private *drainClosing(): Coroutine<void> {
		// One bare turn: it is done, and observed nevertheless.
		yield settledVoid(this.scheduler);
		yield* waitOn(this.protocol.drain(undefined));
	}
}

shownAs(StreamWriter, ({ transport }) => `<StreamWriter transport=${transport}>`);

/** Tells whether it is how an operation ends that its caller has cancelled, or whose signal was aborted. */
function isTakenBack(error: unknown, { signal }: OperationOptions): boolean {
	return error instanceof CancelledError || (signal?.aborted === true && error === signal.reason);
}
