/**
 * TaskGroup: tasks that end before the block that started them does.
 *
 * The first that fails has the others cancelled, and the body too: its task is asked to cancel itself, and that request
 * is taken back when the group ends, so that one from outside is never lost among ours.
 */
import { CancelledError, RuntimeError } from "../../errors.js";
import { shownAs } from "../../internal/index.js";
import { type Coroutine, isCoroutine } from "../coroutine.js";
import { currentScheduler } from "../current-scheduler.js";
import { currentTask } from "../current-task.js";
import type { Future } from "../future.js";
import { isGeneratorFunction } from "../is-generator-function.js";
import { makeTask } from "../make-task.js";
import type { Task, TaskOptions, TaskSource } from "../task.js";
import { checkBody } from "./check-body.js";
import { driveAsync } from "./drive-async.js";
import { inTask } from "./in-task.js";
import { runBody } from "./run-body.js";
import { Waiter } from "./waiter.js";

type Failure = { readonly reason: unknown } | undefined;

/**
 * A group of tasks that are waited for together; made by {@link TaskGroup.run}.
 *
 * @example
 * ```ts
 * import { getEventLoop, sleep, TaskGroup } from "evloop";
 *
 * const total = await TaskGroup.run(async (group) => {
 * 	const tasks = [1, 2, 3].map((n) => group.createTask(() => sleep(1, n)));
 * 	let sum = 0;
 * 	for (const task of tasks) sum += await task;
 * 	return sum;
 * });
 * console.log(total); // 6
 *
 * await getEventLoop().createTask(function* () {
 * 	try {
 * 		yield* TaskGroup.run(function* (group) {
 * 			group.createTask(function* () {
 * 				yield* sleep(1);
 * 				throw new Error("one failed");
 * 			});
 * 			yield* sleep(60_000);
 * 		});
 * 	} catch (error) {
 * 		console.log((error as AggregateError).errors.map(String)); // [ 'Error: one failed' ]
 * 	}
 * });
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.TaskGroup
 */
export class TaskGroup {
	readonly #tasks = new Set<Task<unknown>>();
	readonly #errors: unknown[] = [];
	#parent: Task<unknown> | undefined;
	#exiting = false;
	#aborting = false;
	/** Whether the parent was asked to cancel itself by us. */
	#askedParent = false;
	#waiter: Waiter | undefined;

	private constructor() {}

