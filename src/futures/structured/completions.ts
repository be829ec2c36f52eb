/** What asCompleted returns. */
import { TimeoutError } from "../../errors.js";
import { Deque } from "../../internal/index.js";
import type { Suspension } from "../coroutine.js";
import type { Future } from "../future.js";
import type { Job } from "../job.js";
import type { SchedulerOwner } from "../scheduler.js";
import type { Awaitable, ResultOf } from "./awaitable.js";
import { FollowingFuture } from "./following-future.js";

/** Somebody who was promised the next one that is done. */
interface Taker {
	take(future: Future<unknown> | undefined): void;
	done(): boolean;
}

/** What is done; `undefined` stands for one that came too late. */
interface Given {
	readonly future: Future<unknown> | undefined;
}

/** The result of the next one that is done. */
class Next<T> extends FollowingFuture<T> implements Taker {
	readonly #convert: (result: unknown) => T;
	readonly #onCancel: () => void;
	readonly #onMissed: (given: Given) => void;
	#given: Given | undefined;
	/** Whether a generator task waits for it, which may be cancelled before it goes on. */
	#stepped = false;

	constructor(
		loop: SchedulerOwner,
		convert: (result: unknown) => T,
		onCancel: () => void,
		onMissed: (given: Given) => void,
	) {
		super({ loop });
		this.#convert = convert;
		this.#onCancel = onCancel;
		this.#onMissed = onMissed;
	}

	/** Hands it what is done; nothing where the time is over. */
	take(future: Future<unknown> | undefined): void {
		this.#given = { future };
		if (future === undefined) {
			this.setException(new TimeoutError("The time limit has passed"));
			return;
		}
		if (!this.#stepped) this.#look();
		const failure = future.failure();
		if (failure === undefined) this.setResult(this.#convert(future.result()));
		else this.failWith(failure.reason, future.cancelled());
	}

	override *[Symbol.iterator](): Generator<Suspension, T, void> {
		const step = super[Symbol.iterator]().next();
		if (step.done) return step.value;
		this.#stepped = true;
		try {
			yield step.value;
		} catch (reason) {
			// Its task was cancelled: what it was handed meanwhile is for the next who asks, as in asyncio.
			if (this.#given !== undefined) this.#onMissed(this.#given);
			throw reason;
		}
		this.#look();
		return this.result();
	}

	/** From here on the failure is this one's, and reported as such unless somebody looks. */
	#look(): void {
		const future = this.#given?.future;
		if (future !== undefined && !future.cancelled()) future.exception();
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.#onCancel();
		return true;
	}
}

/**
 * Several futures in the order in which they are done; {@link asCompleted} makes it, and it can be iterated once.
 *
 * What was handed out is settled also after the iteration was left, as it is by `const [first] = asCompleted(…)`: until
 * then all that is not done is listened to, and the time runs. A failure counts as looked at when it is handed on; while
 * the iteration lasts, none is reported.
 */
export class Completions<A extends Awaitable<unknown>>
	implements AsyncIterable<ResultOf<A>>, Iterable<Future<ResultOf<A>>>
{
	readonly #loop: SchedulerOwner;
	/** Those that are not done, with the job that waits for each. */
	readonly #todo = new Map<Future<unknown>, Job>();
	readonly #timer: { cancel(): void } | undefined;
	/** What is done and not taken yet. */
	readonly #ready = new Deque<Given>();
	/** What was handed out and is not settled, but for some that were cancelled. */
	readonly #waiting = new Deque<Taker>();
	/** How many the iteration has yet to give. */
	#left: number;
	/** Those that nobody was given yet. */
	readonly #untaken: Set<Future<unknown>>;
	/** Whether somebody iterates, who will look at what fails: its report is held back. */
	#iterating = false;

	/** @hidden */
	constructor(futures: ReadonlySet<Future<unknown>>, timeout: number | undefined, loop: SchedulerOwner) {
		this.#loop = loop;
		this.#left = futures.size;
		this.#untaken = new Set(futures);
		for (const future of futures) {
			const job = { run: () => this.#futureDone(future) };
			this.#todo.set(future, job);
			future.observe(job, false);
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
		const convert = (result: unknown) => ({ done: false, value: result as ResultOf<A> }) as const;
		return {
			next: () => {
				const next = this.#next<IteratorResult<ResultOf<A>, undefined>>(convert);
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
				const next = this.#next((result) => result as ResultOf<A>);
				this.#ask(next);
				return { done: false, value: next };
			},
			return: () => {
				this.#stop();
				return { done: true, value: undefined };
			},
		};
	}

	#next<T>(convert: (result: unknown) => T): Next<T> {
		return new Next<T>(
			this.#loop,
			convert,
			() => this.#letGoIfOver(),
			(given) => this.#takeBack(given),
		);
	}

	#ask(next: Taker): void {
		if (!this.#iterating) for (const future of this.#untaken) future.holdReport(1);
		this.#iterating = true;
		this.#left -= 1;
		const ready = this.#ready.shift();
		if (ready === undefined) this.#waiting.push(next);
		else this.#give(next, ready.future);
		this.#letGoIfOver();
	}

	#futureDone(future: Future<unknown>): void {
		this.#todo.delete(future);
		this.#offer(future);
		if (this.#todo.size === 0) this.#timer?.cancel();
		this.#letGoIfOver();
	}

	/** Gives one away: to the first who waits and was not cancelled. */
	#offer(future: Future<unknown> | undefined): void {
		if (this.#isAwaited()) this.#give(this.#waiting.shift() as Taker, future);
		else this.#ready.push({ future });
	}

	#give(next: Taker, future: Future<unknown> | undefined): void {
		next.take(future);
		if (future === undefined) return;
		this.#untaken.delete(future);
		future.holdReport(-1);
	}

	/** Whoever was given it did not get it: it is for the next. */
	#takeBack(given: Given): void {
		if (given.future !== undefined) {
			this.#untaken.add(given.future);
			given.future.holdReport(1);
		}
		if (this.#isAwaited()) this.#give(this.#waiting.shift() as Taker, given.future);
		else this.#ready.unshift(given);
		this.#letGoIfOver();
	}

	/** Whether something that was handed out is neither settled nor cancelled; it is the first of those that wait then. */
	#isAwaited(): boolean {
		while (this.#waiting.peek()?.done()) this.#waiting.shift();
		return this.#waiting.length > 0;
	}

	#expire(): void {
		const late = this.#todo.size;
		this.#unobserve();
		for (let i = 0; i < late; i += 1) this.#offer(undefined);
		this.#letGoIfOver();
	}

	/** Nothing more will be asked for. */
	#stop(): void {
		this.#left = 0;
		this.#letGoIfOver();
	}

	/** Lets go of what nobody was given, once all that was handed out is settled and nothing more will be asked for. */
	#letGoIfOver(): void {
		if (this.#left > 0 || this.#isAwaited()) return;
		this.#timer?.cancel();
		this.#unobserve();
		this.#ready.clear();
		if (this.#iterating) for (const future of this.#untaken) future.holdReport(-1);
		this.#untaken.clear();
	}

	#unobserve(): void {
		for (const [future, job] of this.#todo) future.unobserve(job);
		this.#todo.clear();
	}
}
