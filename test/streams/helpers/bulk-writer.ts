/**
 * A program that serves one connection, sends it a number of bytes, and tells their hash and how much memory that took.
 *
 *     node --expose-gc bulk-writer.js BYTES
 */
import { createHash, randomBytes } from "node:crypto";
import { type InetAddress, startServer } from "../../../src/index.js";

const block = randomBytes(65_536);
const count = Number(process.argv[2]) / block.length;

function memory(): { buffers: number; rss: number } {
	const { external, arrayBuffers, rss } = process.memoryUsage();
	return { buffers: external + arrayBuffers, rss };
}

const server = await startServer(
	async (_, writer) => {
		server.close();
		const hash = createHash("md5");
		const most = { unsent: 0, buffers: 0, rss: 0 };
		let before = memory();
		for (let i = 0; i < count; i += 1) {
			block.writeUInt32LE(i, 0);
			hash.update(block);
			writer.write(block);
			most.unsent = Math.max(most.unsent, writer.transport.getWriteBufferSize());
			await writer.drain();
			// What it takes to begin with is not what piles up.
			if (i === Math.trunc(count / 16)) {
				globalThis.gc?.();
				before = memory();
			}
			if (i <= count / 16 || i % 64 !== 0) continue;
			const now = memory();
			most.buffers = Math.max(most.buffers, now.buffers - before.buffers);
			most.rss = Math.max(most.rss, now.rss - before.rss);
		}
		writer.close();
		await writer.waitClosed();
		console.log(JSON.stringify({ hash: hash.digest("hex"), ...most }));
	},
	"127.0.0.1",
	0,
);
console.log(`port ${server.sockets[0]?.getsockname<InetAddress>()[1]}`);
