/** What asCompleted returns. */
import { TimeoutError } from "../../errors.js";
import { Deque } from "../../internal/index.js";
import type { Future } from "../future.js";
import type { Job } from "../job.js";
import type { SchedulerOwner } from "../scheduler.js";
import type { Awaitable, ResultOf } from "./awaitable.js";
import { FollowingFuture } from "./following-future.js";

/** The result of the next one that is done. */
class Next<T> extends FollowingFuture<T> {
	readonly #convert: (result: unknown) => T;

	constructor(loop: SchedulerOwner, convert: (result: unknown) => T) {
		super({ loop });
		this.#convert = convert;
	}

	/** Hands it what is done; nothing where the time is over. */
	take(future: Future<unknown> | undefined): void {
		if (future === undefined) {
			this.setException(new TimeoutError("The time limit has passed"));
			return;
		}
		const failure = future.failure();
		if (failure === undefined) this.setResult(this.#convert(future.result()));
		else this.failWith(failure.reason, future.cancelled());
	}
}

/** Several futures in the order in which they are done; {@link asCompleted} makes it, and it can be iterated once. */
export class Completions<A extends Awaitable<unknown>>
	implements AsyncIterable<ResultOf<A>>, Iterable<Future<ResultOf<A>>>
{
	readonly #loop: SchedulerOwner;
	/** Those that are not done, with the job that waits for each. */
	readonly #todo = new Map<Future<unknown>, Job>();
	readonly #timer: { cancel(): void } | undefined;
	/** What is done and not taken yet; `undefined` stands for one that came too late. */
	readonly #ready = new Deque<{ readonly future: Future<unknown> | undefined }>();
	readonly #waiting = new Deque<{ take(future: Future<unknown> | undefined): void; done(): boolean }>();
	/** How many the iteration has yet to give. */
	#left: number;

	/** @hidden */
	constructor(futures: ReadonlySet<Future<unknown>>, timeout: number | undefined, loop: SchedulerOwner) {
		this.#loop = loop;
		this.#left = futures.size;
		for (const future of futures) {
			const job = { run: () => this.#futureDone(future) };
			this.#todo.set(future, job);
			future.observe(job);
		}
		if (futures.size > 0 && timeout !== undefined && timeout !== Number.POSITIVE_INFINITY) {
			this.#timer = loop.scheduler.enqueueLater(Math.max(0, timeout), { run: () => this.#expire() });
		}
	}

	/**
	 * Gives the results, for `for await`; the first failure ends the iteration, as does a TimeoutError where the time is
	 * over. Throws nothing itself.
	 *
	 * @returns the iterator.
	 */
	[Symbol.asyncIterator](): AsyncIterator<ResultOf<A>, undefined, undefined> {
		return {
			next: () => {
				const next = new Next<IteratorResult<ResultOf<A>, undefined>>(this.#loop, (result) => ({
					done: false,
					value: result as ResultOf<A>,
				}));
				if (this.#left === 0) {
					next.setResult({ done: true, value: undefined });
					return next;
				}
				// Nobody calls return() where next() has failed.
				next.observe({ run: () => next.failure() !== undefined && this.#stop() }, false);
				this.#ask(next);
				return next;
			},
			return: async () => {
				this.#stop();
				return { done: true, value: undefined };
			},
		};
	}

	/**
	 * Gives futures of the next result, for `for`: to be waited for one after the other. Throws nothing.
	 *
	 * @returns the iterator.
	 */
	[Symbol.iterator](): Iterator<Future<ResultOf<A>>, undefined, undefined> {
		return {
			next: () => {
				if (this.#left === 0) return { done: true, value: undefined };
				const next = new Next<ResultOf<A>>(this.#loop, (result) => result as ResultOf<A>);
				this.#ask(next);
				return { done: false, value: next };
			},
			return: () => {
				this.#stop();
				return { done: true, value: undefined };
			},
		};
	}

	#ask<T>(next: Next<T>): void {
		this.#left -= 1;
		const ready = this.#ready.shift();
		if (ready === undefined) this.#waiting.push(next);
		else next.take(ready.future);
	}

	#futureDone(future: Future<unknown>): void {
		this.#todo.delete(future);
		this.#offer(future);
		if (this.#todo.size === 0) this.#timer?.cancel();
	}

	/** Gives one away: to the first who waits and was not cancelled. */
	#offer(future: Future<unknown> | undefined): void {
		for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
			if (next.done()) continue;
			next.take(future);
			return;
		}
		this.#ready.push({ future });
	}

	#expire(): void {
		const late = this.#todo.size;
		this.#release();
		for (let i = 0; i < late; i += 1) this.#offer(undefined);
	}

	#stop(): void {
		this.#left = 0;
		this.#timer?.cancel();
		this.#release();
	}

	#release(): void {
		for (const [future, job] of this.#todo) future.unobserve(job);
		this.#todo.clear();
	}
}
