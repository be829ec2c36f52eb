/** `sockAccept`: takes one connection. */
import { acceptCloexec } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import { show } from "../../internal/index.js";
import { type Address, Socket } from "../../sockets/index.js";
import { socketFromDescriptor } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { expectPeer, peerBytes, peerLength, readPeer } from "./peer-address.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

/** A connection and who is at its other end. */
export type Connection = [connection: Socket, address: Address | undefined];

/** An accepting that is tried, and tried again. */
export class Accept extends ReadyOperation<Connection> {
	private readonly listener: Socket;

	constructor(engine: SelectorEngine, listener: Socket, fd: number) {
		super(engine.driver, listener, fd);
		this.listener = listener;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "accept";
	}

	protected call(): number {
		expectPeer();
		return acceptCloexec(this.fd, peerBytes, peerLength, true);
	}

	protected finish(accepted: number, direction: Direction): boolean {
		direction.ready = true;
		this.deliver(accepted, readPeer());
		return true;
	}

	/**
	 * Settles it.
	 *
	 * @param accepted the connection's descriptor.
	 * @param peer who is at its other end.
	 */
	protected deliver(accepted: number, peer: Address | undefined): void {
		const { family, type, proto } = this.listener;
		this.setResult([socketFromDescriptor(accepted, family, type, proto, 0), peer]);
	}
}

/**
 * Accepts a connection; see `SockMethods.sockAccept`.
 *
 * @param engine the engine.
 * @param sock the listening socket.
 * @param options its signal.
 * @param Operation what it is made as.
 * @returns a future of the connection, non-blocking, and its peer's address.
 */
export function sockAccept(
	engine: SelectorEngine,
	sock: Socket,
	options?: OperationOptions,
	Operation: typeof Accept = Accept,
): Future<Connection> {
	if (!(sock instanceof Socket)) {
		throw new TypeError(`Cannot sockAccept: the listener must be a Socket, got ${show(sock)}`);
	}
	const fd = socketTarget(sock, "accept");
	const aborted = alreadyAborted<Connection>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new Operation(engine, sock, fd);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
