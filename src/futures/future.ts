/**
 * Future: a value that is not there yet.
 *
 * It is a thenable, not a promise: `await` on one costs 117 ns, on a subclass of Promise 167 to 300, and its `then` is
 * the only place where a loop can see who waits for what. Done callbacks and continuations go through the loop's ready
 * queue, in the order in which they were added, as in asyncio.
 *
 * The fields are TypeScript's `protected`, assigned in the constructor: a class with `#private` fields takes twice as
 * long to construct, and one of these is made for each operation.
 */
import { CancelledError, InvalidStateError } from "../errors.js";
import { show, shownAs } from "../internal/index.js";
import { captureContext } from "./async-context.js";
import { Continuation } from "./continuation.js";
import type { Suspension } from "./coroutine.js";
import { taskStorage } from "./current-task.js";
import { DoneCallback, type DoneCallbackOptions } from "./done-callback.js";
import { type FutureOptions, schedulerFor } from "./future-options.js";
import { FutureWait } from "./future-wait.js";
import type { Job } from "./job.js";
import { promiseOf } from "./promise-of.js";
import type { Scheduler, SchedulerOwner } from "./scheduler.js";

const PENDING = 0;
const FULFILLED = 1;
const FAILED = 2;
const CANCELLED = 3;
const LOOKED = 1;
const stateNames = ["pending", "finished", "failed", "cancelled"] as const;

/**
 * A result that will be there later; `await` it, or `yield*` it in a generator that a task steps.
 *
 * It has asyncio's methods beside those of a promise. A failure that nobody looks at (by awaiting it, a done callback,
 * {@link Future.result} or {@link Future.exception}) is reported once to the loop's exception handler.
 *
 * @example
 * ```ts
 * import { Future } from "evloop";
 *
 * const future = new Future<string>();
 * setTimeout(() => future.setResult("done"), 1);
 * console.log(await future, future.done()); // done true
 * ```
 * @see https://docs.python.org/3/library/asyncio-future.html#asyncio.Future
 */
export class Future<out T = unknown> implements Promise<T> {
	/** The loop it belongs to. */
	protected readonly scheduler: Scheduler;
	private state: number;
	private value: unknown;
	private observers: Job | Job[] | null;
	/** Odd once somebody has looked at a failure; two more for each who holds its report back. */
	private looks: number;
	private promise: Promise<T> | undefined;

	/**
	 * @param options the loop it belongs to.
	 * @throws TypeError if the loop is none.
	 * @throws RuntimeError where it has no loop to belong to.
	 */
	constructor(options?: FutureOptions) {
		this.scheduler = options?.loop?.scheduler ?? schedulerFor(options);
		this.state = PENDING;
		this.value = undefined;
		this.observers = null;
		this.looks = 0;
		this.promise = undefined;
	}

	/** @hidden */
	get [Symbol.toStringTag](): string {
		return "Future";
	}

	/**
	 * Asks whether it has a result, has failed or was cancelled. Throws nothing.
	 *
	 * @returns whether it is done.
	 */
	done(): boolean {
		return this.state !== PENDING;
	}

	/**
	 * Asks whether it was cancelled. Throws nothing.
	 *
	 * @returns whether it was.
	 */
	cancelled(): boolean {
		return this.state === CANCELLED;
	}

	/**
	 * The result.
	 *
	 * @returns what {@link Future.setResult} was given.
	 * @throws CancelledError if it was cancelled.
	 * @throws InvalidStateError if it is not done.
	 * @throws The exception it failed with, if it failed.
	 */
	result(): T {
		if (this.state === FULFILLED) return this.value as T;
		if (this.state === PENDING) throw new InvalidStateError("Cannot read the result: it is not set");
		this.looks |= LOOKED;
		throw this.state === CANCELLED ? this.cancelledError() : this.value;
	}

	/**
	 * The exception it failed with.
	 *
	 * @returns the exception; `undefined` if it has a result.
	 * @throws CancelledError if it was cancelled.
	 * @throws InvalidStateError if it is not done.
	 */
	exception(): unknown {
		if (this.state === PENDING) throw new InvalidStateError("Cannot read the exception: it is not set");
		if (this.state === CANCELLED) throw this.cancelledError();
		this.looks |= LOOKED;
		return this.state === FAILED ? this.value : undefined;
	}

