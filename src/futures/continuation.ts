/**
 * What `await` leaves with a pending future: the two functions that resume the awaiting function.
 *
 * `await future` calls `then(resolve, reject)` and drops what it returns, so the record of the two functions is all
 * that is made: it is queued when the future is done, and it is what `then` returns, too. Only when somebody chains on
 * it does it make a promise. Its helpers are TypeScript's `private`: `#` methods would mark each object that is made.
 */
import type { AsyncBody } from "./async-body.js";
import type { Future } from "./future.js";
import type { Job } from "./job.js";
import type { Scheduler } from "./scheduler.js";

/** The two functions given to `then`, and the promise of what they return. */
export class Continuation<T, R1, R2> implements Job, Promise<R1 | R2> {
	/** What is waited for. */
	readonly future: Future<T>;
	private readonly body: AsyncBody<unknown> | undefined;
	private readonly scheduler: Scheduler;
	private readonly onFulfilled: (value: T) => R1 | PromiseLike<R1>;
	private readonly onRejected: (reason: unknown) => R2 | PromiseLike<R2>;
	private outcome: Promise<R1 | R2> | undefined;
	private settle: ((value: Promise<R1 | R2>) => void) | undefined;

	/**
	 * @param future what is waited for.
	 * @param scheduler its loop.
	 * @param onFulfilled called with the result.
	 * @param onRejected called with the exception.
	 * @param body the task's function that waits; `undefined` where none does.
	 */
	constructor(
		future: Future<T>,
		scheduler: Scheduler,
		onFulfilled: (value: T) => R1 | PromiseLike<R1>,
		onRejected: (reason: unknown) => R2 | PromiseLike<R2>,
		body: AsyncBody<unknown> | undefined,
	) {
		this.future = future;
		this.body = body;
		this.scheduler = scheduler;
		this.onFulfilled = onFulfilled;
		this.onRejected = onRejected;
		this.outcome = undefined;
		this.settle = undefined;
	}

	get [Symbol.toStringTag](): string {
		return "Promise";
	}

	/** The task whose function goes on with it. */
	get awaiter(): Future<unknown> | undefined {
		return this.body?.task;
	}

	run(): void {
		this.scheduler.promiseSettled();
		this.body?.endWait(this as Continuation<unknown, unknown, unknown>);
		const failure = this.future.failure();
		let returned: R1 | R2 | PromiseLike<R1 | R2>;
		try {
			returned =
				failure === undefined ? this.onFulfilled(this.future.result()) : this.onRejected(failure.reason);
		} catch (error) {
			// As with any promise: whoever chains gets the error, and if nobody does, Node calls it unhandled.
			this.conclude(Promise.reject(error));
			return;
		}
		// The functions of an `await` return undefined: nothing to keep unless somebody asked for it.
		if (this.settle !== undefined || returned !== undefined) this.conclude(Promise.resolve(returned));
		else this.outcome = concluded as Promise<never>;
	}

	// biome-ignore lint/suspicious/noThenProperty: it stands for the promise that then() returns
	then<A = R1 | R2, B = never>(
		onFulfilled?: ((value: R1 | R2) => A | PromiseLike<A>) | null,
		onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
	): Promise<A | B> {
		return this.asPromise().then(onFulfilled, onRejected);
	}

	catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<R1 | R2 | B> {
		return this.asPromise().catch(onRejected);
	}

	finally(onFinally?: (() => void) | null): Promise<R1 | R2> {
		return this.asPromise().finally(onFinally);
	}

	private asPromise(): Promise<R1 | R2> {
		this.outcome ??= new Promise((resolve) => {
			this.settle = resolve;
		});
		return this.outcome;
	}

	private conclude(outcome: Promise<R1 | R2>): void {
		if (this.settle === undefined) this.outcome = outcome;
		else this.settle(outcome);
	}
}

const concluded = Promise.resolve(undefined);
