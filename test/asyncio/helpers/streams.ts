/** What the scenarios of streams have in common. */
import { IncompleteReadError, LimitOverrunError } from "../../../src/errors.js";
import { type Coroutine, type Future, Task } from "../../../src/futures/index.js";
import type { EventLoop } from "../../../src/loop/index.js";
import {
	type StreamCallback,
	StreamReader,
	StreamReaderProtocol,
	StreamWriter,
} from "../../../src/streams/index.js";
import type { Transport } from "../../../src/transports/index.js";
import type { Trace } from "./trace.js";

/** Tells what is asked of it. */
export class TracedTransport {
	closing = false;
	readonly #trace: Trace;

	constructor(trace: Trace) {
		this.#trace = trace;
	}

	pauseReading(): void {
		this.#trace("pauses");
	}

	resumeReading(): void {
		this.#trace("resumes");
	}

	isClosing(): boolean {
		return this.closing;
	}

	close(): void {
		this.closing = true;
		this.#trace("closes");
	}

	getExtraInfo(): undefined {
		return undefined;
	}
}

/** Bytes as a trace shows them. */
export function text(data: Buffer): string {
	return data.toString().replaceAll("\n", "/");
}

/** A reader with something in it. */
export function readerOf(chunks: readonly string[] = [], limit = 65536): StreamReader {
	const reader = new StreamReader({ limit });
	for (const chunk of chunks) reader.feedData(chunk);
	return reader;
}

/** A reader that has ended. */
export function endedReader(...chunks: readonly string[]): StreamReader {
	const reader = readerOf(chunks);
	reader.feedEof();
	return reader;
}

/** Traces how a read has failed. */
export function tellFailure(trace: Trace, name: string, error: unknown): void {
	if (error instanceof IncompleteReadError) trace(name, error, text(error.partial), error.expected);
	else if (error instanceof LimitOverrunError) trace(name, error, error.consumed);
	else trace(name, error);
}

/** Traces what a read gives, or how it fails. */
export function* tell(trace: Trace, name: string, read: () => Future<Buffer>): Coroutine<void> {
	try {
		trace(name, text(yield* read()));
	} catch (error) {
		tellFailure(trace, name, error);
	}
}

/** The same, in a task. */
export function telling(trace: Trace, name: string, read: () => Future<Buffer>): Task<void> {
	return new Task(tell(trace, name, read));
}

/** Traces how a wait ends. */
export function* done(trace: Trace, name: string, wait: () => Future<void>): Coroutine<void> {
	try {
		yield* wait();
		trace(name, "done");
	} catch (error) {
		trace(name, error);
	}
}

/** A connection over a transport that only tells. */
export interface TracedConnection {
	readonly reader: StreamReader;
	readonly writer: StreamWriter;
	readonly protocol: StreamReaderProtocol;
	readonly transport: TracedTransport;
}

/** Makes one. */
export function connected(trace: Trace, loop: EventLoop, callback?: StreamCallback): TracedConnection {
	const reader = new StreamReader();
	const protocol = new StreamReaderProtocol(reader, callback);
	const transport = new TracedTransport(trace);
	const asTransport = transport as unknown as Transport;
	protocol.connectionMade(asTransport);
	return { reader, writer: new StreamWriter(asTransport, protocol, reader, loop), protocol, transport };
}