	/**
	 * Gives it its result, and has its callbacks run.
	 *
	 * @param value the result.
	 * @throws InvalidStateError if it is done already.
	 */
	setResult(value: T): void {
		this.settle(FULFILLED, value);
	}

	/**
	 * Makes it fail, and has its callbacks run.
	 *
	 * @param exception what whoever waits for it will see thrown.
	 * @throws InvalidStateError if it is done already.
	 */
	setException(exception: unknown): void {
		this.settle(FAILED, exception);
		if (this.looks === 0) this.scheduler.watchFailure(this);
	}

	/**
	 * Cancels it: whoever waits for it sees a CancelledError thrown. Throws nothing.
	 *
	 * @param message what the CancelledError says.
	 * @returns false if it is done already: a failure then counts as looked at, as in asyncio; else true.
	 */
	cancel(message?: string): boolean {
		const pending = this.state === PENDING;
		if (pending) this.settle(CANCELLED, message);
		else this.looks |= LOOKED;
		return pending;
	}

	/**
	 * Has a function called with this future when it is done: through the loop, never from inside this call.
	 *
	 * @param callback the function.
	 * @param options the context it runs in.
	 * @throws TypeError if it is no function, or the context is none.
	 */
	addDoneCallback(callback: (future: this) => void, options?: DoneCallbackOptions): void {
		if (typeof callback !== "function") {
			throw new TypeError(`Cannot add a done callback: ${show(callback)} is no function`);
		}
		const context = options?.context ?? captureContext();
		this.observe(
			new DoneCallback(this, this.scheduler, callback as (future: Future<unknown>) => void, context),
		);
	}

	/**
	 * Takes a done callback back, as often as it was added. Throws nothing.
	 *
	 * @param callback the function that was given to {@link Future.addDoneCallback}.
	 * @returns how many were removed.
	 */
	removeDoneCallback(callback: (future: this) => void): number {
		return this.removeObservers((job) => job instanceof DoneCallback && job.callback === callback);
	}

	/**
	 * The loop it belongs to. Throws nothing.
	 *
	 * @returns the loop.
	 */
	getLoop(): SchedulerOwner {
		return this.scheduler.loop;
	}

	/**
	 * A promise of the same outcome; the same one every time. Throws nothing.
	 *
	 * @returns the promise.
	 */
	toPromise(): Promise<T> {
		this.looks |= LOOKED;
		this.promise ??= promiseOf(this, this.scheduler);
		return this.promise;
	}

	/**
	 * Has one of two functions called when it is done; `await` calls it.
	 *
	 * @param onFulfilled called with the result.
	 * @param onRejected called with the exception.
	 * @returns a promise of what the function returns.
	 * @throws RuntimeError if it is a task, and its own async function would wait for it.
	 */
	// biome-ignore lint/suspicious/noThenProperty: being awaited is what a future is for
	then<A = T, B = never>(
		onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
		onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
	): Promise<A | B> {
		if (typeof onFulfilled !== "function" || typeof onRejected !== "function") {
			// Nobody but a person leaves one out: a promise then also keeps that person's AsyncLocalStorage context.
			return this.toPromise().then(onFulfilled, onRejected);
		}
		this.looks |= LOOKED;
		if (this.done()) return this.toPromise().then(onFulfilled, onRejected);
		const body = taskStorage.getStore();
		body?.checkWait(this);
		const continuation = new Continuation(this, this.scheduler, onFulfilled, onRejected, body);
		this.observe(continuation);
		body?.beginWait(continuation as Continuation<unknown, unknown, unknown>);
		return continuation;
	}

