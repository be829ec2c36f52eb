/**
 * Descriptors beside the bytes of a stream, as Wayland passes them: a client makes a pool of shared memory and hands it to
 * its server in a `wl_shm.create_pool`.
 *
 * A message is an object's number, its own size and what is asked of the object; descriptors are not in it, but come
 * beside it: who reads a message that has one takes the first that nobody has taken.
 *
 * Run it: `node dist/examples/11-fd-duplex.js [TEXT]`
 */
import { closeSync, readSync, writeSync } from "node:fs";
import { type FdDuplex, memfd, socketpair, toFdDuplex } from "../src/index.js";

/** The number of the `wl_shm` object, and of what is asked of it. */
const shm = 3;
const createPool = 0;

/** Writes a message with a descriptor: a new object's number, and the pool's size. */
function sendCreatePool(stream: FdDuplex, id: number, fd: number, size: number): void {
	const message = new Uint32Array([shm, (16 << 16) | createPool, id, size]);
	stream.writeWithFds(new Uint8Array(message.buffer), [fd]);
}

/** Reads messages to their end. */
async function serve(stream: FdDuplex): Promise<void> {
	const fds: number[] = [];
	stream.on("fds", (came: number[]) => fds.push(...came));
	let bytes = Buffer.alloc(0);
	for await (const chunk of stream) {
		bytes = Buffer.concat([bytes, chunk as Buffer]);
		while (bytes.length >= 8 && bytes.length >= bytes.readUInt16LE(6)) {
			const size = bytes.readUInt16LE(6);
			if (bytes.readUInt32LE(0) === shm && bytes.readUInt16LE(4) === createPool) {
				const pool = Buffer.alloc(bytes.readUInt32LE(12));
				const fd = fds.shift() ?? -1;
				readSync(fd, pool, 0, pool.length, 0);
				closeSync(fd);
				console.log(`pool ${bytes.readUInt32LE(8)} of ${pool.length} bytes: ${pool}`);
			}
			bytes = bytes.subarray(size);
		}
	}
	stream.closeFds(fds);
}

const texts = (process.argv[2] ?? "one picture,another picture").split(",");
const [client, server] = socketpair().map((sock) => toFdDuplex(sock)) as [FdDuplex, FdDuplex];
const serving = serve(server);
for (const [index, text] of texts.entries()) {
	using memory = memfd("pool");
	writeSync(memory.fileno(), text);
	// The stream has a descriptor of its own: this one is closed at the end of the block.
	sendCreatePool(client, 100 + index, memory.fileno(), Buffer.byteLength(text));
}
client.end();
await serving;
// Nobody reads the client, so it would not hear that the server has ended, too.
client.destroy();
console.log("the client is gone");
