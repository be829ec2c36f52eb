/** The driver of a proactor loop: readiness over a ring, and the ring's own operations beside it. */
import { constants } from "node:os";
import { type EpollSelector, EVENT_READ, type FileObject, fileDescriptor } from "../../selectors/index.js";
import type { Callback } from "../handle.js";
import { lookOut } from "../look-out.js";
import { MicrotaskFlush } from "../microtask-flush.js";
import {
	type Descriptor,
	type Direction,
	type ReaderHandle,
	Readiness,
	type ReadinessOwner,
	type ReadyOperation,
} from "../readiness/index.js";
import type { ReceiveSlab } from "../receive-slab.js";
import type { WatchTarget } from "../watchers/index.js";
import { BufferRing } from "./buffer-ring.js";
import type { Ring } from "./ring.js";
import type { RingBell } from "./ring-bell.js";
import { isRingRequest, type RingRequest } from "./ring-request.js";
import { SendBatch } from "./send-batch.js";

const { EAGAIN, ECANCELED, EINTR, ENOBUFS } = constants.errno;

/** From how many events a turn on it pays to collect what is sent: one message is sent by a call for less. */
const paysFrom = 2;

/** What the driver needs of its engine. */
export interface RingOwner extends ReadinessOwner {
	/** Where small messages are copied to. */
	readonly slab: ReceiveSlab;
	/** Whether it is in the middle of a turn. */
	readonly isTurning: boolean;
	/** The ring has news that came after it was asked. */
	hasNews(): void;
}

/** Waits with a ring. */
export class RingDriver extends Readiness {
	readonly #owner: RingOwner;
	readonly #bell: RingBell;
	/** The ring. */
	readonly ring: Ring;
	readonly #flush = new MicrotaskFlush(() => this.#flushNow());
	/** What the turn's transports send. */
	readonly batch: SendBatch;
	#buffers: BufferRing | undefined;
	/** The descriptor that is being closed: what came on it goes with it. */
	#closing = -1;
	/** How many operations the kernel has. */
	#underWay = 0;

	/**
	 * @param owner the engine.
	 * @param selector what watches descriptors, and the bell.
	 * @param ring the ring; closed along with the driver, as are the others.
	 * @param bell rings when the ring has news.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(owner: RingOwner, selector: EpollSelector, ring: Ring, bell: RingBell) {
		super(owner, selector);
		this.#owner = owner;
		this.ring = ring;
		this.#bell = bell;
		this.batch = new SendBatch(this);
		ring.silent = this.batch;
		selector.registerEdge(bell);
	}

	override get watched(): number {
		return super.watched + this.#underWay;
	}

	override isAwaited(): boolean {
		return this.#underWay > 0 || super.isAwaited();
	}

	/**
	 * The buffers that sockets receive into; made when they are first asked for.
	 *
	 * @returns them.
	 * @throws OSError where the kernel refuses.
	 */
	buffers(): BufferRing {
		this.#buffers ??= new BufferRing(this.ring.fd, this.#owner.slab.pool);
		return this.#buffers;
	}

	override watchTarget(): WatchTarget {
		const fd = this.selector.fileno?.() ?? -1;
		return {
			fileno: () => fd,
			*pollSet() {
				yield [fd, EVENT_READ];
			},
		};
	}

	override lookOut(duration: number, maxEvents: number): boolean {
		const { ring } = this;
		this.#handIn();
		if (this.waiting.handIn()) return true;
		ring.setQuiet(true);
		try {
			if (lookOut(duration, () => ring.hasNews() || this.waiting.look(maxEvents))) return true;
		} finally {
			ring.setQuiet(false);
		}
		// What came last has rung no bell.
		return ring.hasNews();
	}

	override poll(timeout: number | undefined, maxEvents: number): boolean {
		const { ring, batch } = this;
		this.#handIn();
		const full = super.poll(ring.hasNews() ? 0 : timeout, maxEvents);
		batch.isBusy = false;
		let count = ring.reap(maxEvents);
		// What has come is taken first, and no more asked for than is taken: buffers that wait to be seen are missing elsewhere. One
		// call finishes twenty requests at most.
		while (count < maxEvents && ring.isOwed()) {
			this.#enter(0);
			const more = ring.reap(maxEvents - count);
			if (more === 0) break;
			count += more;
		}
		batch.isBusy = count >= paysFrom;
		return count >= maxEvents || full || ring.hasNews();
	}

	override close(): void {
		super.close();
		this.batch.close();
		this.ring.close();
		this.#bell.close();
	}