	/**
	 * Has a function called if it fails or is cancelled. Throws nothing.
	 *
	 * @param onRejected called with the exception.
	 * @returns a promise of what the function returns, or of the result.
	 */
	catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
		return this.toPromise().catch(onRejected);
	}

	/**
	 * Has a function called when it is done, however it ended. Throws nothing.
	 *
	 * @param onFinally the function.
	 * @returns a promise of the same outcome.
	 */
	finally(onFinally?: (() => void) | null): Promise<T> {
		return this.toPromise().finally(onFinally);
	}

	/**
	 * Waits for it in a generator that a task steps: `const value = yield* future`.
	 *
	 * @returns a generator that suspends the task until it is done, then returns the result or throws.
	 * @throws TypeError anywhere else, as in `[...future]` or `Promise.all(future)`.
	 */
	[Symbol.iterator](): Generator<Suspension, T, void> {
		return new FutureWait(this);
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns its class and state.
	 */
	toString(): string {
		return `<${this.constructor.name} ${stateNames[this.state]}>`;
	}

	/**
	 * Why it has no result, if so.
	 *
	 * @returns the exception or CancelledError in a box; `undefined` if it has a result.
	 * @internal
	 */
	failure(): { readonly reason: unknown } | undefined {
		if (this.state === FULFILLED) return undefined;
		return { reason: this.state === CANCELLED ? this.cancelledError() : this.value };
	}

	/**
	 * Has a job enqueued when it is done; at once if it is done.
	 *
	 * @param job the job.
	 * @param looks whether this counts as looking at a failure.
	 * @internal
	 */
	observe(job: Job, looks = true): void {
		if (looks) this.looks |= LOOKED;
		if (this.state !== PENDING) this.scheduler.enqueue(job);
		else if (this.observers === null) this.observers = job;
		else if (Array.isArray(this.observers)) this.observers.push(job);
		else this.observers = [this.observers, job];
	}

	/**
	 * Takes a job back that was given to {@link Future.observe}.
	 *
	 * @param job the job.
	 * @internal
	 */
	unobserve(job: Job): void {
		this.removeObservers((each) => each === job);
	}

	/**
	 * Who waits for it, as far as that is known.
	 *
	 * @returns futures and tasks, each once.
	 * @internal
	 */
	awaiters(): Future<unknown>[] {
		const jobs = [this.observers ?? []].flat();
		const found = jobs.map((job) => (job instanceof Future ? (job as Future<unknown>) : job.awaiter));
		return [...new Set(found.filter((awaiter) => awaiter !== undefined))];
	}

	/**
	 * Holds the report of a failure back, or no longer: whoever collects futures will hand them out to be looked at.
	 *
	 * @param change 1 to hold it, -1 to let go.
	 * @internal
	 */
	holdReport(change: 1 | -1): void {
		this.looks += 2 * change;
		if (this.failedUnseen()) this.scheduler.watchFailure(this);
	}

	/**
	 * Tells whether it failed and nobody has looked or is about to.
	 *
	 * @returns whether it did.
	 * @internal
	 */
	failedUnseen(): boolean {
		return this.state === FAILED && this.looks === 0;
	}

	/**
	 * Cancels it with the very error that its coroutine ended with.
	 *
	 * @param error what whoever waits for it will see thrown.
	 * @throws InvalidStateError if it is done already.
	 */
	protected cancelWith(error: CancelledError): void {
		this.settle(CANCELLED, error);
	}

	/**
	 * Gives it the result that it was settled without: one that is worked out only when somebody looks. Throws nothing.
	 *
	 * @param value the result.
	 */
	protected supply(value: T): void {
		this.value = value;
	}

	/**
	 * Cancels it although it is settled: whoever settled it takes back what nobody has seen. Throws nothing.
	 *
	 * @param message what the CancelledError says.
	 */
	protected recall(message: string | undefined): void {
		this.state = CANCELLED;
		this.value = message;
	}

	/** The error that stands for the cancellation; made when first needed, the same one afterwards. */
	private cancelledError(): CancelledError {
		if (!(this.value instanceof CancelledError)) {
			this.value = new CancelledError(typeof this.value === "string" ? this.value : "");
		}
		return this.value as CancelledError;
	}

	private removeObservers(isMeant: (job: Job) => boolean): number {
		if (this.observers === null) return 0;
		const all = Array.isArray(this.observers) ? this.observers : [this.observers];
		const kept = all.filter((job) => !isMeant(job));
		this.observers = kept.length > 0 ? kept : null;
		// Whoever was removed will not look any more.
		if (kept.length === 0) this.looks &= ~LOOKED;
		return all.length - kept.length;
	}

	private settle(state: number, value: unknown): void {
		if (this.state !== PENDING) {
			throw new InvalidStateError(`Cannot settle a future twice: it is ${stateNames[this.state]} already`);
		}
		this.state = state;
		this.value = value;
		const { observers } = this;
		if (observers === null) return;
		this.observers = null;
		if (!Array.isArray(observers)) this.scheduler.enqueue(observers);
		else for (const job of observers) this.scheduler.enqueue(job);
	}
}

shownAs(Future, String);
