/**
 * Connections, from one request that the kernel answers again and again.
 *
 * The kernel writes each peer's address to the same place, so it holds only for a connection that came alone: no other one
 * was accepted before it was read (a completion would follow), and none since there was room for it. For the others the
 * kernel is asked.
 */
import { constants } from "node:os";
import { acceptFlag, close, cqeFlag, platform, uringOp } from "../../ffi/index.js";
import type { Job } from "../../futures/index.js";
import { Deque } from "../../internal/index.js";
import type { PackedAddress } from "../../sockets/internals.js";
import type { Arrivals, ArrivedConnection } from "../arrivals.js";
import { askPeer } from "../operations/index.js";
import { AddressRoom } from "./address-room.js";
import type { Completion } from "./completion.js";
import type { RequestDetails } from "./request-details.js";
import type { RingDriver } from "./ring-driver.js";

const { SOCK_CLOEXEC, SOCK_NONBLOCK } = platform.sockets.constants;
const { EAGAIN, ECANCELED, ECONNABORTED, EINTR, EPROTO } = constants.errno;

/** The accepting side of a server on a ring. */
export class AcceptFlow implements Arrivals<ArrivedConnection>, Completion {
	/** Its place in the ring while the kernel has it; -1 while it has not. */
	place = -1;
	readonly #driver: RingDriver;
	readonly #fd: number;
	readonly #listener: Job;
	readonly #details: RequestDetails;
	/** The kernel's while it has the request. */
	readonly #room = new AddressRoom();
	readonly #arrived = new Deque<ArrivedConnection | number>();
	#wanted = false;
	/** Whether the listener will be called. */
	#told = false;
	/** How many were accepted since there was room for an address. */
	#sinceRoom = 0;

	/**
	 * @param driver the driver.
	 * @param fd the socket, listening.
	 * @param listener enqueued when a connection has come.
	 */
	constructor(driver: RingDriver, fd: number, listener: Job) {
		this.#driver = driver;
		this.#fd = fd;
		this.#listener = listener;
		this.#details = {
			flags: SOCK_NONBLOCK | SOCK_CLOEXEC,
			priority: acceptFlag.MULTISHOT,
			offset: this.#room.lengthAddress,
		};
	}

	start(): void {
		this.#wanted = true;
		if (this.#arrived.length > 0) this.#tell();
		if (this.place < 0) this.#submit();
	}

	/** Accepts no more; what was accepted and not taken is closed, as the kernel does with those that wait in a listener. */
	stop(): void {
		this.#wanted = false;
		this.#driver.recall(this);
		for (let next = this.take(); next !== undefined; next = this.take())
			if (typeof next !== "number") close(next.fd);
	}

	listening(): void {
		this.#told = false;
	}

	take(): ArrivedConnection | number | undefined {
		return this.#arrived.shift();
	}

	complete(result: number, flags: number): void {
		const goesOn = (flags & cqeFlag.MORE) !== 0;
		if (!goesOn) {
			this.place = -1;
			this.#driver.finished();
		}
		const failed = result < 0 && !isPassing(-result);
		if (result >= 0) this.#accepted(result);
		else if (failed) this.#arrived.push(-result);
		if (!this.#wanted) return;
		if (this.#arrived.length > 0) this.#tell();
		if (!goesOn && !failed) this.#submit();
	}

	#accepted(fd: number): void {
		this.#sinceRoom += 1;
		if (!this.#wanted) {
			close(fd);
			return;
		}
		this.#arrived.push({ fd, peer: this.#peerOf(fd) });
	}

	#peerOf(fd: number): PackedAddress | undefined {
		const { ring } = this.#driver;
		// A ring that does not defer may be written to at any moment.
		const last = ring.defers && !ring.hasNews();
		const alone = last && this.#sinceRoom === 1;
		const peer = alone ? this.#room.pack() : askPeer(fd);
		if (last) this.#makeRoom();
		return peer;
	}

	#makeRoom(): void {
		this.#room.clear();
		this.#sinceRoom = 0;
	}

	#tell(): void {
		if (this.#told) return;
		this.#told = true;
		this.#driver.owner.enqueue(this.#listener);
	}

	#submit(): void {
		const driver = this.#driver;
		this.#makeRoom();
		this.place = driver.ring.request(uringOp.ACCEPT, this.#fd, this.#room.address, 0, this, this.#details);
		driver.began();
	}
}

/** Errors after which it is only to be asked again: taken back, interrupted, a connection that was gone before. */
function isPassing(error: number): boolean {
	return (
		error === ECANCELED || error === EINTR || error === EAGAIN || error === ECONNABORTED || error === EPROTO
	);
}
