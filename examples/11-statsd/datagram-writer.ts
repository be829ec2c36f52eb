/** A stream whose every write is a datagram: what libraries that take a stream send is not lost when the receiver is slow. */
import { Writable } from "node:stream";
import { AF_UNIX, getEventLoop, OSError, SOCK_DGRAM, Socket, sleep } from "../../src/index.js";

/** What it means that nobody is at the path, or nobody any more. */
const absent = ["ECONNREFUSED", "ENOENT"];

/**
 * Makes a stream that sends to a Unix datagram socket. It waits while the receiver's queue is full, and asks again while there
 * is no receiver.
 */
export function datagramWriter(path: string, heardOf: (error: OSError) => void): Writable {
	const loop = getEventLoop();
	const sock = new Socket(AF_UNIX, SOCK_DGRAM);
	sock.setblocking(false);

	async function send(chunk: Buffer): Promise<void> {
		for (;;) {
			try {
				// The path is looked up for each datagram: whoever has bound it by now gets it.
				await loop.sockSendto(sock, chunk, path);
				return;
			} catch (error) {
				if (!(error instanceof OSError) || !absent.includes(error.code ?? "")) throw error;
				heardOf(error);
				await sleep(20);
			}
		}
	}

	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			send(chunk).then(() => done(), done);
		},
		destroy(error, done) {
			sock.close();
			done(error);
		},
	});
}
