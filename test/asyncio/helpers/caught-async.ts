/** Python's `try: await …; except Kind as error:` in one expression, in async functions. */

/**
 * Waits for something that fails, and gives the error; any other error passes through.
 *
 * @param kind the class of the error.
 * @param awaitable a future, a task or a promise.
 * @returns the error.
 */
export async function caughtAsync<E extends Error>(
	kind: abstract new (...args: never[]) => E,
	awaitable: PromiseLike<unknown>,
): Promise<E> {
	try {
		await awaitable;
	} catch (error) {
		if (error instanceof kind) return error;
		throw error;
	}
	throw new Error(`nothing was thrown, but ${kind.name} was expected`);
}
