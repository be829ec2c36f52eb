/**
 * Task: steps a generator coroutine, one turn of the loop after another.
 *
 * The steps are asyncio's: the first in the turn after it was made, each later one in the turn after the future it waits
 * for was done; cancellation cancels that future, or is thrown in at the next step.
 */
import { inspect } from "node:util";
import { CancelledError, RuntimeError } from "../errors.js";
import { type AsyncContext, captureContext } from "./async-context.js";
import { type Coroutine, isCoroutine, type Suspension } from "./coroutine.js";
import { enterStep } from "./current-task.js";
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
	/** That of whoever made it; each step is taken in it. */
	readonly #context: AsyncContext;
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
		if (!isCoroutine(coroutine)) {
			throw new TypeError(`Cannot make a task of ${inspect(coroutine)}: it is no generator`);
		}
		this.#coroutine = coroutine;
		this.#context = captureContext();
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
		const injected = this.#takeInjected();
		this.#waitingFor = undefined;
		let step: IteratorResult<Suspension, T>;
		beginStep();
		const before = enterStep(this);
		try {
			step = this.#step(injected);
		} catch (exception) {
			if (exception instanceof CancelledError) this.cancelWith(exception);
			else super.setException(exception);
			return;
		} finally {
			enterStep(before);
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

	#step(injected: { readonly reason: unknown } | undefined): IteratorResult<Suspension, T> {
		const coroutine = this.#coroutine;
		if (injected === undefined) return this.#context.runInAsyncScope(coroutine.next, coroutine);
		return this.#context.runInAsyncScope(coroutine.throw, coroutine, injected.reason);
	}

	/** What must be thrown into the coroutine instead of resuming it. */
	#takeInjected(): { readonly reason: unknown } | undefined {
		const injected = this.#injected;
		this.#injected = undefined;
		if (!this.#mustCancel) return injected;
		this.#mustCancel = false;
		// Where the future that it waits for was cancelled first, one CancelledError stands for both.
		const failure = this.#waitingFor?.done() ? this.#waitingFor.failure() : undefined;
		if (failure?.reason instanceof CancelledError) return failure;
		return { reason: new CancelledError(this.#cancelMessage) };
	}

	#suspend(suspension: Suspension): void {
		if (suspension === undefined) {
			this.scheduler.enqueue(this);
			return;
		}
		const complaint = this.#complaintAbout(suspension);
		if (complaint !== undefined) {
			// Thrown into the coroutine at its next step, where the stack says who yielded.
			this.#injected = { reason: new RuntimeError(`${this} ${complaint}`) };
			this.scheduler.enqueue(this);
			return;
		}
		this.#waitingFor = suspension;
		suspension.observe(this);
		if (this.#mustCancel && suspension.cancel(this.#cancelMessage)) this.#mustCancel = false;
	}

	#complaintAbout(suspension: unknown): string | undefined {
		if (!(suspension instanceof Future)) {
			return `cannot wait for ${inspect(suspension)}: yield* a future instead`;
		}
		if ((suspension as Future<unknown>) === this) return "cannot wait for itself";
		if (suspension.getLoop() !== this.getLoop()) return `cannot wait for ${suspension}: it is another loop's`;
		return undefined;
	}
}
