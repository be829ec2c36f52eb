/** The executor of a loop that was not given one: a pool of threads, made when it is first needed. */
import { RuntimeError } from "../errors.js";
import { checkExecutor } from "./check-executor.js";
import { type Executor, ThreadPoolExecutor } from "./executors/index.js";

/** Holds a loop's default executor. */
export class DefaultExecutor {
	#executor: Executor | undefined;
	#shutDown = false;

	/**
	 * Finds it, or makes it.
	 *
	 * @returns the executor.
	 * @throws RuntimeError if it was shut down.
	 */
	get(): Executor {
		if (this.#shutDown) throw new RuntimeError("Cannot run in the default executor: it was shut down");
		this.#executor ??= new ThreadPoolExecutor({ threadNamePrefix: "evloop" });
		return this.#executor;
	}

	/**
	 * Puts another in its place.
	 *
	 * @param executor the executor.
	 * @throws TypeError if it is none.
	 */
	set(executor: Executor): void {
		checkExecutor(executor);
		this.#executor = executor;
	}

	/**
	 * Shuts it down.
	 *
	 * @returns a promise of its end.
	 */
	async shutdown(): Promise<void> {
		this.#shutDown = true;
		await this.#executor?.shutdown();
	}
}
