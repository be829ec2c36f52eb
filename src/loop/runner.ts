/** Runs several programs, one after the other, on one loop of its own. */
import { CancelledError, KeyboardInterrupt, RuntimeError } from "../errors.js";
import { type AsyncContext, isCoroutine, type Task, type TaskSource } from "../futures/index.js";
import { checkMethod, checkOptions, show } from "../internal/index.js";
import { cancelAllTasks } from "./cancel-all-tasks.js";
import { knownEventLoop, newEventLoop, setEventLoop } from "./current-loop.js";
import type { EventLoop } from "./event-loop.js";
import { InterruptWatch } from "./interrupt-watch.js";
import type { Runnable } from "./running-methods.js";

/** How a {@link Runner} is made. */
export interface RunnerOptions {
	/** Whether the loop is in debug mode. */
	readonly debug?: boolean | undefined;
	/** Makes the loop; {@link newEventLoop} if absent. */
	readonly loopFactory?: (() => EventLoop) | undefined;
}

/**
 * A loop of its own, made when it is first needed, and closed with what it left behind cancelled.
 *
 * While it runs, the first Ctrl-C cancels what it runs, and the next one ends the process; not where the program listens
 * for SIGINT itself.
 *
 * @example
 * ```ts
 * import { Runner, sleep } from "evloop";
 *
 * const runner = new Runner();
 * console.log(await runner.run(async () => await sleep(1, "first"))); // first
 * console.log(await runner.run(async () => await sleep(1, "second"))); // second
 * await runner.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-runner.html#asyncio.Runner
 */
export class Runner implements AsyncDisposable {
	readonly #debug: boolean | undefined;
	readonly #make: () => EventLoop;
	#loop: EventLoop | undefined;
	#closed = false;

	/**
	 * @param options debug mode, and how the loop is made.
	 * @throws TypeError if the loop factory is no function.
	 */
	constructor(options: RunnerOptions = {}) {
		checkOptions(options, "make a runner");
		const { debug, loopFactory = newEventLoop } = options;
		if (typeof loopFactory !== "function") {
			throw new TypeError(`Cannot make a runner: loopFactory must be a function, got ${show(loopFactory)}`);
		}
		this.#debug = debug;
		this.#make = loopFactory;
	}

	/**
	 * Its loop.
	 *
	 * @returns the loop, made now if it was not needed before.
	 * @throws RuntimeError if the runner is closed.
	 * @throws TypeError if its factory makes no event loop.
	 */
	getLoop(): EventLoop {
		if (this.#closed) throw new RuntimeError("Cannot use this runner: it is closed");
		if (this.#loop === undefined) {
			const demand = "Cannot use this runner: loopFactory must make an event loop";
			this.#loop = checkMethod(this.#make(), "runUntilComplete", demand);
			if (this.#debug !== undefined) this.#loop.setDebug(this.#debug);
		}
		return this.#loop;
	}

	/**
	 * Runs a program.
	 *
	 * @param main an async function, a generator function, a generator, a future or a promise.
	 * @param options the context that it runs in.
	 * @returns a promise of what `main` returns.
	 * @throws RuntimeError if the runner is closed, or this thread's loop is running already.
	 * @throws TypeError if `main` is nothing that can be waited for.
	 * @throws KeyboardInterrupt if Ctrl-C ended it.
	 */
	async run<T>(main: Runnable<T>, options: { readonly context?: AsyncContext } = {}): Promise<T> {
		const before = knownEventLoop();
		if (before?.isRunning()) {
			throw new RuntimeError("Cannot run: this thread's event loop is running already");
		}
		const loop = this.getLoop();
		setEventLoop(loop);
		try {
			const isTask = typeof main === "function" || isCoroutine(main);
			if (!isTask) return await loop.runUntilComplete(main);
			return await this.#runTask(loop.createTask(main as TaskSource<T>, options));
		} finally {
			setEventLoop(before);
		}
	}

	/**
	 * Cancels what is left of its tasks, waits until they have ended, and closes its loop. Twice is harmless.
	 *
	 * @returns a promise of its end.
	 * @throws RuntimeError if it runs.
	 */
	async close(): Promise<void> {
		const loop = this.#loop;
		if (loop?.isRunning()) throw new RuntimeError("Cannot close this runner: it is running");
		this.#closed = true;
		this.#loop = undefined;
		if (loop === undefined) return;
		try {
			await cancelAllTasks(loop);
			await loop.shutdownDefaultExecutor();
		} finally {
			loop.close();
		}
	}

	/**
	 * Closes it at the end of an `await using` block.
	 *
	 * @returns a promise of its end.
	 * @throws RuntimeError if it runs.
	 */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #runTask<T>(task: Task<T>): Promise<T> {
		const watch = new InterruptWatch(task);
		try {
			return await this.getLoop().runUntilComplete(task);
		} catch (error) {
			// What Ctrl-C cancelled, unless somebody else cancelled it, too.
			if (error instanceof CancelledError && watch.interrupted && task.uncancel() === 0) {
				throw new KeyboardInterrupt("Ctrl-C", { cause: error });
			}
			throw error;
		} finally {
			watch.release();
		}
	}
}
