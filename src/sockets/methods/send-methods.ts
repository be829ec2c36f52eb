/** Sending on a Socket; the documentation of these methods of Socket. */
import type { BytesLike } from "../arguments/check-bytes.js";
import type { FileLike } from "../arguments/check-file.js";

/**
 * Sending. A broken connection is a BrokenPipeError, never a signal. All of these block as the socket's time limit says,
 * and may throw
 *
 * - BlockingIOError where there is no room and the socket is non-blocking,
 * - TimeoutError where its time limit has passed,
 * - OSError where the connection is broken (BrokenPipeError, ConnectionResetError), where there is none (ENOTCONN,
 *   EDESTADDRREQ), where a message is too long (EMSGSIZE), or where the socket is closed (EBADF).
 *
 * Data are a Uint8Array (a Buffer is one) or a string, which goes as UTF-8. A DataView, an ArrayBuffer and the wider typed
 * arrays are refused: `new Uint8Array(buffer, offset, length)` says which of their bytes are meant.
 */
export interface SendMethods {
	/**
	 * Sends as much as there is room for, or a whole message.
	 *
	 * @param data what to send.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns how many bytes went, which may be fewer than there are.
	 * @throws TypeError where the data are of another kind, or their memory was transferred away.
	 * @throws TypeError or RangeError where the flags are no whole number.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.send
	 */
	send(data: BytesLike, flags?: number): number;

	/**
	 * Sends all of the data. The socket's time limit holds for all of it.
	 *
	 * Where it throws, nobody knows how much went.
	 *
	 * @param data what to send.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @throws TypeError where the data are of another kind, or their memory was transferred away.
	 * @throws TypeError or RangeError where the flags are no whole number.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.sendall("grüße");
	 * console.log(right.recv(100).length); // 7
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.sendall
	 */
	sendall(data: BytesLike, flags?: number): void;

	/**
	 * Sends a file to its end, or a part of it, over a stream socket.
	 *
	 * The kernel copies it by sendfile(2) where it can; where it cannot (a pipe, a device, a system without that call), the
	 * file is read and sent. The file's own place moves behind the last byte that is known to have gone, also where it
	 * throws. The socket's time limit holds for each wait, not for the whole file.
	 *
	 * @param file a descriptor's number, or anything with a `fileno()` or an `fd`, such as a `FileHandle`.
	 * @param offset where in the file to begin, in bytes; 0 by default.
	 * @param count how many bytes at most; to the end by default.
	 * @returns how many bytes went.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws ValueError where the socket is no stream socket, or is non-blocking.
	 * @throws TimeoutError, OSError as said above, and what reading the file throws (IsADirectoryError, EBADF).
	 * @example
	 * ```ts
	 * import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
	 * import { tmpdir } from "node:os";
	 * import { join } from "node:path";
	 * import { socketpair } from "evloop";
	 *
	 * const folder = mkdtempSync(join(tmpdir(), "sendfile-"));
	 * writeFileSync(join(folder, "a.txt"), "hello from a file");
	 * const file = openSync(join(folder, "a.txt"), "r");
	 * const [left, right] = socketpair();
	 * console.log(left.sendfile(file, 6)); // 11
	 * console.log(right.recv(100).toString()); // from a file
	 * left.close();
	 * right.close();
	 * closeSync(file);
	 * rmSync(folder, { recursive: true });
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.sendfile
	 */
	sendfile(file: FileLike, offset?: number, count?: number): number;
}
