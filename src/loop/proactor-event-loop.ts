/** The event loop on io_uring. */
import type { Future, OperationOptions } from "../futures/index.js";
import { makeProactorEngine, ringAccept, ringRecv } from "../reactor/index.js";
import type { FileObject } from "../selectors/index.js";
import type { Address, Socket } from "../sockets/index.js";
import { SocketEventLoop } from "./socket-event-loop.js";

/**
 * An event loop on io_uring: the kernel receives from streams, connects and accepts by itself, and what a turn has begun to
 * receive is handed in by one system call. Linux 6.0 and later; {@link canUseProactor} tells whether it works here.
 *
 * It has the methods of every loop, and does the same.
 *
 * @example
 * ```ts
 * import { canUseProactor, ProactorEventLoop, SelectorEventLoop } from "evloop";
 *
 * using loop = canUseProactor().usable ? new ProactorEventLoop() : new SelectorEventLoop();
 * await loop.runUntilComplete(async () => console.log("on whatever is best")); // on whatever is best
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.ProactorEventLoop
 * @see https://man7.org/linux/man-pages/man7/io_uring.7.html
 */
export class ProactorEventLoop extends SocketEventLoop {
	/**
	 * @throws NotImplementedError where there is no io_uring, or one that is too old.
	 * @throws OSError where the kernel refuses: a PermissionError where io_uring was forbidden.
	 */
	constructor() {
		super(makeProactorEngine());
	}

	override sockAccept<A extends Address = Address>(
		sock: Socket,
		options?: OperationOptions,
	): Future<[connection: Socket, address: A]> {
		return ringAccept(this.openEngine(), sock, options) as Future<[Socket, A]>;
	}

	override sockRecv(sock: FileObject, size: number, options?: OperationOptions): Future<Buffer> {
		return ringRecv(this.openEngine(), sock, size, options);
	}
}
