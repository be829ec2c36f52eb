/** What web streams ask of a connection, and which of its halves are over. */
import type {
	ReadableByteStreamController,
	UnderlyingByteSource,
	UnderlyingSink,
	WritableStreamDefaultController,
} from "node:stream/web";
import type { Future } from "../../futures/index.js";
import { outOfTask } from "../../futures/internals.js";
import type { BytesLike } from "../../sockets/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";

/** How much is read at once, in bytes. */
const readSize = 65_536;

/** A connection as a byte source and a sink. */
export class WebHalves {
	/** What the peer sends. */
	readonly source: UnderlyingByteSource;
	/** What is sent to the peer. */
	readonly sink: UnderlyingSink<BytesLike>;
	readonly #reader: StreamReader;
	readonly #writer: StreamWriter;
	#readingOver = false;
	#writingOver = false;
	#reading: Future<Buffer> | undefined;
	#readable: ReadableByteStreamController | undefined;

	/**
	 * @param reader what is read from.
	 * @param writer what is written to.
	 */
	constructor(reader: StreamReader, writer: StreamWriter) {
		this.#reader = reader;
		this.#writer = writer;
		this.source = {
			type: "bytes",
			start: (controller) => {
				this.#readable = controller;
			},
			pull: (controller) => outOfTask(() => this.#pull(controller)),
			cancel: () => this.#cancel(),
		};
		this.sink = {
			start: (controller) => outOfTask(() => this.#watch(controller)),
			write: (chunk) => outOfTask(() => this.#write(chunk)),
			close: () => this.#close(),
			abort: (reason) => this.#fail(reason),
		};
	}

	async #pull(controller: ReadableByteStreamController): Promise<void> {
		try {
			this.#reading = this.#reader.read(readSize);
			const data = await this.#reading;
			if (this.#readingOver) return;
			if (data.length > 0) {
				// A byte stream takes the whole ArrayBuffer of what it is given, and others may have bytes in this one.
				controller.enqueue(new Uint8Array(data));
				return;
			}
		} catch (error) {
			// A read that cancel() has taken back has nothing to tell.
			if (this.#readingOver) return;
			this.#endReading();
			throw error;
		}
		this.#endReading();
		controller.close();
		// A pending request of a reader with a buffer of its own is answered by this.
		controller.byobRequest?.respond(0);
	}

	#cancel(): void {
		this.#endReading();
		this.#reading?.cancel();
	}

	/** A connection that is lost has whoever writes told at once, and not by the next write. */
	#watch(controller: WritableStreamDefaultController): void {
		void this.#writer.waitClosed().then<void, void>(
			() => {},
			(error) => {
				this.#writingOver = true;
				controller.error(error);
			},
		);
	}

	async #write(chunk: BytesLike): Promise<void> {
		try {
			this.#writer.write(chunk);
			await this.#writer.drain();
		} catch (error) {
			// Nobody closes or aborts a stream that has failed: without this, the connection would stay.
			this.#fail(error);
			throw error;
		}
	}

	#close(): void {
		this.#writingOver = true;
		if (this.#readingOver) this.#end();
		else if (this.#writer.canWriteEof()) this.#writer.writeEof();
		else this.#writer.close();
	}

	/** Ends the connection at once. What the peer sent is cut short by that, which is not its end. */
	#fail(reason: unknown): void {
		this.#writingOver = true;
		this.#writer.transport.abort();
		this.#reader.closeTransport();
		if (this.#readingOver) return;
		this.#readingOver = true;
		this.#reading?.cancel();
		this.#readable?.error(reason);
	}

	#endReading(): void {
		this.#readingOver = true;
		if (this.#writingOver) this.#end();
	}

	#end(): void {
		this.#writer.close();
		this.#reader.closeTransport();
	}
}
