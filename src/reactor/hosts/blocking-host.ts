/**
 * Runs an engine by blocking the thread in the selector, as CPython does: no Node loop, no microtasks.
 *
 * Only callbacks and generator coroutines can run in it. Whatever wakes it is an event of the selector or a timer, so
 * it never waits where neither can come.
 */
import { RuntimeError } from "../../errors.js";
import type { Engine } from "../engine.js";
import { BusyPoll } from "./busy-poll.js";
import type { Host } from "./host.js";

/** Takes turns until it is told to stop. */
export class BlockingHost implements Host {
	readonly blocks = true;
	readonly #engine: Engine;
	readonly #busyPoll: BusyPoll;
	#stopped = false;

	/** @param engine whose turns it runs. */
	constructor(engine: Engine) {
		this.#engine = engine;
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
			engine.turn(found ? 0 : patience);
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
}
