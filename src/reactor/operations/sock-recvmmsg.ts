/** `sockRecvmmsg`: receives many datagrams with one call. */
import { platform } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Datagram } from "../../sockets/index.js";
import { checkBatchSocket, IncomingBatch } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { MessageOptions } from "./message-options.js";
import { isAnnounced, socketTarget, typeOf } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

class ReceiveBatch extends ReadyOperation<Datagram[]> {
	private readonly batch: IncomingBatch;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, batch: IncomingBatch) {
		super(engine.driver, sock, fd);
		this.batch = batch;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recvmmsg";
	}

	protected call(): number {
		return this.batch.attempt(this.fd, MSG_DONTWAIT);
	}

	protected finish(received: number, direction: Direction): boolean {
		// Fewer than asked for were all there were.
		direction.ready = received === this.batch.count;
		this.setResult(this.batch.take(received));
		return true;
	}
}

/**
 * Receives many datagrams; see `SockMessageMethods.sockRecvmmsg`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param count how many at most.
 * @param size how many bytes of each at most.
 * @param options its flags and signal.
 * @returns a future of the datagrams.
 */
export function sockRecvmmsg(
	engine: SelectorEngine,
	sock: FileObject,
	count: number,
	size: number,
	options?: MessageOptions,
): Future<Datagram[]> {
	const batch = new IncomingBatch("sockRecvmmsg", count, size, options?.flags ?? 0);
	const fd = socketTarget(sock, "recvmmsg");
	checkBatchSocket(typeOf(sock, fd), "sockRecvmmsg");
	const aborted = alreadyAborted<Datagram[]>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveBatch(engine, sock, fd, batch);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
