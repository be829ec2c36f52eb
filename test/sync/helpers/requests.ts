/** Requests to a lock or a queue, which can be cancelled and aborted, made in tasks or as bare futures: what the property tests drive. */
import { getEventListeners } from "node:events";
import {
	type Coroutine,
	type Future,
	type OperationOptions,
	sleep,
	Task,
} from "../../../src/futures/index.js";
import { VirtualEventLoop } from "../../../src/testing/index.js";

/** How a request is made: in a generator task, or as a future whose done callback tells. */
export type Way = "task" | "future";
/** Both ways. */
export const ways: readonly Way[] = ["task", "future"];

/** What requests are aborted with. */
export const abortReason = new Error("aborted");

/** Asks whether a future was taken back: cancelled, or aborted. */
export function takenBack(future: Future<unknown>): boolean {
	return future.cancelled() || (future.done() && future.exception() === abortReason);
}

/** Requests in the order in which they were made, each with a number. */
export class Requests<T> {
	/** Those that were granted, in that order, with what they were given. */
	readonly granted: [id: number, value: T][] = [];
	/** Those that failed, unless they were aborted. */
	readonly failed: number[] = [];
	readonly #way: Way;
	readonly #made: Future<unknown>[] = [];
	/** One for every two, so that the second may be made when it is aborted already. */
	readonly #controllers: AbortController[] = [];

	constructor(way: Way) {
		this.#way = way;
	}

	/** How many were made. */
	get count(): number {
		return this.#made.length;
	}

	/** How many have not ended. */
	get pending(): number {
		return this.#made.filter((each) => !each.done()).length;
	}

	/** The numbers of those that were not taken back. */
	get kept(): number[] {
		return [...this.#made.entries()].filter(([, each]) => !takenBack(each)).map(([id]) => id);
	}

	/** How many listeners are left on signals that nothing waits with. */
	get listeners(): number {
		const idle = this.#controllers.filter((_, i) =>
			this.#made.slice(2 * i, 2 * i + 2).every((each) => each.done()),
		);
		return idle.flatMap(({ signal }) => getEventListeners(signal, "abort")).length;
	}

	/** Makes one, at once. */
	make(ask: (options: OperationOptions) => Future<T>): number {
		const id = this.#made.length;
		const end = (value: T) => this.granted.push([id, value]);
		if (id % 2 === 0) this.#controllers.push(new AbortController());
		const begin = () => ask({ signal: this.#controllers[id >> 1]?.signal });
		this.#made.push(this.#way === "task" ? this.#inTask(begin, end) : this.#asFuture(begin, end));
		this.#made[id]?.addDoneCallback((future) => {
			if (!takenBack(future) && future.exception() !== undefined) this.failed.push(id);
		});
		return id;
	}

	/** Cancels one; any number will do: every other one means the first that has not ended, whose turn may have come. */
	cancel(n: number): void {
		this.#made[this.#choose(n)]?.cancel();
	}

	/** Aborts the signal of one, and of the one beside it; any number will do, as for cancel. */
	abort(n: number): void {
		this.#controllers[this.#choose(n) >> 1]?.abort(abortReason);
	}

	/** The number of one; -1 if there is none. */
	#choose(n: number): number {
		if (n % 2 === 0) return this.#made.findIndex((each) => !each.done());
		return this.#made.length === 0 ? -1 : n % this.#made.length;
	}

	#inTask(begin: () => Future<T>, end: (value: T) => void): Task<void> {
		function* request(): Coroutine<void> {
			end(yield* begin());
		}
		return new Task(request(), { eagerStart: true });
	}

	#asFuture(begin: () => Future<T>, end: (value: T) => void): Future<T> {
		const future = begin();
		future.addDoneCallback(() => {
			if (!future.cancelled() && future.exception() === undefined) end(future.result());
		});
		return future;
	}
}

/** Runs a coroutine on a loop of its own. */
export function play(main: () => Coroutine<void>): void {
	const loop = new VirtualEventLoop();
	try {
		loop.runUntilCompleteSync(main);
	} finally {
		loop.close();
	}
}

/** Gives way until nothing that was begun can still be on its way. */
export function* rest(): Coroutine<void> {
	for (let i = 0; i < 12; i += 1) yield* sleep(0);
}
