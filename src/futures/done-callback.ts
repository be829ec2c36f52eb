/** A callback that waits for a future to be done. */
import { checkMethod } from "../internal/index.js";
import type { AsyncContext } from "./async-context.js";
import type { Future } from "./future.js";
import type { Job } from "./job.js";
import type { Scheduler } from "./scheduler.js";

/** How a done callback is added. */
export interface DoneCallbackOptions {
	/** The context that the callback runs in; that of whoever adds it if absent. */
	readonly context?: AsyncContext | undefined;
}

/** Calls a function with its future, in the context it was added in. */
export class DoneCallback<T> implements Job {
	readonly callback: (future: Future<T>) => void;
	readonly #future: Future<T>;
	readonly #scheduler: Scheduler;
	readonly #context: AsyncContext;

	constructor(
		future: Future<T>,
		scheduler: Scheduler,
		callback: (future: Future<T>) => void,
		context: AsyncContext,
	) {
		this.callback = callback;
		this.#future = future;
		this.#scheduler = scheduler;
		this.#context = checkMethod(
			context,
			"runInAsyncScope",
			"Cannot add a done callback: the context must have a method runInAsyncScope()",
		);
	}

	run(): void {
		try {
			this.#context.runInAsyncScope(this.callback, undefined, this.#future);
		} catch (exception) {
			this.#scheduler.callExceptionHandler({
				message: `Exception in a done callback of ${this.#future}`,
				exception,
				future: this.#future,
			});
		}
	}
}
