/** The future that wait returns. */
import { Future } from "../future.js";
import type { Job } from "../job.js";
import type { SchedulerOwner } from "../scheduler.js";
import { ALL_COMPLETED, FIRST_COMPLETED, type WaitCondition } from "./wait-condition.js";

/** Done when its condition is met or its time is over; never fails, and leaves what it waits for alone. */
export class Waiting<F extends Future<unknown>> extends Future<[done: Set<F>, pending: Set<F>]> {
	readonly #jobs = new Map<F, Job>();
	readonly #condition: WaitCondition;
	readonly #timer: { cancel(): void } | undefined;
	readonly #done = new Set<F>();
	readonly #pending = new Set<F>();
	#left: number;

	constructor(
		futures: ReadonlySet<F>,
		condition: WaitCondition,
		timeout: number | undefined,
		loop: SchedulerOwner,
	) {
		super({ loop });
		this.#condition = condition;
		this.#left = futures.size;
		// Before whoever waits, in the same round: what is done by then counts as done, as in asyncio.
		this.observe({ run: () => this.#sort() }, false);
		if (timeout !== undefined && timeout !== Number.POSITIVE_INFINITY) {
			this.#timer = this.scheduler.enqueueLater(Math.max(0, timeout), { run: () => this.#release() });
		}
		for (const future of futures) {
			const job = { awaiter: this, run: () => this.#futureDone(future) };
			this.#jobs.set(future, job);
			// What fails is not looked at by waiting; but whoever waits will look, and is given the time to.
			future.observe(job, false);
			future.holdReport(1);
		}
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.#timer?.cancel();
		return true;
	}

	#futureDone(future: F): void {
		this.#left -= 1;
		if (this.#left <= 0 || this.#condition === FIRST_COMPLETED) this.#release();
		else if (this.#condition !== ALL_COMPLETED && hasFailed(future)) this.#release();
	}

	#release(): void {
		this.#timer?.cancel();
		if (!this.done()) this.setResult([this.#done, this.#pending]);
	}

	#sort(): void {
		for (const [future, job] of this.#jobs) {
			future.holdReport(-1);
			if (future.done()) this.#done.add(future);
			else {
				this.#pending.add(future);
				future.unobserve(job);
			}
		}
		this.#jobs.clear();
	}
}

/** Whether it has failed; that counts as a look at the failure, as in asyncio. */
function hasFailed(future: Future<unknown>): boolean {
	if (future.cancelled()) return false;
	future.exception();
	return future.failure() !== undefined;
}
