/** Python's `try: await …; except Kind as error:` in one expression. */
import type { Coroutine, Suspension } from "../../../src/futures/index.js";

/** What `yield*` takes. */
interface Awaitable {
	[Symbol.iterator](): Generator<Suspension, unknown, void>;
}

/**
 * Waits for something that fails, and gives the error; any other error passes through.
 *
 * @param kind the class of the error.
 * @param awaitable a future, a task or a coroutine.
 * @returns the error.
 */
export function* caught<E extends Error>(
	kind: abstract new (...args: never[]) => E,
	awaitable: Awaitable,
): Coroutine<E> {
	try {
		yield* awaitable;
	} catch (error) {
		if (error instanceof kind) return error;
		throw error;
	}
	throw new Error(`nothing was thrown, but ${kind.name} was expected`);
}
