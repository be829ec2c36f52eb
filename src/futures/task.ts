/**
 * Task: steps a generator coroutine, one turn of the loop after another.
 *
 * The steps are asyncio's: the first in the turn after it was made, each later one in the turn after the future it waits
 * for was done; cancellation cancels that future, or is thrown in at the next step.
 */
import { CancelledError, RuntimeError } from "../errors.js";
import type { Coroutine, Suspension } from "./coroutine.js";
import { Future } from "./future.js";
import type { Job } from "./job.js";
import type { SchedulerOwner } from "./scheduler.js";
import { beginStep, endStep } from "./stepping.js";

/** How a {@link Task} is made. */
export interface TaskOptions {
	/** The loop that steps it; this thread's loop if absent. */
	readonly loop?: SchedulerOwner | undefined;
	/** Its name, for messages; `Task-N` if absent. */
	readonly name?: string | undefined;
}

let made = 0;

/**
 * A coroutine on its way through the loop, and the future of what it returns.
 *
 * @example
 * ```ts
 * import { type Coroutine, sleep, Task } from "evloop";
 *
 * function* twice(n: number): Coroutine<number> {
 * 	yield* sleep(1);
 * 	return 2 * n;
 * }
 *
 * console.log(await new Task(twice(21))); // 42
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.Task
 */
export class Task<out T = unknown> extends Future<T> implements Job {
	readonly #coroutine: Coroutine<T>;
	#name: string;
	#waitingFor: Future<unknown> | undefined;
	#mustCancel = false;
	#cancelMessage: string | undefined;
	#cancelRequests = 0;
	#injected: { readonly reason: unknown } | undefined;

	/**
	 * @param coroutine the generator, not yet started.
	 * @param options its loop and its name.
	 * @throws TypeError if it is no generator.
	 * @throws RuntimeError where it has no loop to belong to.
	 */
	constructor(coroutine: Coroutine<T>, options?: TaskOptions) {
		super(options);
		if (typeof coroutine?.next !== "function" || typeof coroutine.throw !== "function") {
			throw new TypeError(`Cannot make a task of ${String(coroutine)}: it is no generator`);
		}
		this.#coroutine = coroutine;
		made += 1;
		this.#name = options?.name ?? `Task-${made}`;
		this.scheduler.enqueue(this);
	}

	/**
	 * Its name. Throws nothing.
	 *
	 * @returns the name.
	 */
	getName(): string {
		return this.#name;
	}

	/**
	 * Gives it another name. Throws nothing.
	 *
	 * @param name the name.
	 */
	setName(name: string): void {
		this.#name = name;
	}

	/**
	 * The generator that it steps. Throws nothing.
	 *
	 * @returns the generator.
	 */
	getCoro(): Coroutine<T> {
		return this.#coroutine;
	}

	/**
	 * How often its cancellation was requested and not taken back. Throws nothing.
	 *
	 * @returns the number.
	 */
	cancelling(): number {
		return this.#cancelRequests;
	}

	/**
	 * Takes one request for cancellation back, for whoever caught the CancelledError and goes on. Throws nothing.
	 *
	 * @returns how many are left.
	 */
	uncancel(): number {
		if (this.#cancelRequests > 0) this.#cancelRequests -= 1;
		if (this.#cancelRequests === 0) this.#mustCancel = false;
		return this.#cancelRequests;
	}

	/**
	 * Requests that a CancelledError be thrown into the coroutine where it waits. Throws nothing.
	 *
	 * @param message what the CancelledError says.
	 * @returns false if the task is done already; else true.
	 */
	override cancel(message?: string): boolean {
		if (this.done()) return false;
		this.#cancelRequests += 1;
		if (this.#waitingFor?.cancel(message)) return true;
		this.#mustCancel = true;
		this.#cancelMessage = message;
		return true;
	}

	/**
	 * A task is settled by its coroutine alone.
	 *
	 * @param _value ignored.
	 * @throws RuntimeError always.
	 */
	override setResult(_value: T): void {
		throw new RuntimeError("Cannot set the result of a task: its coroutine returns it");
	}

	/**
	 * A task is settled by its coroutine alone.
	 *
	 * @param _exception ignored.
	 * @throws RuntimeError always.
	 */
	override setException(_exception: unknown): void {
		throw new RuntimeError("Cannot set the exception of a task: its coroutine throws it");
	}

	/**
	 * Takes the next step; the loop calls it.
	 *
	 * @internal
	 */
	run(): void {
		if (this.done()) return;
		this.#waitingFor = undefined;
		let step: IteratorResult<Suspension, T>;
		beginStep();
		try {
			const injected = this.#takeInjected();
			step = injected === undefined ? this.#coroutine.next() : this.#coroutine.throw(injected.reason);
		} catch (exception) {
			if (exception instanceof CancelledError) super.cancel(exception.message);
			else super.setException(exception);
			return;
		} finally {
			endStep();
		}
		if (!step.done) this.#suspend(step.value);
		else if (this.#mustCancel) super.cancel(this.#cancelMessage);
		else super.setResult(step.value);
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns its state and name.
	 */
	override toString(): string {
		return `${super.toString().slice(0, -1)} name=${this.#name}>`;
	}

	/** What must be thrown into the coroutine instead of resuming it. */
	#takeInjected(): { readonly reason: unknown } | undefined {
		if (this.#mustCancel) {
			this.#mustCancel = false;
			return { reason: new CancelledError(this.#cancelMessage) };
		}
		const injected = this.#injected;
		this.#injected = undefined;
		return injected;
	}

	#suspend(suspension: Suspension): void {
		if (suspension === undefined) {
			this.scheduler.enqueue(this);
		} else if (suspension instanceof Future && (suspension as Future<unknown>) !== this) {
			this.#waitingFor = suspension;
			suspension.observe(this);
			if (this.#mustCancel && suspension.cancel(this.#cancelMessage)) this.#mustCancel = false;
		} else {
			this.#refuse(suspension);
		}
	}

	/** Throws the complaint into the coroutine at its next step, where the stack says who yielded. */
	#refuse(suspension: unknown): void {
		this.#injected = {
			reason: new RuntimeError(
				suspension === this
					? `${this} cannot wait for itself`
					: `${this} cannot wait for ${String(suspension)}: yield* a future instead`,
			),
		};
		this.scheduler.enqueue(this);
	}
}
