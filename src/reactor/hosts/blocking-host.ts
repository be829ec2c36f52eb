/**
 * Runs an engine by blocking the thread in the selector, as CPython does: no Node loop, no microtasks.
 *
 * Only callbacks and generator coroutines can run in it. Whatever wakes it is an event of the selector or a timer, so
 * it never waits where neither can come.
 */
import { isMainThread } from "node:worker_threads";
import { RuntimeError } from "../../errors.js";
import type { Engine } from "../engine.js";
import { BusyPoll } from "./busy-poll.js";
import type { Host } from "./host.js";

/**
 * How long one wait takes at most, in milliseconds. A thread that is in the kernel cannot be terminated: a worker looks up now
 * and then, or `terminate()` and the process's own end would wait for its next event, perhaps for ever.
 */
const longestWait = isMainThread ? Number.POSITIVE_INFINITY : 250;

/** Takes turns until it is told to stop. */
export class BlockingHost implements Host {
	readonly blocks = true;
	readonly #engine: Engine;
	readonly #busyPoll: BusyPoll;
	readonly #longestWait: number;
	#stopped = false;

	/**
	 * @param engine whose turns it runs.
	 * @param longest how long one wait takes at most, in milliseconds.
	 */
	constructor(engine: Engine, longest = longestWait) {
		this.#engine = engine;
		this.#longestWait = longest;
		this.#busyPoll = new BusyPoll(engine);
	}

	/** Ends {@link BlockingHost.run} after the turn. */
	stop(): void {
		this.#stopped = true;
	}

	/**
	 * Takes turns until {@link BlockingHost.stop}.
	 *
	 * @throws RuntimeError where nothing is ready, no timer runs and nobody waits for a descriptor: it would wait for ever.
	 */
	run(): void {
		const engine = this.#engine;
		while (!this.#stopped) {
			const patience = engine.patience();
			if (patience === undefined && !engine.holding && !engine.driver.isAwaited()) {
				throw new RuntimeError(
					"Cannot wait any longer: nothing is ready, no timer runs and nobody waits for a descriptor",
				);
			}
			const found = this.#busyPoll.isWorthwhile(patience) && this.#busyPoll.lookOut();
			engine.turn(found ? 0 : this.#shorten(patience));
		}
	}

	// The engine says what it needs before the next turn, and this host asks anew in each: there is nothing to note.
	wake(): void {}
	timersChanged(): void {}
	watchChanged(): void {}
	hold(): void {}
	release(): void {}
	close(): void {
		this.#stopped = true;
	}

	#shorten(patience: number | undefined): number | undefined {
		const longest = this.#longestWait;
		if (longest === Number.POSITIVE_INFINITY) return patience;
		return patience === undefined ? longest : Math.min(patience, longest);
	}
}
