/** Runs a program. */
import { RuntimeError } from "../errors.js";
import { knownEventLoop, newEventLoop, setEventLoop } from "./current-loop.js";
import type { Runnable } from "./running-methods.js";

/** How {@link run} runs. */
export interface RunOptions {
	/** Whether the loop is in debug mode. */
	readonly debug?: boolean | undefined;
}

/**
 * Runs a program on a loop of its own, and closes the loop afterwards.
 *
 * @param main an async function, a generator function, or what either returns.
 * @param options debug mode.
 * @returns a promise of what `main` returns.
 * @throws RuntimeError if this thread's loop is running already.
 * @throws TypeError if `main` is nothing that can be waited for.
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
export async function run<T>(main: Runnable<T>, options: RunOptions = {}): Promise<T> {
	const before = knownEventLoop();
	if (before?.isRunning()) throw new RuntimeError("Cannot run: this thread's event loop is running already");
	const loop = newEventLoop();
	loop.setDebug(options.debug ?? false);
	setEventLoop(loop);
	try {
		return await loop.runUntilComplete(main);
	} finally {
		setEventLoop(before);
		loop.close();
	}
}
