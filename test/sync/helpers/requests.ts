/** Requests to a lock or a queue, made in tasks or as bare futures: what the property tests drive. */
import { type Coroutine, type Future, sleep, Task } from "../../../src/futures/index.js";
import { VirtualEventLoop } from "../../../src/testing/index.js";

/** How a request is made: in a generator task, or as a future whose done callback tells. */
export type Way = "task" | "future";
/** Both ways. */
export const ways: readonly Way[] = ["task", "future"];

/** Requests in the order in which they were made, each with a number. */
export class Requests<T> {
	/** Those that were granted, in that order, with what they were given. */
	readonly granted: [id: number, value: T][] = [];
	/** Those that failed. */
	readonly failed: number[] = [];
	readonly #way: Way;
	readonly #made: Future<unknown>[] = [];

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

	/** The numbers of those that were not cancelled. */
	get kept(): number[] {
		return [...this.#made.keys()].filter((id) => this.#made[id]?.cancelled() === false);
	}

	/** Makes one, at once. */
	make(begin: () => Future<T>): number {
		const id = this.#made.length;
		const end = (value: T) => this.granted.push([id, value]);
		this.#made.push(this.#way === "task" ? this.#inTask(begin, end) : this.#asFuture(begin, end));
		this.#made[id]?.addDoneCallback((future) => {
			if (!future.cancelled() && future.exception() !== undefined) this.failed.push(id);
		});
		return id;
	}

	/** Cancels one; any number will do: every other one means the first that has not ended, whose turn may have come. */
	cancel(n: number): void {
		const first = this.#made.find((each) => !each.done());
		const one = n % 2 === 0 ? first : this.#made[n % this.#made.length];
		one?.cancel();
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
