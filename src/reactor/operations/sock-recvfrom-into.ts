/** `sockRecvfromInto`: receives a datagram into memory of the caller's and tells who sent it. */
import { platform, recvfrom } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address } from "../../sockets/index.js";
import { byteLength, checkInteger, checkRoom } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { roomLeft } from "./intact-memory.js";
import { expectPeer, peerBytes, peerLength, readPeer } from "./peer-address.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** How much was received, and from whom. */
type Received = [received: number, address: Address | undefined];

class ReceiveFromInto extends ReadyOperation<Received> {
	private readonly buffer: Uint8Array;
	private readonly size: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, buffer: Uint8Array, size: number) {
		super(engine.driver, sock, fd);
		this.buffer = buffer;
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
		const room = Math.min(this.size, roomLeft(this.buffer, "sockRecvfromInto"));
		return recvfrom(this.fd, this.buffer, room, MSG_DONTWAIT, peerBytes, peerLength);
	}

	protected finish(received: number, direction: Direction): boolean {
		direction.ready = true;
		this.setResult([received, readPeer()]);
		return true;
	}
}

/**
 * Receives a datagram into a buffer; see `SockMethods.sockRecvfromInto`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param buffer where the bytes go.
 * @param nbytes the most to receive; 0 for the whole buffer.
 * @param options its signal.
 * @returns a future of how many were received, and the sender's address.
 */
export function sockRecvfromInto(
	engine: SelectorEngine,
	sock: FileObject,
	buffer: Uint8Array,
	nbytes = 0,
	options?: OperationOptions,
): Future<Received> {
	checkRoom(buffer, "Cannot sockRecvfromInto: buffer");
	const room = byteLength(buffer);
	const size = checkInteger(nbytes, "Cannot sockRecvfromInto: nbytes", 0, room) || room;
	const fd = socketTarget(sock, "recvfrom");
	const aborted = alreadyAborted<Received>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveFromInto(engine, sock, fd, buffer, size);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
