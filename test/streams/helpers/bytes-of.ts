import type { Readable } from "node:stream";

/** All that a stream of Node's gives up to its end. Unlike `toArray()` and `for await` it leaves the stream be. */
export async function bytesOf(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	stream.on("data", (chunk: Buffer) => chunks.push(chunk));
	await new Promise<void>((resolve, reject) => stream.once("end", resolve).once("error", reject));
	return Buffer.concat(chunks);
}
