/** The future that race returns. */
import { CancelledError } from "../../errors.js";
import type { Future } from "../future.js";
import type { SchedulerOwner } from "../scheduler.js";
import { FollowingFuture } from "./following-future.js";

/** Ends as the first of its children, once the others, which it cancels, have ended, too. */
export class Racing<T> extends FollowingFuture<T> {
	readonly #children: ReadonlySet<Future<T>>;
	#winner: Future<T> | undefined;
	#left: number;
	#cancelRequested = false;

	constructor(children: ReadonlySet<Future<T>>, loop: SchedulerOwner) {
		super({ loop });
		this.#children = children;
		this.#left = children.size;
		for (const child of children) child.observe({ awaiter: this, run: () => this.#childDone(child) });
	}

	/** Cancels the children; it is done once they are. */
	override cancel(message?: string): boolean {
		if (this.done()) return false;
		const any = this.#cancelAll(message);
		if (any) this.#cancelRequested = true;
		return any;
	}

	#cancelAll(message?: string): boolean {
		let any = false;
		for (const child of this.#children) any = child.cancel(message) || any;
		return any;
	}

	#childDone(child: Future<T>): void {
		this.#left -= 1;
		if (this.#winner === undefined) {
			this.#winner = child;
			this.#cancelAll();
		} else if (!child.cancelled()) this.#report(child);
		if (this.#left > 0) return;
		if (this.#cancelRequested) this.cancelWith(reasonOf(this.#winner));
		else this.follow(this.#winner);
	}

	/** A loser that fails while it is being cancelled has nobody else to tell. */
	#report(loser: Future<T>): void {
		const failure = loser.failure();
		if (failure === undefined) return;
		this.scheduler.callExceptionHandler({
			message: `${loser} failed after it had lost a race`,
			exception: failure.reason,
			future: loser,
		});
	}
}

function reasonOf(child: Future<unknown>): CancelledError {
	const reason = child.failure()?.reason;
	return reason instanceof CancelledError ? reason : new CancelledError();
}
