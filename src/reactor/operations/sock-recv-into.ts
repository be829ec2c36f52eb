/** `sockRecvInto`: receives into memory of the caller's. */
import { platform, recv } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { byteLength, checkRoom } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { roomLeft } from "./intact-memory.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

class ReceiveInto extends ReadyOperation<number> {
	private readonly buffer: Uint8Array;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, buffer: Uint8Array) {
		super(engine.driver, sock, fd);
		this.buffer = buffer;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recv";
	}

	protected call(): number {
		return recv(this.fd, this.buffer, roomLeft(this.buffer, "sockRecvInto"), MSG_DONTWAIT);
	}

	protected finish(received: number, direction: Direction): boolean {
		direction.ready = received === byteLength(this.buffer);
		this.setResult(received);
		return true;
	}
}

/**
 * Receives into a buffer; see `SockMethods.sockRecvInto`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param buffer where the bytes go.
 * @param options its signal.
 * @returns a future of how many were received; 0 at the end of the stream.
 */
export function sockRecvInto(
	engine: SelectorEngine,
	sock: FileObject,
	buffer: Uint8Array,
	options?: OperationOptions,
): Future<number> {
	checkRoom(buffer, "Cannot sockRecvInto: buffer");
	const fd = socketTarget(sock, "recv");
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveInto(engine, sock, fd, buffer);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