	/**
	 * Something is queued. It is handed in when the turn is over, or at the end of the microtasks that follow or are under way, with
	 * what they queue.
	 */
	queued(): void {
		if (!this.#owner.isTurning) this.#flush.ask();
	}

	turnIsOver(reactionsFollow: boolean): void {
		if (this.ring.queued === 0) return;
		if (reactionsFollow) this.#flush.ask();
		else this.#flushNow();
	}

	/**
	 * Is told how an operation that the kernel had has ended.
	 *
	 * @param operation the operation.
	 * @param result what it brought, or a negative error number.
	 * @param flags the completion's flags.
	 */
	completed(operation: RingRequest, result: number, flags: number): void {
		this.finished();
		const descriptor = operation.waitsOn;
		if (descriptor === undefined || operation.done() || operation.fd === this.#closing) {
			operation.discard(result, flags);
			return;
		}
		const direction = descriptor.directionOf(operation);
		if (this.#conclude(operation, result, flags, direction)) {
			direction.remove(operation);
			this.#owner.release();
			this.#next(descriptor, direction);
		} else if (result !== -ECANCELED) {
			this.#submit(operation);
		}
	}

	/**
	 * Takes a request back that the kernel has. It has ended when this returns, and its owner was told: with ECANCELED, or, where
	 * it was too late, with what it brought.
	 *
	 * @param operation the request; the owner sets its place to -1 when it is told of the end.
	 */
	recall(operation: { readonly place: number }): void {
		if (operation.place < 0 || this.ring.isClosed) return;
		const { ring } = this;
		ring.cancel(operation.place);
		this.#enter(0);
		ring.reap(Number.POSITIVE_INFINITY);
		while (operation.place >= 0) {
			this.#enter(1);
			ring.reap(Number.POSITIVE_INFINITY);
		}
		if (ring.hasNews()) this.#owner.hasNews();
	}

	/**
	 * Has the kernel begin a request now, and not when the turn is over.
	 *
	 * @param operation the request, on a descriptor whose closing is announced.
	 * @returns whether it has; not where somebody waits for the same event of its descriptor.
	 */
	begin(operation: RingRequest): boolean {
		const direction = this.registrations.find(operation.fd)?.directionOf(operation);
		// Perhaps it has ended, and was not taken out yet.
		if (direction?.head?.isElsewhere === true) this.#reapNow();
		if (direction?.wanted === true) return false;
		this.wait(operation, true);
		this.enter();
		return true;
	}

	override addCallback(
		file: FileObject,
		event: number,
		callback: Callback<never[]>,
		args: readonly unknown[],
	): ReaderHandle {
		const descriptor = this.registrations.find(fileDescriptor(file));
		const direction = event === EVENT_READ ? descriptor?.reading : descriptor?.writing;
		// From here on they wait for the event, too: also the next one, where the first has ended meanwhile.
		while (direction?.head?.isElsewhere === true) this.recall(direction.head as RingRequest);
		return super.addCallback(file, event, callback, args);
	}

	override closing(fd: number): void {
		this.#closing = fd;
		super.closing(fd);
		this.#closing = -1;
	}

	override withdraw(operation: ReadyOperation<unknown>): void {
		const descriptor = operation.waitsOn;
		if (descriptor === undefined || !isRingRequest(operation)) {
			super.withdraw(operation);
			return;
		}
		this.recall(operation);
		// It may have ended meanwhile, and has left its place then.
		if (operation.waitsOn === undefined) return;
		super.withdraw(operation);
		// Whoever is behind it at a descriptor that is being closed is told the same, and gets nothing of what is there.
		if (operation.fd === this.#closing) return;
		const direction = descriptor.directionOf(operation);
		// It has not been ready for this one: whoever only waits for the event must not take it for that.
		direction.ready = false;
		this.#next(descriptor, direction);
	}

	protected override enlist(
		descriptor: Descriptor,
		operation: ReadyOperation<unknown>,
		announced: boolean,
	): void {
		const direction = descriptor.directionOf(operation);
		const isBehind = direction.head?.isElsewhere === true;
		// A callback for the same event would not hear of what the kernel has taken.
		const isShared = direction.callback !== undefined;
		if (!isBehind && !(announced && !isShared && isRingRequest(operation))) {
			super.enlist(descriptor, operation, announced);
			return;
		}
		// Behind one that the kernel has: its end has this one go on.
		if (announced) this.registrations.remember(descriptor);
		operation.waitsOn = descriptor;
		direction.add(operation);
		this.#owner.retain();
		if (direction.head === operation) this.#submit(operation as RingRequest);
	}

	#conclude(operation: RingRequest, result: number, flags: number, direction: Direction): boolean {
		if (result >= 0) return operation.conclude(result, flags, direction);
		const error = -result;
		if (error === ECANCELED) return false;
		if (error === ENOBUFS) this.#buffers?.lack();
		const isPassing = error === EAGAIN || error === EINTR || error === ENOBUFS;
		if (isPassing && operation.isRepeatable) return operation.attempt(direction);
		operation.refuse(error);
		return true;
	}

	/** Has those go on who waited behind one that is over. */
	#next(descriptor: Descriptor, direction: Direction): void {
		for (let next = direction.head; next !== undefined; next = direction.head) {
			if (next.isElsewhere) return;
			if (next.done() || (direction.ready && next.attempt(direction))) {
				direction.remove(next);
				this.#owner.release();
			} else {
				// A callback for the same event would not hear of what the kernel takes.
				if (isRingRequest(next) && direction.callback === undefined) this.#submit(next);
				else this.armWaiting(descriptor, next.event);
				return;
			}
		}
	}

	/** A request more was queued. */
	began(): void {
		this.#underWay += 1;
		if (this.watched === 1) this.#owner.watchChanged();
		this.queued();
	}

	/** A request less is under way. */
	finished(): void {
		this.#underWay -= 1;
	}

	#submit(operation: RingRequest): void {
		operation.submit(this.ring);
		this.began();
	}

	/** Hands in what is queued. */
	enter(): void {
		this.#handIn();
		// The kernel rings no bell for what has happened meanwhile.
		if (this.ring.hasNews()) this.#owner.hasNews();
	}

	#handIn(): void {
		this.ring.submit();
		this.batch.conclude();
	}

	#enter(wanted: number): void {
		this.ring.enter(wanted);
		this.batch.conclude();
	}

	/** Has the kernel finish what it can, and tells those whom it concerns. */
	#reapNow(): void {
		this.#enter(0);
		this.ring.reap(Number.POSITIVE_INFINITY);
		if (this.ring.hasNews()) this.#owner.hasNews();
	}

	#flushNow(): void {
		if (this.ring.isClosed || this.ring.queued === 0) return;
		this.enter();
	}
}
