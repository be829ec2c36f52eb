/** How a loop reports what goes wrong. */
import type { ExceptionContext } from "../futures/index.js";
import type { EventLoop } from "./event-loop.js";

/** A function that is told of exceptions which no caller could be given. */
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;

/** What a loop has done so far; see {@link DebuggingMethods.statistics}. */
export interface LoopStatistics {
	/** Jobs that wait for the next round. */
	readonly ready: number;
	/** Timers that run. */
	readonly timers: number;
	/** Descriptors that are registered with the selector, and requests that the kernel carries out (io_uring). */
	readonly watched: number;
	/** Whether something keeps the process alive. */
	readonly holding: boolean;
}

/** Errors that nobody can be given, and debug mode. */
export interface DebuggingMethods {
	/**
	 * Says who is told of exceptions in callbacks and of failures that nobody looks at.
	 *
	 * @param handler called with the loop and what happened; the default if `undefined`, which writes message and stack to
	 * standard error.
	 * @throws TypeError if it is neither a function nor `undefined`.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_exception_handler
	 */
	setExceptionHandler(handler: ExceptionHandler | undefined): void;

	/**
	 * The handler that was set. Throws nothing.
	 *
	 * @returns the handler; `undefined` where the default serves.
	 */
	getExceptionHandler(): ExceptionHandler | undefined;

	/**
	 * Reports an exception to the handler.
	 *
	 * @param context what happened.
	 * @throws TypeError if the context is no object.
	 * @example
	 * ```ts
	 * import { newEventLoop } from "evloop";
	 *
	 * const loop = newEventLoop();
	 * loop.setExceptionHandler((_loop, { message }) => console.log(message)); // something went wrong
	 * loop.callExceptionHandler({ message: "something went wrong" });
	 * loop.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_exception_handler
	 */
	callExceptionHandler(context: ExceptionContext): void;

	/**
	 * What the default handler does: writes message and stack to standard error.
	 *
	 * @param context what happened.
	 * @throws TypeError if the context is no object.
	 */
	defaultExceptionHandler(context: ExceptionContext): void;

	/**
	 * Switches debug mode, in which callbacks that take longer than `slowCallbackDuration` are reported on standard error.
	 * Throws nothing.
	 *
	 * @param enabled whether it is on.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_debug
	 */
	setDebug(enabled: boolean): void;

	/**
	 * Asks whether debug mode is on. Throws nothing.
	 *
	 * @returns whether it is.
	 */
	getDebug(): boolean;

	/** How long a callback may take before debug mode reports it, in milliseconds; 100 from the start. */
	slowCallbackDuration: number;

	/**
	 * How things stand. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): LoopStatistics;
}
