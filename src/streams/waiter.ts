/** One of those who wait for the same thing. */
import { Future, type Scheduler } from "../futures/index.js";

/** A future that stands in a set until it is done. */
export class Waiter extends Future<void> {
	private readonly waiters: Set<Waiter>;

	/**
	 * @param scheduler the loop it belongs to.
	 * @param waiters where it stands from now on.
	 */
	constructor(scheduler: Scheduler, waiters: Set<Waiter>) {
		super(scheduler);
		this.waiters = waiters;
		waiters.add(this);
	}

	override cancel(message?: string): boolean {
		this.waiters.delete(this);
		return super.cancel(message);
	}

	/**
	 * Makes it fail from outside: its signal was aborted.
	 *
	 * @param reason what it fails with.
	 */
	abort(reason: unknown): void {
		if (this.done()) return;
		this.waiters.delete(this);
		this.setException(reason);
	}
}
