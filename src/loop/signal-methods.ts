/** How a loop hears of signals. */
import type { Callback } from "../reactor/index.js";

/**
 * Callbacks that run when the process gets a signal.
 *
 * Only in the main thread, where signals go, and only while the loop is hosted in Node: a thread that is blocked in
 * `runForeverSync` runs no handler written in JavaScript, so such a run and a handler exclude each other.
 */
export interface SignalMethods {
	/**
	 * Calls a function in a turn of the loop whenever the process gets a signal, until it is removed.
	 *
	 * It takes the place of what the signal would do otherwise: end the process, most often. A handler does not keep the
	 * process alive, and it goes when the loop is closed. Signals of one kind that come close together may be one.
	 *
	 * While `run` runs, a handler of SIGINT takes Ctrl-C over: the main task is not cancelled.
	 *
	 * @param signal its name or its number.
	 * @param callback the function; it takes the place of an earlier one of this loop.
	 * @param args its arguments.
	 * @throws TypeError if `callback` is no function, or `signal` neither a name nor a number.
	 * @throws ValueError if there is no such signal, or Node has no name for it.
	 * @throws RuntimeError if it cannot be caught (SIGKILL, SIGSTOP), the loop is closed or blocks its thread, or this is
	 * a worker thread.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const heard = loop.createFuture<string>();
	 * loop.addSignalHandler("SIGHUP", (what: string) => heard.setResult(what), "read the settings again");
	 * const alive = setInterval(() => {}, 1000);
	 * process.kill(process.pid, "SIGHUP");
	 * console.log(await heard); // read the settings again
	 * clearInterval(alive);
	 * loop.removeSignalHandler("SIGHUP");
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.add_signal_handler
	 */
	addSignalHandler<A extends unknown[]>(
		signal: NodeJS.Signals | number,
		callback: Callback<A>,
		...args: A
	): void;

	/**
	 * Takes the function of {@link SignalMethods.addSignalHandler} back; it is not called any more, not even for a signal
	 * that has come already. Unless others listen for the signal, it does again what it did before.
	 *
	 * @param signal its name or its number.
	 * @returns whether there was one.
	 * @throws TypeError if `signal` is neither a name nor a number.
	 * @throws ValueError if there is no such signal.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.remove_signal_handler
	 */
	removeSignalHandler(signal: NodeJS.Signals | number): boolean;
}
