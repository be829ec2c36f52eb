/** Steps a generator: each step in the turn after the future it waited for was done, as asyncio does. */

import { CancelledError, RuntimeError } from "../errors.js";
import { show } from "../internal/index.js";
import type { Coroutine, Suspension } from "./coroutine.js";
import { enterStep } from "./current-task.js";
import { Future } from "./future.js";
import { beginStep, endStep } from "./stepping.js";
import type { Task } from "./task.js";
import type { TaskBody } from "./task-body.js";

/** An exception in a box: anything can be thrown, `undefined` too. */
interface Thrown {
	readonly reason: unknown;
}

/** A generator that a task steps; its fields are TypeScript's, as those of Task. */
export class GeneratorBody<T> implements TaskBody {
	private readonly task: Task<T>;
	private readonly coroutine: Coroutine<T>;
	private waitingFor: Future<unknown> | undefined;
	private injected: Thrown | undefined;

	/**
	 * @param task whose body it is.
	 * @param coroutine the generator, not yet started.
	 */
	constructor(task: Task<T>, coroutine: Coroutine<T>) {
		this.task = task;
		this.coroutine = coroutine;
		this.waitingFor = undefined;
		this.injected = undefined;
	}

	step(): void {
		const injected = this.takeInjected();
		this.waitingFor = undefined;
		const { task } = this;
		let done: boolean | undefined;
		let value: Suspension | T;
		beginStep();
		const before = enterStep(task);
		try {
			// A generator of somebody's own making may give what is no result, or one that throws when it is read.
			({ done, value } = this.advance(injected));
		} catch (exception) {
			task.conclude(exception);
			return;
		} finally {
			enterStep(before);
			endStep();
		}
		if (done) task.complete(value as T);
		else this.suspend(value as Suspension);
	}

	cancelWait(message: string | undefined): boolean {
		return this.waitingFor?.cancel(message) ?? false;
	}

	private advance(injected: Thrown | undefined): IteratorResult<Suspension, T> {
		const { coroutine } = this;
		const context = this.task.getContext();
		if (injected === undefined) return context.runInAsyncScope(coroutine.next, coroutine);
		return context.runInAsyncScope(coroutine.throw, coroutine, injected.reason);
	}

	/** What must be thrown into the generator instead of resuming it. */
	private takeInjected(): Thrown | undefined {
		const injected = this.injected;
		this.injected = undefined;
		const cancelled = this.task.takeCancellation();
		if (cancelled === undefined) return injected;
		// Where the future that it waits for was cancelled first, one CancelledError stands for both.
		const failure = this.waitingFor?.done() ? this.waitingFor.failure() : undefined;
		return failure?.reason instanceof CancelledError ? failure : { reason: cancelled };
	}

	private suspend(suspension: Suspension): void {
		const { scheduler } = this.task.getLoop();
		if (suspension === undefined) {
			scheduler.enqueue(this.task);
			return;
		}
		this.injected = this.complaintAbout(suspension);
		if (this.injected !== undefined) {
			// Thrown into the generator at its next step, where the stack says who yielded.
			scheduler.enqueue(this.task);
			return;
		}
		this.waitingFor = suspension;
		suspension.observe(this.task);
		this.task.deliverCancellation(suspension);
	}

	private complaintAbout(suspension: unknown): Thrown | undefined {
		try {
			const complaint = this.objectionTo(suspension);
			return complaint === undefined ? undefined : { reason: new RuntimeError(`${this.task} ${complaint}`) };
		} catch (reason) {
			// What was yielded may throw at a mere look: that is the generator's to hear, too.
			return { reason };
		}
	}

	private objectionTo(suspension: unknown): string | undefined {
		if (!(suspension instanceof Future)) {
			return `cannot wait for ${show(suspension)}: yield* a future instead`;
		}
		if ((suspension as Future<unknown>) === this.task) return "cannot wait for itself";
		if (suspension.getLoop() !== this.task.getLoop()) {
			return `cannot wait for ${suspension}: it is another loop's`;
		}
		return undefined;
	}
}
