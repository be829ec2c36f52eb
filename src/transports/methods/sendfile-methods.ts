/** How a loop sends files. */
import type { Future } from "../../futures/index.js";
import type { SendfileOptions } from "../../reactor/index.js";
import type { FileLike } from "../../sockets/index.js";
import type { WriteTransport } from "../interfaces/index.js";

/** Files over transports; for a socket without a transport there is `sockSendfile`. */
export interface SendfileMethods {
	/**
	 * Sends a file to its end, or a part of it, over a transport.
	 *
	 * What was written before is sent first. Over a plain socket the kernel copies the file by sendfile(2): until it is done
	 * `write` throws a RuntimeError, and nothing is received. Where the kernel cannot (TLS, a pipe in place of a file), the
	 * file is read, without blocking the loop, and written, never more than the write buffer is meant to hold and 256 KiB; the
	 * last of it may still wait there when the future is done, as after any `write`. The file's own place moves behind the
	 * last byte that has gone, or was written, also where the sending fails or is cancelled.
	 *
	 * @param transport the transport.
	 * @param file a descriptor, or anything with a `fileno()` or an `fd`, such as a `FileHandle` of node:fs/promises. It must
	 * stay open until the future is done.
	 * @param options the part (`offset`, `count`, in bytes), `fallback`, and a signal that takes it back; a part may have been
	 * sent by then.
	 * @returns how many bytes were sent; fewer than `count` where the file ends before.
	 * @throws TypeError or RangeError if the transport, the file, `offset` or `count` is of another kind, or out of range.
	 * @throws RuntimeError if the transport is closing; through the future, if `writeEof` was called or another file is
	 * being sent.
	 * @throws SendfileNotAvailableError through the future, if the kernel cannot do it and `fallback` is false.
	 * @throws OSError through the future, as sendfile(2), read(2) and send(2) fail: a ConnectionAbortedError where the
	 * transport is closed meanwhile.
	 * @example
	 * ```ts
	 * import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
	 * import { tmpdir } from "node:os";
	 * import { join } from "node:path";
	 * import { getEventLoop, Protocol, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const folder = await mkdtemp(join(tmpdir(), "sendfile-"));
	 * await writeFile(join(folder, "a.txt"), "hello from a file");
	 * const file = await open(join(folder, "a.txt"));
	 * const [a, b] = socketpair();
	 * const [transport] = await loop.createUnixConnection(() => new Protocol(), undefined, { sock: a });
	 * transport.write("> ");
	 * console.log(await loop.sendfile(transport, file, { count: 5 })); // 5
	 * console.log(b.recv(100).toString()); // > hello
	 * transport.close();
	 * b.close();
	 * await file.close();
	 * await rm(folder, { recursive: true });
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sendfile
	 */
	sendfile(transport: WriteTransport, file: FileLike, options?: SendfileOptions): Future<number>;
}
