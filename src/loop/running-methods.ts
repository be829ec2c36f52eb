/** How a loop is run, stopped and closed. */
import type { Awaitable, Coroutine, Future } from "../futures/index.js";

/** What {@link RunningMethods.runUntilComplete} waits for. */
export type Runnable<T> = Awaitable<T>;

/**
 * Running a loop.
 *
 * A loop lives inside Node's own and needs no running: `await loop.sockConnect(…)` works at the top level of a module,
 * beside `node:http` and everything else. `runForever` and `runUntilComplete` are there for programs that are written
 * the asyncio way, and for `stop()`. Their `…Sync` forms block the thread in the selector as CPython does, for callbacks
 * and generator coroutines: no promise reaction, no timer and no I/O of Node's runs meanwhile.
 */
export interface RunningMethods {
	/**
	 * Runs until {@link RunningMethods.stop}.
	 *
	 * @returns a promise that is settled after the turn in which `stop` was called.
	 * @throws RuntimeError if the loop is closed or runs already.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * loop.callLater(1, () => loop.stop());
	 * await loop.runForever();
	 * console.log("stopped"); // stopped
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_forever
	 */
	runForever(): Promise<void>;

	/**
	 * Runs until a future, a coroutine or an async function has ended.
	 *
	 * @param main what to wait for; a generator is stepped by a task, a function is called first.
	 * @returns a promise of its result; it rejects with a RuntimeError if the loop is stopped first.
	 * @throws RuntimeError if the loop is closed or runs already.
	 * @throws TypeError if `main` is nothing that can be waited for.
	 * @example
	 * ```ts
	 * import { getEventLoop, sleep } from "evloop";
	 *
	 * console.log(await getEventLoop().runUntilComplete(() => sleep(1, "slept"))); // slept
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_until_complete
	 */
	runUntilComplete<T>(main: Runnable<T>): Promise<T>;

	/**
	 * Runs until {@link RunningMethods.stop}, blocking the thread.
	 *
	 * @throws RuntimeError if the loop is closed or runs already, if it has a signal handler, which could not run, if one of
	 * its own callbacks calls this, or when nothing is
	 * left that could ever happen.
	 * @example
	 * ```ts
	 * import { newEventLoop } from "evloop";
	 *
	 * const loop = newEventLoop();
	 * loop.callLater(1, () => loop.stop());
	 * loop.runForeverSync();
	 * loop.close();
	 * console.log("stopped"); // stopped
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_forever
	 */
	runForeverSync(): void;

	/**
	 * Runs until a future of this loop or a generator coroutine has ended, blocking the thread.
	 *
	 * @param main the future, the generator or the generator function; no promise, since promises rest meanwhile.
	 * @returns its result.
	 * @throws RuntimeError if the loop is closed, runs already, is stopped first, or when nothing is left that could ever
	 * happen.
	 * @throws ValueError if it is a future of another loop.
	 * @throws TypeError if `main` is nothing that can be run so.
	 * @throws Whatever `main` ends with.
	 * @example
	 * ```ts
	 * import { newEventLoop, sleep } from "evloop";
	 *
	 * const loop = newEventLoop();
	 * const answer = loop.runUntilCompleteSync(function* () {
	 * 	yield* sleep(1);
	 * 	return 42;
	 * });
	 * loop.close();
	 * console.log(answer); // 42
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_until_complete
	 */
	runUntilCompleteSync<T>(main: Future<T> | Coroutine<T> | (() => Coroutine<T>)): T;

	/**
	 * Ends `runForever` or `runUntilComplete` after the turn; without one, the next of them ends after its first turn.
	 * Throws nothing.
	 *
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.stop
	 */
	stop(): void;

	/**
	 * Asks whether one of the run methods is under way. Throws nothing.
	 *
	 * @returns whether it is.
	 */
	isRunning(): boolean;

	/**
	 * Asks whether it was closed. Throws nothing.
	 *
	 * @returns whether it was.
	 */
	isClosed(): boolean;

	/**
	 * Ends it for good: what is scheduled is dropped, who waits for a descriptor gets a ConnectionAbortedError, its
	 * selector is closed. Sockets stay open. Twice is harmless.
	 *
	 * @throws RuntimeError if one of the run methods is under way.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.close
	 */
	close(): void;
}
