/** Which loop is meant where nobody says so. Each thread has its own, since each has this module for itself. */
import { RuntimeError } from "../errors.js";
import { activeScheduler, provideScheduler } from "../futures/index.js";
import type { EventLoop } from "./event-loop.js";
import { newDefaultLoop } from "./new-default-loop.js";

let current: EventLoop | undefined;

/**
 * This thread's event loop: the one that was set, else one that is made at the first call.
 *
 * @returns the loop; a new one if the last was closed.
 * @throws OSError if a selector cannot be made.
 * @example
 * ```ts
 * import { getEventLoop } from "evloop";
 *
 * console.log(getEventLoop() === getEventLoop()); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_event_loop
 */
export function getEventLoop(): EventLoop {
	const active = activeScheduler()?.loop as EventLoop | undefined;
	if (active !== undefined) return active;
	if (current === undefined || current.isClosed()) current = newEventLoop();
	return current;
}

/**
 * This thread's event loop, if it has one.
 *
 * @returns the loop; `undefined` where none was set or asked for yet.
 */
export function knownEventLoop(): EventLoop | undefined {
	return current;
}

/**
 * Makes another event loop, with a selector of its own.
 *
 * @returns the loop; close it when it has served.
 * @throws OSError if a selector cannot be made.
 * @example
 * ```ts
 * import { newEventLoop } from "evloop";
 *
 * using loop = newEventLoop();
 * console.log(loop.isClosed()); // false
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.new_event_loop
 */
export function newEventLoop(): EventLoop {
	return newDefaultLoop();
}

/**
 * Says which loop {@link getEventLoop} returns in this thread. Throws nothing.
 *
 * @param loop the loop; `undefined` to have one made when it is asked for.
 * @example
 * ```ts
 * import { getEventLoop, newEventLoop, setEventLoop } from "evloop";
 *
 * using loop = newEventLoop();
 * setEventLoop(loop);
 * console.log(getEventLoop() === loop); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.set_event_loop
 */
export function setEventLoop(loop: EventLoop | undefined): void {
	current = loop;
}

/**
 * The loop that runs right now: the one whose turn it is or whose task is running, else this thread's if one of its run methods is under way.
 *
 * @returns the loop.
 * @throws RuntimeError if no loop runs.
 * @example
 * ```ts
 * import { getEventLoop, getRunningLoop } from "evloop";
 *
 * const loop = getEventLoop();
 * loop.callSoon(() => console.log(getRunningLoop() === loop)); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_running_loop
 */
export function getRunningLoop(): EventLoop {
	const active = activeScheduler()?.loop as EventLoop | undefined;
	if (active !== undefined) return active;
	if (current?.isRunning()) return current;
	throw new RuntimeError("no running event loop");
}

provideScheduler(() => getEventLoop().scheduler);
