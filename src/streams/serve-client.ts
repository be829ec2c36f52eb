/** Has a server's callback serve a connection. */
import { types } from "node:util";
import {
	type AsyncContext,
	type Coroutine,
	iscoroutine,
	iscoroutinefunction,
	type Job,
	type Scheduler,
	type Task,
	type TaskSource,
} from "../futures/index.js";
import { makeTask } from "../futures/internals.js";
import type { StreamCallback } from "./stream-callback.js";
import type { StreamReader } from "./stream-reader.js";
import type { StreamWriter } from "./stream-writer.js";

type AsyncCallback = (reader: StreamReader, writer: StreamWriter) => PromiseLike<unknown>;
type GeneratorCallback = (reader: StreamReader, writer: StreamWriter) => Coroutine<unknown>;

/** What a server does with its connections: the same for all of them. */
export interface Serving {
	readonly callback: StreamCallback;
	/** What the tasks run in; that of the caller if absent. */
	readonly context: AsyncContext | undefined;
}

/** A connection that is being served; told when that is over. */
class Service implements Job {
	private readonly task: Task<unknown>;
	private readonly writer: StreamWriter;

	constructor(task: Task<unknown>, writer: StreamWriter) {
		this.task = task;
		this.writer = writer;
		task.observe(this);
	}

	/** The callback has returned, thrown, or was cancelled. */
	run(): void {
		const { task, writer } = this;
		const exception = task.cancelled() ? undefined : task.exception();
		if (exception !== undefined) {
			task.getLoop().scheduler.callExceptionHandler({
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
 * @param serving the callback, and what it runs in.
 * @param reader what the peer sends.
 * @param writer what is sent to the peer.
 */
export function serveClient(
	scheduler: Scheduler,
	{ callback, context }: Serving,
	reader: StreamReader,
	writer: StreamWriter,
): void {
	const source = sourceOf(callback, reader, writer);
	const options = { eagerStart: !iscoroutinefunction(callback), context };
	new Service(makeTask(source, scheduler, options), writer);
}

/** What the task runs. It has that for as long as the connection lasts, so it is as small as it can be. */
function sourceOf(callback: StreamCallback, reader: StreamReader, writer: StreamWriter): TaskSource<unknown> {
	if (iscoroutinefunction(callback)) {
		return types.isAsyncFunction(callback)
			? (callback as AsyncCallback).bind(undefined, reader, writer)
			: generatorOf(callback as GeneratorCallback, reader, writer);
	}
	return () => {
		const started = callback(reader, writer);
		return iscoroutine(started) ? (started as Coroutine<unknown>) : Promise.resolve(started);
	};
}

/** Its generator, which has not begun; only the defaults of parameters can throw here, and that is the task's to tell. */
function generatorOf(
	callback: GeneratorCallback,
	reader: StreamReader,
	writer: StreamWriter,
): TaskSource<unknown> {
	try {
		return callback(reader, writer);
	} catch (error) {
		return () => Promise.reject(error);
	}
}
