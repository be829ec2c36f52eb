/**
 * What a promise is rejected with, also where that is no Error to ava (an AbortSignal's reason).
 *
 * @param promise the promise or future.
 * @returns the reason.
 * @throws Error if it is fulfilled.
 */
export async function reasonOf(promise: PromiseLike<unknown>): Promise<unknown> {
	let value: unknown;
	try {
		value = await promise;
	} catch (reason) {
		return reason;
	}
	throw new Error(`Fulfilled with ${String(value)}, where a rejection was expected`);
}

/**
 * The name of what a promise is rejected with.
 *
 * @param promise the promise or future.
 * @returns the name of the error.
 * @throws Error if it is fulfilled.
 */
export async function errorName(promise: PromiseLike<unknown>): Promise<string> {
	return ((await reasonOf(promise)) as Error).name;
}
