/** Hands exceptions to the handler, whatever the handler itself may throw. */
import type { ExceptionContext } from "../futures/index.js";
import { writeException } from "./default-exception-handler.js";

/** A handler with its loop bound. */
type Handler = (context: ExceptionContext) => void;

/**
 * Reports an exception to a handler; if that throws, reports both by the default.
 *
 * @param handler the handler; the default if `undefined`.
 * @param context what happened.
 */
export function reportException(handler: Handler | undefined, context: ExceptionContext): void {
	if (handler === undefined) {
		writeException(context);
		return;
	}
	try {
		handler(context);
	} catch (exception) {
		writeException({ message: "Unhandled error in exception handler", exception });
		writeException(context);
	}
}
