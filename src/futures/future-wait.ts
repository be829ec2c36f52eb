/**
 * One `yield*` of a future, in a generator that a task steps.
 *
 * It does what a generator would do that yields the future and then returns its result. A generator of V8's takes 120 bytes
 * for as long as the wait lasts, and twice as long to make; one of these is made for each wait.
 */
import type { Suspension } from "./coroutine.js";
import type { Future } from "./future.js";
import { expectStepping } from "./stepping.js";

/** The iterator of a future; its fields are TypeScript's, as those of Future. */
export class FutureWait<T> implements Generator<Suspension, T, void> {
	/** What is waited for; `undefined` once that is over. */
	private future: Future<T> | undefined;
	private begun: boolean;

	/** @param future what is waited for. */
	constructor(future: Future<T>) {
		this.future = future;
		this.begun = false;
	}

	get [Symbol.toStringTag](): string {
		return "Generator";
	}

	next(): IteratorResult<Suspension, T> {
		const { future } = this;
		if (future === undefined) return over(undefined as T);
		if (!this.begun) {
			expectStepping();
			this.begun = true;
			if (!future.done()) return { done: false, value: future };
		}
		this.future = undefined;
		return over(future.result());
	}

	return(value: T): IteratorResult<Suspension, T> {
		this.future = undefined;
		return over(value);
	}

	throw(exception: unknown): IteratorResult<Suspension, T> {
		this.future = undefined;
		throw exception;
	}

	[Symbol.iterator](): this {
		return this;
	}

	[Symbol.dispose](): void {
		this.future = undefined;
	}
}

// What iterators have of their own in the newer runtimes: map(), take() and others.
const iteratorPrototype: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
Object.setPrototypeOf(FutureWait.prototype, iteratorPrototype);

function over<T>(value: T): IteratorReturnResult<T> {
	return { done: true, value };
}
