/** A ring beside a selector: its bell is one descriptor more to watch. */
import { MicrotaskFlush, maxEvents, Ring, RingBell, type SelectorEngine } from "../../reactor/index.js";
import { BellWatch } from "../backends/index.js";
import type { RingPort } from "./ring-port.js";

/** How many requests are handed in at once at most. */
const entries = 256;

/**
 * The ring of an engine that waits with a selector.
 *
 * What is queued is handed in before the engine waits, or, where Node's loop would go on before that, at the end of the
 * microtasks that are under way. What ends in that call needs no bell: it is taken in the next turn, not at once, since a
 * program that reads on and on from the page cache would never leave its microtasks.
 */
export class OwnRing implements RingPort {
	readonly ring: Ring;
	readonly #engine: SelectorEngine;
	readonly #bell: BellWatch;
	readonly #flush = new MicrotaskFlush(() => this.#flushNow());
	readonly #reaping = { run: () => this.#reap() };

	/**
	 * @param engine the engine; the ring is closed by whoever made it, while the engine is being closed.
	 * @throws NotImplementedError where there is no io_uring, or one that is too old.
	 * @throws OSError where the kernel refuses, or the process has no descriptor left.
	 */
	constructor(engine: SelectorEngine) {
		this.#engine = engine;
		this.ring = new Ring(entries);
		try {
			this.#bell = new BellWatch(engine, new RingBell(this.ring.fd).fd, () => this.#reap());
		} catch (error) {
			this.ring.close();
			throw error;
		}
		engine.driver.waiting.before.push(() => this.#handIn());
	}

	began(): void {
		this.queued();
	}

	finished(): void {
		// The engine is held by each operation, and the bell is watched for good.
	}

	queued(): void {
		this.#flush.ask();
	}

	/** Cancels what is in flight, waits until it has ended, and gives the ring and the bell back. */
	close(): void {
		this.ring.close();
		this.#bell.close();
	}

	#flushNow(): void {
		const { ring } = this;
		if (ring.isClosed || ring.queued === 0) return;
		ring.enter(0);
		if (ring.hasNews()) this.#engine.enqueue(this.#reaping);
	}

	/** Hands in what is queued, within a turn: what has ended is taken now. */
	#handIn(): boolean {
		const { ring } = this;
		if (ring.isClosed || ring.queued === 0) return false;
		ring.enter(0);
		return ring.hasNews() && this.#reap();
	}

	#reap(): boolean {
		const { ring } = this;
		if (ring.isClosed) return false;
		if (ring.isOwed()) ring.enter(0);
		const count = ring.reap(maxEvents);
		if (ring.hasNews()) this.#engine.enqueue(this.#reaping);
		return count > 0 || ring.hasNews();
	}
}
