/**
 * An async function that belongs to a task.
 *
 * Nobody steps it: it goes on in microtasks of its own. What it waits for shows when `await` calls a future's `then`, in a
 * microtask that carries this body in AsyncLocalStorage. So a cancelled task cancels the futures that its function waits
 * for, and those of every async function that was called in it and is still under way. While it waits for a foreign
 * promise there is nothing to cancel; the request is then delivered at the next `await` of one of our futures.
 */

import { RuntimeError } from "../errors.js";
import { show } from "../internal/index.js";
import type { Continuation } from "./continuation.js";
import { type Coroutine, isCoroutine } from "./coroutine.js";
import { enterStep, taskStorage } from "./current-task.js";
import { Future } from "./future.js";
import type { Task } from "./task.js";
import type { TaskBody } from "./task-body.js";

type Waiting = Continuation<unknown, unknown, unknown>;

/** An async function that a task runs; its fields are TypeScript's, as those of Task. */
export class AsyncBody<T> implements TaskBody {
	readonly task: Task<T>;
	private readonly source: () => PromiseLike<T> | Coroutine<T>;
	/** What it waits for: one future, nearly always. */
	private waiting: Waiting | undefined;
	/** What it waits for besides, in other functions that were called in it. */
	private others: Set<Waiting> | undefined;

	/**
	 * @param task whose body it is.
	 * @param source the function.
	 */
	constructor(task: Task<T>, source: () => PromiseLike<T> | Coroutine<T>) {
		this.task = task;
		this.source = source;
		this.waiting = undefined;
		this.others = undefined;
	}

	step(): void {
		const { task } = this;
		const before = enterStep(undefined);
		try {
			task.getContext().runInAsyncScope(() => taskStorage.run(this, () => this.begin()));
		} catch (exception) {
			task.conclude(exception);
		} finally {
			enterStep(before);
		}
	}

	cancelWait(message: string | undefined): boolean {
		let cancelled = false;
		const first = this.waiting;
		for (const { future } of [...(first === undefined ? [] : [first]), ...(this.others ?? [])]) {
			// One that was cancelled already raises its CancelledError soon: that stands for this request, too.
			if (future.cancel(message) || future.cancelled()) cancelled = true;
		}
		return cancelled;
	}

	/**
	 * Refuses to let a function wait for the task that it is part of.
	 *
	 * @param future what it begins to wait for.
	 * @throws RuntimeError if that is its own task.
	 */
	checkWait(future: Future<unknown>): void {
		if ((future as unknown) === this.task) throw new RuntimeError(`${this.task} cannot wait for itself`);
	}

	/**
	 * One of its functions begins to wait.
	 *
	 * @param waiting what will resume it.
	 */
	beginWait(waiting: Waiting): void {
		if (this.waiting === undefined) this.waiting = waiting;
		else {
			this.others ??= new Set();
			this.others.add(waiting);
		}
		this.task.deliverCancellation(waiting.future);
	}

	/**
	 * One of its functions is resumed.
	 *
	 * @param waiting what resumes it.
	 */
	endWait(waiting: Waiting): void {
		if (this.waiting === waiting) this.waiting = undefined;
		else this.others?.delete(waiting);
	}

	private begin(): void {
		const { task, source } = this;
		const started = source();
		if (isCoroutine(started)) {
			task.adopt(started as Coroutine<T>);
			return;
		}
		if (typeof (started as PromiseLike<T> | undefined)?.then !== "function") {
			throw new TypeError(`${task} was given a function that returned ${show(started)}, not a promise`);
		}
		// What it awaits first is told so in a microtask, which the loop's further rounds must not keep waiting.
		task.getLoop().scheduler.promiseSettled();
		// A native promise's reactions run in the context of this call, where the body is found: no closure a task. What has a
		// `then` of its own may call back from anywhere, and as often as it likes: a promise listens once.
		if (!(started instanceof Future)) void Promise.resolve(started).then(completeCurrent, concludeCurrent);
		else
			started.then(
				(value) => task.complete(value),
				(reason) => task.conclude(reason),
			);
	}
}

function completeCurrent(value: unknown): void {
	taskStorage.getStore()?.task.complete(value);
}

function concludeCurrent(reason: unknown): void {
	taskStorage.getStore()?.task.conclude(reason);
}
