/** `toFdDuplex`: a Unix socket as a Duplex that carries descriptors. */
import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { currentScheduler, type SchedulerOwner } from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import { SelectorEngine } from "../../reactor/index.js";
import { Socket } from "../../sockets/index.js";
import { showValue } from "../../sockets/internals.js";
import type { FdDuplex } from "./fd-duplex.js";
import { SocketFdDuplex } from "./socket-fd-duplex.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;

/** How {@link toFdDuplex} behaves. */
export interface FdDuplexOptions {
	/** Whether writing goes on when the peer has ended; false by default, as of a client's socket of `node:net`. */
	readonly allowHalfOpen?: boolean | undefined;
	/** The loop; the one whose turn it is or whose task is running if absent, else this thread's. */
	readonly loop?: SchedulerOwner | undefined;
}

/**
 * Makes a Node Duplex of a connected Unix stream socket, which is the Duplex's own from here on: bytes, and descriptors
 * beside them, for D-Bus, Wayland and whatever else passes open files around.
 *
 * `writeWithFds(bytes, fds)` sends, the event `fds` tells what came; {@link FdDuplex} says whose they are. Libraries that
 * take a stream of their user's look for just these two: `dbus-native` negotiates descriptors when its `stream` has them.
 *
 * @param sock the socket; it is made non-blocking.
 * @param options whether it may be half open, and the loop.
 * @returns the stream.
 * @throws TypeError if it is no Socket, the options are no object, or the loop is none of this library's.
 * @throws ValueError if it is no stream socket of the family AF_UNIX.
 * @throws RuntimeError if it belongs to a transport or another Duplex.
 * @throws OSError if it is closed (EBADF), or not connected (ENOTCONN).
 * @example
 * ```ts
 * import { once } from "node:events";
 * import { closeSync, readSync } from "node:fs";
 * import { pipe, socketpair, toFdDuplex } from "evloop";
 *
 * const [left, right] = socketpair().map((sock) => toFdDuplex(sock)) as [ReturnType<typeof toFdDuplex>, ReturnType<typeof toFdDuplex>];
 * right.on("fds", ([fd]: [number]) => {
 * 	const buffer = Buffer.alloc(100);
 * 	console.log(buffer.toString("utf8", 0, readSync(fd, buffer))); // read from what was passed
 * 	closeSync(fd);
 * });
 *
 * const [reader, writer] = pipe();
 * await writer.write("read from what was passed");
 * left.writeWithFds("here is a pipe", [reader]);
 * reader.close();
 * const [data] = await once(right, "data");
 * console.log(String(data)); // here is a pipe
 * writer.close();
 * left.destroy();
 * right.destroy();
 * ```
 * @see https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function toFdDuplex(sock: Socket, options: FdDuplexOptions = {}): FdDuplex {
	if (!(sock instanceof Socket)) {
		throw new TypeError(`Cannot toFdDuplex: it takes a Socket, got ${showValue(sock)}`);
	}
	checkOptions(options, "toFdDuplex");
	if (sock.family !== AF_UNIX || sock.type !== SOCK_STREAM) {
		throw new ValueError("Cannot toFdDuplex: only stream sockets of the family AF_UNIX carry descriptors");
	}
	if (sock.fileno() < 0) throw osError(constants.errno.EBADF, "getpeername", { fd: -1 });
	// It is refused where there is no connection.
	sock.getpeername();
	const engine = options.loop === undefined ? currentScheduler() : options.loop?.scheduler;
	if (!(engine instanceof SelectorEngine))
		throw new TypeError("Cannot toFdDuplex: the loop is none of evloop's");
	sock.setblocking(false);
	return new SocketFdDuplex(engine, sock, options.allowHalfOpen ?? false);
}
