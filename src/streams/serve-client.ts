/** Has a server's callback serve a connection. */
import {
	type AsyncContext,
	type Coroutine,
	iscoroutine,
	iscoroutinefunction,
	type Job,
	type Scheduler,
	type SchedulerOwner,
	Task,
	type TaskOptions,
	type TaskSource,
} from "../futures/index.js";
import type { StreamCallback } from "./stream-callback.js";
import type { StreamReader } from "./stream-reader.js";
import type { StreamWriter } from "./stream-writer.js";

/** A loop that makes its tasks itself, by its task factory. */
interface TaskMaker extends SchedulerOwner {
	createTask?(source: TaskSource<unknown>, options: TaskOptions): Task<unknown>;
}

/** A connection that is being served; told when that is over. */
class Service implements Job {
	private readonly scheduler: Scheduler;
	private readonly task: Task<unknown>;
	private readonly writer: StreamWriter;

	constructor(scheduler: Scheduler, task: Task<unknown>, writer: StreamWriter) {
		this.scheduler = scheduler;
		this.task = task;
		this.writer = writer;
		task.observe(this);
	}

	/** The callback has returned, thrown, or was cancelled. */
	run(): void {
		const { scheduler, task, writer } = this;
		const exception = task.cancelled() ? undefined : task.exception();
		if (exception !== undefined) {
			scheduler.callExceptionHandler({
				message: "Unhandled exception in client_connected_cb",
				exception,
				transport: writer.transport,
			});
		}
		if (exception !== undefined || task.cancelled()) writer.close();
	}
}

/**
 * Runs the callback as a task, which the loop holds; its failure is reported and closes the connection.
 *
 * Coroutine functions begin in the next round, as in asyncio. Any other function is called at once, in a task, too: what it
 * calls may turn out to be asynchronous, and could not be cancelled outside of one.
 *
 * @param scheduler the loop.
 * @param callback the callback.
 * @param reader what the peer sends.
 * @param writer what is sent to the peer.
 * @param context what the task runs in; that of the caller if absent.
 */
export function serveClient(
	scheduler: Scheduler,
	callback: StreamCallback,
	reader: StreamReader,
	writer: StreamWriter,
	context: AsyncContext | undefined,
): void {
	const loop: TaskMaker = scheduler.loop;
	const isCoroutine = iscoroutinefunction(callback);
	const source: TaskSource<unknown> = () => {
		const started = callback(reader, writer);
		return iscoroutine(started) ? (started as Coroutine<unknown>) : Promise.resolve(started);
	};
	const options = { eagerStart: !isCoroutine, context };
	const task = loop.createTask?.(source, options) ?? new Task(source, { ...options, loop });
	new Service(scheduler, task, writer);
}