	/**
	 * Runs a body that starts tasks in a group, and waits until all of them have ended.
	 *
	 * An async function runs in a task of its own, which begins at once, and is awaited; with a generator function it is a coroutine
	 * for `yield*`, and the body runs in the task that calls. When one of the tasks fails, the others and the body are cancelled; when the body fails or
	 * is cancelled, the tasks are. Once all have ended, the failures are thrown together: those of the tasks in the order
	 * in which they failed, then the body's own. Cancellations are none of them; one from outside is thrown on only where
	 * nothing has failed.
	 *
	 * @param body gets the group.
	 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
	 * @throws AggregateError of the failures, if there were any.
	 * @throws CancelledError if the running task was cancelled from outside.
	 * @throws TypeError if the body is no function.
	 * @throws RuntimeError if a generator's is stepped outside of a task.
	 */
	static run<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T>;
	/**
	 * Runs a body that starts tasks in a group, and waits until all of them have ended.
	 *
	 * An async function runs in a task of its own, which begins at once, and is awaited; with a generator function it is a coroutine
	 * for `yield*`, and the body runs in the task that calls. When one of the tasks fails, the others and the body are cancelled; when the body fails or
	 * is cancelled, the tasks are. Once all have ended, the failures are thrown together: those of the tasks in the order
	 * in which they failed, then the body's own. Cancellations are none of them; one from outside is thrown on only where
	 * nothing has failed.
	 *
	 * @param body gets the group.
	 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
	 * @throws AggregateError of the failures, if there were any.
	 * @throws CancelledError if the running task was cancelled from outside.
	 * @throws TypeError if the body is no function.
	 * @throws RuntimeError if a generator's is stepped outside of a task.
	 */
	static run<T>(body: (group: TaskGroup) => PromiseLike<T>): Promise<T>;
	static run<T>(body: (group: TaskGroup) => Coroutine<T> | PromiseLike<T>): Coroutine<T> | Promise<T> {
		checkBody(body, "TaskGroup.run");
		const group = new TaskGroup();
		if (isGeneratorFunction(body)) return group.#step(body);
		return inTask(() => group.#await(body));
	}

	/**
	 * Starts a task in the group; the loop's task factory makes it.
	 *
	 * @param coroutine a generator, a generator function or an async function.
	 * @param options its name, its context, and whether it begins at once.
	 * @returns the task.
	 * @throws RuntimeError if the group has ended, or is being cancelled; a generator is closed then.
	 * @throws TypeError if it is nothing that a task can run.
	 * @throws Whatever the loop's task factory throws.
	 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.TaskGroup.create_task
	 */
	createTask<T>(coroutine: TaskSource<T>, options?: Omit<TaskOptions, "loop">): Task<T> {
		const complaint = this.#complaint();
		if (complaint !== undefined) {
			if (isCoroutine(coroutine)) coroutine.return(undefined as never);
			throw new RuntimeError(`Cannot create a task in ${this}: ${complaint}`);
		}
		const scheduler = this.#parent?.getLoop().scheduler ?? currentScheduler();
		const task = makeTask(coroutine, scheduler, options);
		this.#tasks.add(task);
		// Also where it has ended already: the body goes on to its next wait before a failure cancels it, as in asyncio.
		task.observe({ awaiter: this.#parent, run: () => this.#taskDone(task) });
		return task;
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns how many tasks it has, how many have failed, and whether it is being cancelled.
	 */
	toString(): string {
		const tasks = this.#tasks.size > 0 ? ` tasks=${this.#tasks.size}` : "";
		const errors = this.#errors.length > 0 ? ` errors=${this.#errors.length}` : "";
		return `<TaskGroup${tasks}${errors}${this.#aborting ? " cancelling" : " entered"}>`;
	}

	*#step<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
		let failure: Failure;
		let value: T | undefined;
		this.#enter();
		try {
			value = yield* body(this);
		} catch (reason) {
			failure = { reason };
		}
		yield* this.#leave(failure);
		return value as T;
	}

	async #await<T>(body: (group: TaskGroup) => Coroutine<T> | PromiseLike<T>): Promise<T> {
		let failure: Failure;
		let value: T | undefined;
		this.#enter();
		try {
			value = await runBody(body, this);
		} catch (reason) {
			failure = { reason };
		}
		await driveAsync(this.#leave(failure));
		return value as T;
	}

	#enter(): void {
		this.#parent = currentTask();
		if (this.#parent === undefined) throw new RuntimeError("Cannot enter a TaskGroup outside of a task");
	}

	/** Waits for the tasks, and throws what must be thrown. */
	*#leave(failure: Failure): Generator<Future<unknown>, void, void> {
		this.#exiting = true;
		if (failure !== undefined && !this.#aborting) this.#abort();
		const bodyCancelled = failure?.reason instanceof CancelledError;
		let cancellation = (yield* this.#allDone()) ?? (bodyCancelled ? failure : undefined);
		// What we asked for we must take back; if nobody else asks, there is no cancellation.
		if (this.#askedParent && this.#parent?.uncancel() === 0) cancellation = undefined;
		const errors = this.#errors;
		if (cancellation !== undefined && errors.length === 0) throw cancellation.reason;
		if (failure !== undefined && !bodyCancelled) errors.push(failure.reason);
		if (errors.length === 0) return;
		this.#keepCancelled();
		const noun = errors.length === 1 ? "sub-exception" : "sub-exceptions";
		throw new AggregateError([...errors], `unhandled errors in a TaskGroup (${errors.length} ${noun})`);
	}

	/** Waits until no task is left; returns the cancellation that came meanwhile, if the group was whole until then. */
	*#allDone(): Generator<Future<unknown>, Failure, void> {
		let cancellation: Failure;
		while (this.#tasks.size > 0) {
			const waiter = new Waiter({ loop: this.#parent?.getLoop() });
			this.#waiter = waiter;
			try {
				yield waiter;
				waiter.result();
			} catch (reason) {
				if (!(reason instanceof CancelledError)) throw reason;
				if (!this.#aborting) {
					cancellation = { reason };
					this.#abort();
				}
			}
			this.#waiter = undefined;
		}
		return cancellation;
	}

	#taskDone(task: Task<unknown>): void {
		this.#tasks.delete(task);
		if (this.#tasks.size === 0) this.#waiter?.release();
		const failure = task.failure();
		if (failure === undefined || task.cancelled()) return;
		this.#errors.push(failure.reason);
		const parent = this.#parent;
		if (parent === undefined || parent.done()) this.#reportOrphan(task, failure.reason);
		else if (!this.#aborting && !this.#askedParent) {
			this.#abort();
			this.#askedParent = true;
			parent.cancel();
		}
	}

	#abort(): void {
		this.#aborting = true;
		for (const task of this.#tasks) task.cancel();
	}

	/** A cancellation from outside that gives way to the failures must strike at the parent's next wait. */
	#keepCancelled(): void {
		const parent = this.#parent;
		if (parent === undefined || parent.cancelling() === 0) return;
		parent.uncancel();
		parent.cancel();
	}

	#reportOrphan(task: Task<unknown>, exception: unknown): void {
		task.getLoop().scheduler.callExceptionHandler({
			message: `${task} has failed, but the task of its group has ended already`,
			exception,
			task,
		});
	}

	#complaint(): string | undefined {
		if (this.#exiting && this.#tasks.size === 0) return "it is finished";
		return this.#aborting ? "it is shutting down" : undefined;
	}
}

shownAs(TaskGroup, String);
