/** Runs a program. */
import { Runner, type RunnerOptions } from "./runner.js";
import type { Runnable } from "./running-methods.js";

/**
 * Runs a program on a loop of its own; afterwards cancels what is left of its tasks and closes the loop.
 *
 * The first Ctrl-C cancels `main`, so that its finally blocks run; the next one ends the process.
 *
 * @param main an async function, a generator function, or what either returns.
 * @param options debug mode, and how the loop is made.
 * @returns a promise of what `main` returns.
 * @throws RuntimeError if this thread's loop is running already.
 * @throws TypeError if `main` is nothing that can be waited for, or the options are no object.
 * @throws KeyboardInterrupt if Ctrl-C ended it.
 * @example
 * ```ts
 * import { run, sleep } from "evloop";
 *
 * await run(async () => {
 * 	await sleep(1);
 * 	console.log("main has slept"); // main has slept
 * });
 * ```
 * @see https://docs.python.org/3/library/asyncio-runner.html#asyncio.run
 */
export async function run<T>(main: Runnable<T>, options: RunnerOptions = {}): Promise<T> {
	const runner = new Runner(options);
	try {
		return await runner.run(main);
	} finally {
		await runner.close();
	}
}
