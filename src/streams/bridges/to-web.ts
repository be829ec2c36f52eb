/** `toWeb`: streams of ours as web streams. */
import {
	type ReadableByteStreamController,
	ReadableStream,
	type UnderlyingByteSource,
	type UnderlyingSource,
	WritableStream,
} from "node:stream/web";
import type { Future } from "../../futures/index.js";
import type { BytesLike } from "../../sockets/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";
import { checkStreams } from "./check-streams.js";

/** The two halves of a connection, as web streams. */
export interface WebStreams {
	/** What the peer sends; a byte stream. */
	readonly readable: ReadableStream<Uint8Array>;
	/** What is sent to the peer. */
	readonly writable: WritableStream<BytesLike>;
}

/** How much is read at once, in bytes. */
const readSize = 65_536;

/**
 * Makes web streams of a reader and a writer, which are theirs from here on.
 *
 * Closing the writable ends this side's direction, cancelling the readable gives up the other; the connection is closed
 * when both are over. Aborting the writable ends the connection at once.
 *
 * @param reader what is read from.
 * @param writer what is written to.
 * @returns both.
 * @throws TypeError if they are no StreamReader and StreamWriter.
 * @example
 * ```ts
 * import { type InetAddress, openConnection, startServer, toWeb } from "evloop";
 *
 * await using server = await startServer(
 * 	async (reader, writer) => {
 * 		const { readable, writable } = toWeb(reader, writer);
 * 		await readable.pipeTo(writable);
 * 	},
 * 	"127.0.0.1",
 * 	0,
 * );
 * const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
 * const [reader, writer] = await openConnection("127.0.0.1", port);
 * writer.write("there and back");
 * writer.writeEof();
 * console.log(String(await reader.read())); // there and back
 * writer.close();
 * ```
 * @see https://developer.mozilla.org/docs/Web/API/Streams_API
 */
export function toWeb(reader: StreamReader, writer: StreamWriter): WebStreams {
	checkStreams(reader, writer, "toWeb");
	let readingOver = false;
	let writingOver = false;
	let reading: Future<Buffer> | undefined;
	const closeWhenOver = () => {
		if (readingOver && writingOver) writer.close();
	};
	const source: UnderlyingByteSource = {
		type: "bytes",
		async pull(controller: ReadableByteStreamController) {
			reading = reader.read(readSize);
			const data = await reading;
			if (data.length > 0) {
				// A byte stream takes the whole ArrayBuffer of what it is given, and others may have bytes in this one.
				controller.enqueue(Uint8Array.from(data));
				return;
			}
			readingOver = true;
			controller.close();
			// A pending request of a reader with a buffer of its own is answered by this.
			controller.byobRequest?.respond(0);
			closeWhenOver();
		},
		cancel() {
			readingOver = true;
			reading?.cancel();
			closeWhenOver();
		},
	};
	// Node 20's types know no byte source; the runtime does.
	const readable = new ReadableStream<Uint8Array>(source as unknown as UnderlyingSource<Uint8Array>);
	const writable = new WritableStream<BytesLike>({
		write(chunk) {
			writer.write(chunk);
			return writer.drain().toPromise();
		},
		close() {
			writingOver = true;
			if (readingOver || !writer.canWriteEof()) writer.close();
			else writer.writeEof();
		},
		abort() {
			writingOver = true;
			writer.transport.abort();
		},
	});
	return { readable, writable };
}
