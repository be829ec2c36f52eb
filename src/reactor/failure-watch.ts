/**
 * Reports the failures that nobody looks at.
 *
 * A future that failed with nobody waiting is looked at again a little later: `const t = createTask(…); await other;
 * await t` must stay quiet when `t` fails first and is awaited soon. What is still unseen then is reported once.
 *
 * Most of them are awaited by the next round, such as an operation that failed at once; only for what is not there is a
 * timer, which keeps the process alive until it has looked.
 */
import { setTimeout } from "node:timers";
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
	/** Those of this round. */
	#fresh: Future<unknown>[] = [];
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
		this.#fresh.push(future);
		if (this.#fresh.length === 1) this.#scheduler.enqueue({ run: () => this.#sift() });
	}

	/**
	 * Takes in a future that failed unseen when the loop was closed already: Node's timers serve.
	 *
	 * @param future the future.
	 */
	addLate(future: Future<unknown>): void {
		setTimeout(() => this.#report(future), grace);
	}

	/** Reports what has been unseen for long enough. */
	run(): void {
		this.#reportUntil(this.#scheduler.time());
		const next = this.#unseen.peek();
		if (next !== undefined) this.#scheduler.enqueueLater(next.due - this.#scheduler.time(), this);
	}

	/** Reports all of them at once: the loop is being closed. */
	flush(): void {
		this.#sift();
		this.#reportUntil(Number.POSITIVE_INFINITY);
	}

	/** Has a timer look at those of the last round that are still unseen. */
	#sift(): void {
		const fresh = this.#fresh.filter((future) => future.failedUnseen());
		this.#fresh = [];
		if (fresh.length === 0) return;
		const isFirst = this.#unseen.length === 0;
		const due = this.#scheduler.time() + grace;
		for (const future of fresh) this.#unseen.push({ future, due });
		if (isFirst) this.#scheduler.enqueueLater(grace, this);
	}

	#reportUntil(moment: number): void {
		for (
			let next = this.#unseen.peek();
			next !== undefined && next.due <= moment;
			next = this.#unseen.peek()
		) {
			this.#unseen.shift();
			this.#report(next.future);
		}
	}

	#report(future: Future<unknown>): void {
		if (!future.failedUnseen()) return;
		this.#scheduler.callExceptionHandler({
			message: `${future.constructor.name} exception was never retrieved`,
			exception: future.exception(),
			future,
		});
	}
}
