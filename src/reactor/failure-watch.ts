/**
 * Reports the failures that nobody looks at.
 *
 * A future that failed with nobody waiting is looked at again a little later: `const t = createTask(…); await other;
 * await t` must stay quiet when `t` fails first and is awaited soon. What is still unseen then is reported once.
 */
import type { Future, Job, Scheduler } from "../futures/index.js";
import { Deque } from "../internal/index.js";

/** How long a failure may stay unseen, in milliseconds: it is reported within 100. */
const grace = 50;

interface Failure {
	readonly future: Future<unknown>;
	/** When it is reported. */
	readonly due: number;
}

/** The failures of one loop that nobody has looked at yet. */
export class FailureWatch implements Job {
	readonly #scheduler: Scheduler;
	/** The oldest first; a timer runs for that one. */
	readonly #unseen = new Deque<Failure>();

	constructor(scheduler: Scheduler) {
		this.#scheduler = scheduler;
	}

	/**
	 * Takes in a future that failed unseen.
	 *
	 * @param future the future.
	 */
	add(future: Future<unknown>): void {
		this.#unseen.push({ future, due: this.#scheduler.time() + grace });
		if (this.#unseen.length === 1) this.#scheduler.enqueueLater(grace, this);
	}

	/** Reports what has been unseen for long enough. */
	run(): void {
		this.#reportUntil(this.#scheduler.time());
		const next = this.#unseen.peek();
		if (next !== undefined) this.#scheduler.enqueueLater(next.due - this.#scheduler.time(), this);
	}

	/** Reports all of them at once: the loop is being closed. */
	flush(): void {
		this.#reportUntil(Number.POSITIVE_INFINITY);
	}

	#reportUntil(moment: number): void {
		for (
			let next = this.#unseen.peek();
			next !== undefined && next.due <= moment;
			next = this.#unseen.peek()
		) {
			this.#unseen.shift();
			const { future } = next;
			if (!future.failedUnseen()) continue;
			this.#scheduler.callExceptionHandler({
				message: `${future.constructor.name} exception was never retrieved`,
				exception: future.exception(),
				future,
			});
		}
	}
}
