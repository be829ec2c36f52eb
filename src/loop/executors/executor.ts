/** Something that calls functions elsewhere than in this thread. */

/** A function of a module: `{ module: new URL("./work.js", import.meta.url), name: "work" }`. */
export interface ModuleFunction {
	/** The module's URL. */
	readonly module: URL | string;
	/** Under which name the module exports the function; `"default"` if absent. */
	readonly name?: string | undefined;
}

/** A function of C, as koffi makes it. */
export interface ForeignFunction<A extends unknown[], R> {
	(...args: A): R;
	/**
	 * Calls it in a thread of libuv's.
	 *
	 * @param args its arguments, then a callback that is given the error, if any, and the result.
	 * @throws TypeError where the arguments do not fit the prototype.
	 */
	async(...args: unknown[]): void;
}

/** What an executor can call. */
export type Executable<A extends unknown[], R> = ((...args: A) => R) | ForeignFunction<A, R> | ModuleFunction;

/** Who is told how a call ended. */
export interface CallObserver {
	/**
	 * It returned. Throws nothing.
	 *
	 * @param value what it returned.
	 */
	returned(value: unknown): void;
	/**
	 * It threw, or could not be made. Throws nothing.
	 *
	 * @param reason what it threw.
	 */
	threw(reason: unknown): void;
}

/** Calls functions elsewhere: {@link ThreadPoolExecutor}, or one of your own. */
export interface Executor {
	/**
	 * Calls a function.
	 *
	 * @param callee the function.
	 * @param args its arguments.
	 * @param observer told how it ended, once, later.
	 * @returns takes the call back if it has not begun, and says whether it did; the observer is told nothing then.
	 * @throws TypeError if this executor cannot call it.
	 * @throws RuntimeError if it was shut down.
	 */
	submit(
		callee: Executable<never[], unknown>,
		args: readonly unknown[],
		observer: CallObserver,
	): () => boolean;
	/**
	 * Takes no more calls, and ends when those under way have ended. Twice is harmless. Throws nothing.
	 *
	 * @returns a promise of its end.
	 */
	shutdown(): Promise<void>;
}
