/** Lets one through at a time, in order: what has no position of its own happens one after the other. */
import { type Coroutine, Future, type Scheduler, waitOn } from "../../futures/index.js";
import { Deque } from "../../internal/index.js";

/** A queue before a file's own place. */
export class Turnstile {
	readonly #scheduler: Scheduler;
	readonly #waiting = new Deque<Future<void>>();
	#busy = false;

	/** @param scheduler the loop. */
	constructor(scheduler: Scheduler) {
		this.#scheduler = scheduler;
	}

	/** Whether somebody is at it, so that others would have to wait. */
	get busy(): boolean {
		return this.#busy;
	}

	/**
	 * Runs a coroutine when its turn has come.
	 *
	 * @param body makes the coroutine.
	 * @returns the coroutine of its result.
	 */
	*through<T>(body: () => Coroutine<T>): Coroutine<T> {
		if (this.#busy) yield* this.#queue();
		this.#busy = true;
		try {
			return yield* body();
		} finally {
			this.#leave();
		}
	}

	*#queue(): Coroutine<void> {
		const turn = new Future<void>(this.#scheduler);
		this.#waiting.push(turn);
		try {
			yield* waitOn(turn);
		} catch (error) {
			// It was let in and called back at the same moment: the next one is let in instead.
			if (!turn.cancelled()) this.#leave();
			throw error;
		}
	}

	/** Stays busy where somebody waits: nobody can step in between. */
	#leave(): void {
		for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
			if (next.done()) continue;
			next.setResult();
			return;
		}
		this.#busy = false;
	}
}
