/** `sockRecv`: receives what is there. */
import { platform, recvAt } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { checkInteger } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { isAnnounced, mostAtOnce, socketTarget } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** A receive that is tried, and tried again. */
export class Receive extends ReadyOperation<Buffer> {
	protected readonly engine: SelectorEngine;
	protected readonly size: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, size: number) {
		super(engine.driver, sock, fd);
		this.engine = engine;
		this.size = size;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recv";
	}

	protected call(): number {
		return recvAt(this.fd, this.engine.slab.reserve(this.size), this.size, MSG_DONTWAIT);
	}

	protected finish(received: number, direction: Direction): boolean {
		// A short read has emptied the socket: the next try would be EAGAIN, so an event comes first.
		direction.ready = received === this.size;
		this.setResult(this.engine.slab.take(received));
		return true;
	}
}

/**
 * Receives; see `SockMethods.sockRecv`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param size the most to receive.
 * @param options its signal.
 * @param Operation what it is made as.
 * @returns a future of the bytes; empty at the end of the stream.
 */
export function sockRecv(
	engine: SelectorEngine,
	sock: FileObject,
	size: number,
	options?: OperationOptions,
	Operation: typeof Receive = Receive,
): Future<Buffer> {
	checkInteger(size, "Cannot sockRecv: size", 0, mostAtOnce);
	const fd = socketTarget(sock, "recv");
	const aborted = alreadyAborted<Buffer>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new Operation(engine, sock, fd, size);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
