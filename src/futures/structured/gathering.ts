/** The future that gather returns. */
import { CancelledError } from "../../errors.js";
import { Future } from "../future.js";
import type { SchedulerOwner } from "../scheduler.js";

/** Done when all its children are, or when the first of them fails; cancelling it cancels them. */
export class Gathering extends Future<unknown[]> {
	readonly #children: readonly Future<unknown>[];
	readonly #returnExceptions: boolean;
	#left = 0;
	#cancelRequested = false;

	constructor(children: readonly Future<unknown>[], returnExceptions: boolean, loop: SchedulerOwner) {
		super({ loop });
		this.#children = children;
		this.#returnExceptions = returnExceptions;
		// The same future may stand in several places; it is done but once.
		const distinct = new Set(children);
		this.#left = distinct.size;
		const finished: Future<unknown>[] = [];
		for (const child of distinct) {
			if (child.done()) finished.push(child);
			else child.observe({ awaiter: this, run: () => this.#childDone(child) });
		}
		if (distinct.size === 0) this.setResult([]);
		for (const child of finished) this.#childDone(child);
	}

	/** Cancels the children; it is itself done once they are, as a task is. */
	override cancel(message?: string): boolean {
		if (this.done()) return false;
		let any = false;
		for (const child of this.#children) any = child.cancel(message) || any;
		// Then the cancellation is handed on even where exceptions are returned.
		if (any) this.#cancelRequested = true;
		return any;
	}

	#childDone(child: Future<unknown>): void {
		this.#left -= 1;
		// Looked at, even where the first failure was handed on already: the others are as good as seen.
		if (!child.cancelled()) child.exception();
		if (this.done()) return;
		const failure = child.failure();
		if (failure !== undefined && !this.#returnExceptions) this.setException(failure.reason);
		else if (this.#left === 0) this.#conclude();
	}

	#conclude(): void {
		const results = this.#children.map((child) => {
			const failure = child.failure();
			return failure === undefined ? child.result() : failure.reason;
		});
		// The message is that of the last in the list, whichever was done last, as in asyncio.
		const last = this.#children.at(-1);
		if (!this.#cancelRequested) this.setResult(results);
		else this.setException(last?.cancelled() ? last.failure()?.reason : new CancelledError());
	}
}
