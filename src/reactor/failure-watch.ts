/**
 * Reports the failures that nobody looks at.
 *
 * A future that failed with nobody waiting is looked at again a little later: `const t = createTask(…); await other;
 * await t` must stay quiet when `t` fails first and is awaited soon. What is still unseen then is reported once.
 */
import type { Future, Job, Scheduler } from "../futures/index.js";

/** How long a failure may stay unseen, in milliseconds: it is reported within 100. */
const grace = 50;

/** The failures of one loop that nobody has looked at yet. */
export class FailureWatch implements Job {
	readonly #scheduler: Scheduler;
	#unseen: Future<unknown>[] = [];

	constructor(scheduler: Scheduler) {
		this.#scheduler = scheduler;
	}

	/**
	 * Takes in a future that failed unseen.
	 *
	 * @param future the future.
	 */
	add(future: Future<unknown>): void {
		this.#unseen.push(future);
		if (this.#unseen.length === 1) this.#scheduler.enqueueLater(grace, this);
	}

	/** Reports what is still unseen. */
	run(): void {
		const unseen = this.#unseen;
		this.#unseen = [];
		for (const future of unseen) {
			if (!future.failedUnseen()) continue;
			this.#scheduler.callExceptionHandler({
				message: `${future.constructor.name} exception was never retrieved`,
				exception: future.exception(),
				future,
			});
		}
	}
}
