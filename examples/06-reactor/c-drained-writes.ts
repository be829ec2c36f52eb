/**
 * The doubling writer with `await writer.drain()`: memory stays flat, however slow the reader.
 *
 *     node dist/examples/06-reactor/c-drained-writes.js [limit]
 *
 * The server reads 1024 bytes at a time, and lets the loop go round before each.
 */
import {
	type InetAddress,
	openConnection,
	type StreamReader,
	type StreamWriter,
	sleep,
	startServer,
} from "evloop";

const [limit = String(2 ** 24)] = process.argv.slice(2);
const block = Buffer.alloc(65_536, "*");

async function sink(reader: StreamReader, writer: StreamWriter): Promise<void> {
	let total = 0;
	for await (const { length } of reader.chunks({ size: 1024 })) {
		total += length;
		await sleep(0);
	}
	writer.close();
	console.log(`stars read by the server: ${total}`);
}

const server = await startServer(sink, "127.0.0.1", 0);
const [host, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
const [, writer] = await openConnection(host, port);
for (let stars = 1; stars <= Number(limit); stars += stars) {
	let most = 0;
	for (let left = stars; left > 0; left -= block.length) {
		writer.write(block.subarray(0, left));
		most = Math.max(most, writer.transport.getWriteBufferSize());
		await writer.drain();
	}
	console.log(`stars written: ${stars}, of which never more than ${most} waited in memory`);
}
writer.close();
server.close();
await server.waitClosed();
