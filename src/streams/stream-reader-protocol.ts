/**
 * StreamReaderProtocol: between a transport and a pair of StreamReader and StreamWriter.
 *
 * The fields are TypeScript's, assigned in the constructor, as few as will do, and the sets are made when somebody waits:
 * each connection has one of these, and most of them are idle.
 */

import { ConnectionResetError } from "../errors.js";
import {
	abortable,
	currentScheduler,
	type Future,
	failedFuture,
	type OperationOptions,
	type Scheduler,
	type SchedulerOwner,
} from "../futures/index.js";
import { settledVoid } from "../futures/internals.js";
import { show } from "../internal/index.js";
import { Protocol, type Transport } from "../transports/index.js";
import { type Serving, serveClient } from "./serve-client.js";
import type { StreamCallback } from "./stream-callback.js";
import type { StreamReader } from "./stream-reader.js";
import { StreamWriter } from "./stream-writer.js";
import { Waiter } from "./waiter.js";

/**
 * Feeds a {@link StreamReader} with what a transport receives, and holds a {@link StreamWriter} back while the transport
 * has too much to send. {@link openConnection} and {@link startServer} make it; by itself it is for transports of one's own,
 * or for pipes.
 *
 * @example
 * ```ts
 * import { getEventLoop, socketpair, StreamReader, StreamReaderProtocol, StreamWriter } from "evloop";
 *
 * const loop = getEventLoop();
 * const [here, there] = socketpair();
 * const reader = new StreamReader();
 * const [transport, protocol] = await loop.createUnixConnection(() => new StreamReaderProtocol(reader), undefined, {
 * 	sock: here,
 * });
 * const writer = new StreamWriter(transport, protocol, reader, loop);
 * there.send("hello\n");
 * console.log(String(await reader.readline()).trim()); // hello
 * writer.close();
 * await writer.waitClosed();
 * there.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html
 */
export class StreamReaderProtocol extends Protocol {
	/** What a drain that need not wait gives: the same future for all of a loop. */
	private readonly drained: Future<void>;
	private readonly serving: Serving | undefined;
	private reader: StreamReader | undefined;
	private transport: Transport | undefined;
	/** How the connection has ended; `undefined` before. */
	private end: { readonly reason: unknown } | undefined;
	/** Those who wait until more may be written; `undefined` while nobody must. */
	private drainers: Set<Waiter> | undefined;
	private closers: Set<Waiter> | undefined;

	/**
	 * @param reader what is fed; none where nothing is received.
	 * @param callback what is called with the reader and a writer when the connection is made: a server's.
	 * @param options the loop it belongs to; this thread's loop if absent.
	 * @throws TypeError if the callback is no function.
	 * @throws RuntimeError where it has no loop to belong to.
	 */
	constructor(
		reader?: StreamReader,
		callback?: StreamCallback,
		options?: { readonly loop?: SchedulerOwner | undefined },
	);
	/** @internal */
	constructor(
		reader: StreamReader,
		callback: StreamCallback,
		options: { readonly loop: SchedulerOwner; readonly serving: Serving },
	);
	constructor(
		reader?: StreamReader,
		callback?: StreamCallback,
		options: { readonly loop?: SchedulerOwner | undefined; readonly serving?: Serving } = {},
	) {
		super();
		if (callback !== undefined && typeof callback !== "function") {
			throw new TypeError(`Cannot serve connections: the callback is no function, got ${show(callback)}`);
		}
		this.drained = settledVoid(options.loop?.scheduler ?? currentScheduler());
		this.serving = callback && (options.serving ?? { callback, context: undefined });
		this.reader = reader;
		this.transport = undefined;
		this.end = undefined;
		this.drainers = undefined;
		this.closers = undefined;
	}

	/** Whether the connection was accepted by a server: TLS then begins as the server's. */
	get serverSide(): boolean {
		return this.serving !== undefined;
	}

	/**
	 * The connection stands: a server's callback is called. Throws nothing.
	 *
	 * @param transport the connection.
	 */
	override connectionMade(transport: Transport): void {
		this.transport = transport;
		const { reader, serving, scheduler } = this;
		reader?.setTransport(transport);
		if (serving === undefined || reader === undefined) return;
		const writer = new StreamWriter(transport, this, reader, scheduler.loop);
		serveClient(scheduler, serving, reader, writer);
	}

	/**
	 * Feeds the reader. Throws nothing.
	 *
	 * @param data the bytes.
	 */
	override dataReceived(data: Buffer): void {
		this.reader?.feedData(data);
	}

	override eofReceived(): boolean {
		this.reader?.feedEof();
		// As asyncio: the end of TLS is the end of both directions, though Node could go on writing.
		return this.transport?.getExtraInfo("sslObject") === undefined;
	}

	/**
	 * The connection is over: whoever waits is told. Throws nothing.
	 *
	 * @param exc why; `undefined` where it ended in good order.
	 */
	override connectionLost(exc: unknown): void {
		if (this.end !== undefined) return;
		this.end = { reason: exc };
		if (exc === undefined) this.reader?.feedEof();
		else this.reader?.setException(exc);
		const { closers, drainers } = this;
		this.reader = undefined;
		this.transport = undefined;
		this.closers = undefined;
		this.drainers = undefined;
		for (const waiter of closers ?? []) {
			if (exc === undefined) waiter.setResult();
			else waiter.setException(exc);
		}
		for (const waiter of drainers ?? []) waiter.setException(exc ?? this.lostError());
	}

	override pauseWriting(): void {
		this.drainers ??= new Set();
	}

	override resumeWriting(): void {
		const { drainers } = this;
		this.drainers = undefined;
		for (const waiter of drainers ?? []) waiter.setResult();
	}

	/**
	 * Waits until the transport takes more.
	 *
	 * @param options a signal that ends the waiting.
	 * @returns a future; it fails where the connection is or gets lost.
	 * @internal
	 */
	drain(options: OperationOptions | undefined): Future<void> {
		if (this.end !== undefined) return failedFuture(this.scheduler, this.lostError());
		return this.drainers === undefined ? this.drained : this.wait(this.drainers, options);
	}

	/**
	 * Waits until the connection is over.
	 *
	 * @param options a signal that ends the waiting.
	 * @returns a future; it fails with what the connection was lost to.
	 * @internal
	 */
	waitClosed(options: OperationOptions | undefined): Future<void> {
		if (this.end !== undefined) {
			const { reason } = this.end;
			return reason === undefined ? this.drained : failedFuture(this.scheduler, reason);
		}
		this.closers ??= new Set();
		return this.wait(this.closers, options);
	}

	/**
	 * Goes on with another transport: TLS in the place of what lies beneath it.
	 *
	 * @param transport the transport.
	 * @internal
	 */
	replaceTransport(transport: Transport): void {
		this.transport = transport;
		this.reader?.setTransport(transport);
	}

	private get scheduler(): Scheduler {
		return this.drained.getLoop().scheduler;
	}

	private wait(waiters: Set<Waiter>, options: OperationOptions | undefined): Future<void> {
		const waiter = new Waiter(this.scheduler, waiters);
		abortable(waiter, options);
		return waiter;
	}

	private lostError(): ConnectionResetError {
		return new ConnectionResetError("Connection lost", { cause: this.end?.reason });
	}
}
