/** The driver of a proactor loop: readiness over a ring, and the ring's own operations beside it. */
import type { BaseSelector } from "../../selectors/index.js";
import { Readiness, type ReadinessOwner } from "../readiness/index.js";
import type { WatchTarget } from "../watchers/index.js";
import type { Ring } from "./ring.js";
import type { RingSelector } from "./ring-selector.js";

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

	#flushNow(): void {
		this.#flushing = false;
		if (this.ring.isClosed) return;
		this.#selector.flush();
		if (this.ring.hasNews()) this.#owner.wake();
	}
}
