/** `sockAccept` on a ring: the kernel accepts one connection when it comes. */
import { osError } from "../../errors.js";
import { close, cqeFlag, platform, uringOp } from "../../ffi/index.js";
import type { Future, OperationOptions } from "../../futures/index.js";
import type { Address, Socket } from "../../sockets/index.js";
import { Accept, type Connection, sockAccept } from "../operations/index.js";
import type { Direction } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { AddressRoom } from "./address-room.js";
import { mayHoldListeners } from "./may-hold-listeners.js";
import type { Ring } from "./ring.js";
import type { RingDriver } from "./ring-driver.js";
import type { RingRequest } from "./ring-request.js";

const { SOCK_CLOEXEC, SOCK_NONBLOCK } = platform.sockets.constants;
/** Rooms that no request has. */
const free: AddressRoom[] = [];

/** An accepting that the kernel carries out. */
class RingAccept extends Accept implements RingRequest {
	place: number;
	readonly isRepeatable: boolean;
	private readonly driver: RingDriver;
	/** The kernel's while it has the request. */
	private room: AddressRoom | undefined;

	constructor(engine: SelectorEngine, listener: Socket, fd: number) {
		super(engine, listener, fd);
		this.place = -1;
		this.isRepeatable = true;
		this.driver = engine.driver as RingDriver;
		this.room = undefined;
	}

	override get isElsewhere(): boolean {
		return this.place >= 0;
	}

	submit(ring: Ring): void {
		const room = free.pop() ?? new AddressRoom();
		room.clear();
		this.room = room;
		this.place = ring.request(uringOp.ACCEPT, this.fd, room.address, 0, this, {
			flags: SOCK_NONBLOCK | SOCK_CLOEXEC,
			offset: room.lengthAddress,
		});
	}

	complete(result: number, flags: number): void {
		this.place = -1;
		this.driver.completed(this, result, flags);
		this.giveBack();
	}

	/** Unless it was handed in again, nobody writes there any more. */
	private giveBack(): void {
		if (this.room === undefined || this.place >= 0) return;
		free.push(this.room);
		this.room = undefined;
	}

	conclude(accepted: number, flags: number, direction: Direction): boolean {
		// Kernels before 6.10 do not tell: the next one is a request, too, and ends at once if there is one.
		direction.ready = (flags & cqeFlag.SOCK_NONEMPTY) !== 0;
		this.deliver(accepted, this.room?.read());
		return true;
	}

	discard(result: number): void {
		if (result >= 0) close(result);
	}

	refuse(error: number): void {
		this.setException(osError(error, this.syscall, { fd: this.fd }));
	}

	override cancel(message?: string): boolean {
		this.driver.recall(this);
		return super.cancel(message);
	}

	override setResult(connection: Connection): void {
		this.leave();
		super.setResult(connection);
	}

	override setException(reason: unknown): void {
		this.leave();
		super.setException(reason);
	}

	/** Somebody else settles it while the kernel has it: what comes is for the next one. */
	private leave(): void {
		if (this.place >= 0) this.driver.withdraw(this);
	}
}

/**
 * Accepts on a ring; see `SockMethods.sockAccept`.
 *
 * @param engine the engine.
 * @param sock the listening socket.
 * @param options its signal.
 * @returns a future of the connection, non-blocking, and its peer's address.
 */
export function ringAccept(
	engine: SelectorEngine,
	sock: Socket,
	options?: OperationOptions,
): Future<[connection: Socket, address: Address | undefined]> {
	return sockAccept(engine, sock, options, mayHoldListeners ? RingAccept : Accept);
}
