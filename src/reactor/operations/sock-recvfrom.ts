/** `sockRecvfrom`: receives a datagram and tells who sent it. */
import { platform, recvfromAt } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { expectPeer, peerBytes, peerLength, readPeer } from "./peer-address.js";
import { isAnnounced, mostAtOnce, socketTarget } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** A datagram and its sender. */
type Datagram = [data: Buffer, address: Address | undefined];

class ReceiveFrom extends ReadyOperation<Datagram> {
	private readonly engine: SelectorEngine;
	private readonly size: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, size: number) {
		super(engine.driver, sock, fd);
		this.engine = engine;
		this.size = size;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recvfrom";
	}

	protected call(): number {
		expectPeer();
		const address = this.engine.slab.reserve(this.size);
		return recvfromAt(this.fd, address, this.size, MSG_DONTWAIT, peerBytes, peerLength);
	}

	protected finish(received: number, direction: Direction): boolean {
		// A datagram says nothing of those behind it: the next one is tried at once.
		direction.ready = true;
		this.setResult([this.engine.slab.take(received), readPeer()]);
		return true;
	}
}

/**
 * Receives a datagram; see `SockMethods.sockRecvfrom`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param size the most to receive.
 * @param options its signal.
 * @returns a future of the bytes and the sender's address.
 */
export function sockRecvfrom(
	engine: SelectorEngine,
	sock: FileObject,
	size: number,
	options?: OperationOptions,
): Future<Datagram> {
	checkInteger(size, "Cannot sockRecvfrom: size", 0, mostAtOnce);
	const fd = socketTarget(sock, "recvfrom");
	const aborted = alreadyAborted<Datagram>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveFrom(engine, sock, fd, size);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
