/** The driver of a proactor loop: readiness over a ring, and the ring's own operations beside it. */
import { constants } from "node:os";
import type { BaseSelector } from "../../selectors/index.js";
import { MessagePool } from "../message-pool.js";
import {
	type Descriptor,
	type Direction,
	Readiness,
	type ReadinessOwner,
	type ReadyOperation,
} from "../readiness/index.js";
import type { WatchTarget } from "../watchers/index.js";
import { BufferRing } from "./buffer-ring.js";
import type { Ring } from "./ring.js";
import { isRingRequest, type RingRequest } from "./ring-request.js";
import type { RingSelector } from "./ring-selector.js";

const { EAGAIN, ECANCELED, EINTR, ENOBUFS } = constants.errno;
/** The group of buffers that sockets receive into. */
const receiveGroup = 0;

/** What the driver needs of its engine. */
export interface RingOwner extends ReadinessOwner {
	/** Asks for a turn. */
	wake(): void;
}

/** Waits with a ring. */
export class RingDriver extends Readiness {
	readonly #owner: RingOwner;
	readonly #selector: RingSelector;
	/** Whether a microtask is on its way that hands in what is queued. */
	#flushing = false;
	readonly #flush = () => this.#flushNow();
	#buffers: BufferRing | undefined;
	/** How many operations the kernel has. */
	#underWay = 0;

	constructor(owner: RingOwner, selector: RingSelector) {
		super(owner, selector as BaseSelector);
		this.#owner = owner;
		this.#selector = selector;
		selector.onQueued = () => this.queued();
	}

	/** The ring. */
	get ring(): Ring {
		return this.#selector.ring;
	}

	/** To register costs nothing here, and what is watched for nobody would be reported when it no longer holds. */
	protected override get keepsIdle(): boolean {
		return false;
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
		this.#buffers ??= new BufferRing(this.ring.fd, receiveGroup, new MessagePool());
		return this.#buffers;
	}

	override watchTarget(): WatchTarget {
		const fd = this.#selector.fileno();
		return {
			fileno: () => fd,
			*pollSet() {
				yield [fd, 1];
			},
		};
	}

	override poll(timeout: number | undefined, maxEvents: number): boolean {
		super.poll(timeout, maxEvents);
		return this.#selector.taken >= maxEvents || this.ring.hasNews();
	}

	/**
	 * Something is queued. It is handed in with the next turn, or where Node's loop would go to sleep before that, at the end of
	 * the microtasks that are under way, with what they queue.
	 */
	queued(): void {
		if (this.#flushing) return;
		this.#flushing = true;
		queueMicrotask(this.#flush);
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
		if (descriptor === undefined || operation.done()) {
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
		ring.enter(0);
		this.#selector.reapAside();
		while (operation.place >= 0) {
			ring.enter(1);
			this.#selector.reapAside();
		}
		if (ring.hasNews()) this.#owner.wake();
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
		this.#next(descriptor, descriptor.directionOf(operation));
	}

	protected override enlist(
		descriptor: Descriptor,
		operation: ReadyOperation<unknown>,
		announced: boolean,
	): void {
		if (!announced || !isRingRequest(operation)) {
			super.enlist(descriptor, operation, announced);
			return;
		}
		this.registrations.remember(descriptor);
		const direction = descriptor.directionOf(operation);
		operation.waitsOn = descriptor;
		direction.add(operation);
		this.#owner.retain();
		if (direction.head === operation) this.#submit(operation);
	}

	#conclude(operation: RingRequest, result: number, flags: number, direction: Direction): boolean {
		if (result >= 0) return operation.conclude(result, flags, direction);
		const error = -result;
		if (error === ECANCELED) return false;
		// Without a buffer, or interrupted: the call itself can still be made.
		if (error === EAGAIN || error === EINTR || error === ENOBUFS) return operation.attempt(direction);
		operation.refuse(error);
		return true;
	}

	/** Has those go on who waited behind one that is over. */
	#next(descriptor: Descriptor, direction: Direction): void {
		for (let next = direction.head; next !== undefined; next = direction.head) {
			if (next.done() || (direction.ready && next.attempt(direction))) {
				direction.remove(next);
				this.#owner.release();
			} else {
				if (isRingRequest(next)) this.#submit(next);
				else this.registrations.arm(descriptor, next.event);
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

	#flushNow(): void {
		this.#flushing = false;
		if (this.ring.isClosed) return;
		this.#selector.flush();
		if (this.ring.hasNews()) this.#owner.wake();
	}
}
