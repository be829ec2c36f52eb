/**
 * One `yield*` of a future, in a generator that a task steps.
 *
 * It does what a generator would do that yields the future and then returns its result. A generator of V8's takes 120 bytes
 * for as long as the wait lasts, and twice as long to make; one of these is made for each wait. It is also the one result that
 * it has before its end: what is not done, and has the future for its value.
 */
import type { Suspension } from "./coroutine.js";
import type { Future } from "./future.js";
import { expectStepping } from "./stepping.js";

/** The iterator of a future; its fields are TypeScript's, as those of Future. */
export class FutureWait<T> implements Generator<Suspension, T, void> {
	/** What is waited for; `undefined` once that is over. */
	private future: Future<T> | undefined;
	/** What the task was given, once it was: the future. */
	value: Future<T> | undefined;

	/** @param future what is waited for. */
	constructor(future: Future<T>) {
		this.future = future;
		this.value = undefined;
	}

	/** As a result, it is of a wait. */
	get done(): false {
		return false;
	}

	get [Symbol.toStringTag](): string {
		return "Generator";
	}

	next(): IteratorResult<Suspension, T> {
		const { future } = this;
		if (future === undefined) return over(undefined as T);
		if (this.value === undefined) {
			expectStepping();
			if (!future.done()) {
				this.value = future;
				return this as IteratorYieldResult<Suspension>;
			}
		}
		this.forget();
		return over(future.result());
	}

	return(value: T): IteratorResult<Suspension, T> {
		this.forget();
		return over(value);
	}

	throw(exception: unknown): IteratorResult<Suspension, T> {
		this.forget();
		throw exception;
	}

	[Symbol.iterator](): this {
		return this;
	}

	[Symbol.dispose](): void {
		this.forget();
	}

	/**
	 * Lets go of the future, and of its result with it. Node 20's generators keep what they yielded last: a message of each
	 * connection would stay.
	 */
	private forget(): void {
		this.future = undefined;
		this.value = undefined;
	}
}

// What iterators have of their own in the newer runtimes: map(), take() and others.
const iteratorPrototype: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
Object.setPrototypeOf(FutureWait.prototype, iteratorPrototype);

function over<T>(value: T): IteratorReturnResult<T> {
	return { done: true, value };
}
