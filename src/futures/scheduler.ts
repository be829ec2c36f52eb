/** All that a future knows of the loop it belongs to. */
import type { ExceptionContext } from "./exception-context.js";
import type { Future } from "./future.js";
import type { Job } from "./job.js";
import type { Task, TaskOptions, TaskSource } from "./task.js";

/** Something that has a scheduler: an event loop, to those who use it. */
export interface SchedulerOwner {
	/** What runs the callbacks of its futures. */
	readonly scheduler: Scheduler;
}

/** What runs a future's callbacks: the inside of an event loop. */
export interface Scheduler {
	/** The event loop whose inside it is. */
	readonly loop: SchedulerOwner;
	/** Whether it was closed: nothing is timed any more. */
	readonly isClosed?: boolean;
	/** Makes its tasks, from whatever they are made; `undefined` for plain ones. */
	readonly taskFactory?:
		| (<T>(source: TaskSource<T>, options: Omit<TaskOptions, "loop"> | undefined) => Task<T>)
		| undefined;
	/**
	 * Runs a job in the next round, after all that was enqueued before it. Throws nothing.
	 *
	 * @param job what to run.
	 */
	enqueue(job: Job): void;
	/**
	 * Runs a job once a time has passed. Throws nothing.
	 *
	 * @param delay how long from now, in milliseconds.
	 * @param job what to run.
	 * @returns what takes it back.
	 */
	enqueueLater(
		delay: number,
		job: Job,
	): {
		/** Takes it back. Throws nothing. */
		cancel(): void;
	};
	/**
	 * The loop's clock. Throws nothing.
	 *
	 * @returns milliseconds.
	 */
	time(): number;
	/**
	 * Reports an exception that nobody can be given. Throws nothing.
	 *
	 * @param context what happened.
	 */
	callExceptionHandler(context: ExceptionContext): void;
	/**
	 * Told when a promise was settled: its reactions are microtasks, and must not be kept waiting by further rounds.
	 * Throws nothing.
	 */
	promiseSettled(): void;
	/**
	 * Told when a future failed while nobody looked at it; it is reported if that stays so. Throws nothing.
	 *
	 * @param future the future.
	 */
	watchFailure(future: Future<unknown>): void;
}
