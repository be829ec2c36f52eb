/** A pool of threads for functions that take long or block. */
import { availableParallelism } from "node:os";
import { RuntimeError } from "../../errors.js";
import { checkOptions, Deque, queueMicrotask } from "../../internal/index.js";
import { checkInteger } from "../../sockets/internals.js";
import { calleeText } from "./callee-text.js";
import type { CallObserver, Executable, Executor } from "./executor.js";
import { type PendingCall, PoolThread } from "./pool-thread.js";

/** How a {@link ThreadPoolExecutor} is made. */
export interface ThreadPoolOptions {
	/** The most threads that it has at a time: 4 more than the machine has cores, 32 at most, if absent. */
	readonly maxWorkers?: number | undefined;
	/** What its threads' names begin with. */
	readonly threadNamePrefix?: string | undefined;
}

let pools = 0;

/**
 * Calls functions in worker threads.
 *
 * A thread has globals of its own: a function is sent there as its source text, so it sees its arguments, the globals and
 * what it imports with `import()`, but nothing of what surrounds it here; a function of a module is sent as its URL and
 * name. Arguments and results are copied (structured clone). A function of C that koffi has made runs in a thread of
 * libuv's and needs none of this.
 *
 * Threads are made when they are needed, and used again. One that rests does not keep the process alive.
 *
 * @example
 * ```ts
 * import { getEventLoop, ThreadPoolExecutor } from "evloop";
 *
 * const pool = new ThreadPoolExecutor({ maxWorkers: 2 });
 * const sum = await getEventLoop().runInExecutor(pool, (a: number, b: number) => a + b, 40, 2);
 * console.log(sum); // 42
 * await pool.shutdown();
 * ```
 * @see https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
 */
export class ThreadPoolExecutor implements Executor, AsyncDisposable {
	readonly #most: number;
	readonly #prefix: string;
	readonly #threads = new Set<PoolThread>();
	readonly #resting: PoolThread[] = [];
	readonly #waiting = new Deque<PendingCall>();
	#underWay = 0;
	#made = 0;
	#shutDown = false;
	#whenIdle: () => void = () => {};

	/**
	 * @param options how many threads, and their names.
	 * @throws TypeError if the options are no object.
	 * @throws TypeError or RangeError if the number of threads is no whole number from 1 to 1024.
	 */
	constructor(options: ThreadPoolOptions = {}) {
		checkOptions(options, "make a pool of threads");
		const { maxWorkers = Math.min(32, availableParallelism() + 4), threadNamePrefix } = options;
		this.#most = checkInteger(maxWorkers, "Cannot make a pool of threads: maxWorkers", 1, 1024);
		pools += 1;
		this.#prefix = threadNamePrefix ?? `ThreadPoolExecutor-${pools}`;
	}

	submit(
		callee: Executable<never[], unknown>,
		args: readonly unknown[],
		observer: CallObserver,
	): () => boolean {
		if (this.#shutDown) throw new RuntimeError("Cannot run anything in this pool: it was shut down");
		if (isForeign(callee)) return callForeign(callee, args, observer);
		const call: PendingCall = {
			message: { callee: calleeText(callee), args },
			observer,
			state: "waiting",
		};
		const thread = this.#resting.pop() ?? this.#another();
		if (thread !== undefined) this.#begin(thread, call);
		else this.#waiting.push(call);
		return () => takeBack(call);
	}

	/**
	 * Takes no more calls, waits for those that were taken, and ends the threads. Twice is harmless. Throws nothing.
	 *
	 * @returns a promise of its end.
	 */
	async shutdown(): Promise<void> {
		this.#shutDown = true;
		if (this.#underWay > 0) {
			await new Promise<void>((resolve) => {
				const before = this.#whenIdle;
				this.#whenIdle = () => {
					before();
					resolve();
				};
			});
		}
		await Promise.all([...this.#threads].map((thread) => thread.end()));
	}

	/**
	 * Shuts it down at the end of an `await using` block. Throws nothing.
	 *
	 * @returns a promise of its end.
	 */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.shutdown();
	}

	#another(): PoolThread | undefined {
		if (this.#threads.size >= this.#most) return undefined;
		const name = `${this.#prefix}_${this.#made}`;
		this.#made += 1;
		const thread = new PoolThread(
			name,
			(each) => this.#next(each),
			(each) => this.#lost(each),
		);
		this.#threads.add(thread);
		return thread;
	}

	#begin(thread: PoolThread, call: PendingCall): void {
		try {
			thread.begin(call);
			this.#underWay += 1;
		} catch (cause) {
			// A function, say. The caller is told as if the call had failed.
			const reason = new TypeError(`Cannot send the arguments to another thread: ${cause}`, { cause });
			call.state = "begun";
			this.#rest(thread);
			queueMicrotask(() => call.observer.threw(reason));
		}
	}

	#next(thread: PoolThread): void {
		this.#underWay -= 1;
		this.#rest(thread);
	}

	/** Gives a thread the next call, if any. */
	#rest(thread: PoolThread): void {
		for (let call = this.#waiting.shift(); call !== undefined; call = this.#waiting.shift()) {
			if (call.state === "taken back") continue;
			this.#begin(thread, call);
			return;
		}
		this.#resting.push(thread);
		if (this.#underWay === 0) this.#whenIdle();
	}

	/** A thread has ended, by its own doing or ours. */
	#lost(thread: PoolThread): void {
		this.#threads.delete(thread);
		const at = this.#resting.indexOf(thread);
		if (at >= 0) {
			this.#resting.splice(at, 1);
			return;
		}
		this.#underWay -= 1;
		const another = this.#waiting.length > 0 ? this.#another() : undefined;
		if (another !== undefined) this.#rest(another);
		else if (this.#underWay === 0) this.#whenIdle();
	}
}

function takeBack(call: PendingCall): boolean {
	if (call.state !== "waiting") return false;
	call.state = "taken back";
	return true;
}

type Foreign = (...args: unknown[]) => unknown;

function isForeign(callee: unknown): callee is Foreign & { async: Foreign } {
	return typeof callee === "function" && typeof (callee as { async?: unknown }).async === "function";
}

/** In a thread of libuv's, which begins at once or as soon as one is free: nobody can take that back. */
function callForeign(
	callee: { async: Foreign },
	args: readonly unknown[],
	observer: CallObserver,
): () => boolean {
	callee.async(...args, (error: unknown, value: unknown) => {
		if (error) observer.threw(error);
		else observer.returned(value);
	});
	return () => false;
}
