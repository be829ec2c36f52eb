/** Runs a body under a time limit. */
import type { Coroutine } from "../coroutine.js";
import { isGeneratorFunction } from "../is-generator-function.js";
import { inTask } from "./in-task.js";
import { runBody } from "./run-body.js";
import { Timeout } from "./timeout-scope.js";

/** What a time limit is set for: an async function, a generator function, or a function that makes a generator. */
export type TimeoutBody<T> = (scope: Timeout) => Coroutine<T> | PromiseLike<T>;

/**
 * Runs a body until a moment.
 *
 * @param when the moment, on the loop's clock; `undefined` for never.
 * @param body what is run.
 * @returns a coroutine if the body is a generator function, else a task: a promise, which `yield*` takes as well.
 */
export function runWithTimeout<T>(when: number | undefined, body: TimeoutBody<T>): Coroutine<T> | Promise<T> {
	const scope = new Timeout(when);
	if (isGeneratorFunction(body)) return stepWithin(scope, body);
	return inTask(() => awaitWithin(scope, body));
}

function* stepWithin<T>(scope: Timeout, body: (scope: Timeout) => Coroutine<T>): Coroutine<T> {
	let failure: { readonly reason: unknown } | undefined;
	scope.enter();
	try {
		return yield* body(scope);
	} catch (reason) {
		failure = { reason };
		throw reason;
	} finally {
		scope.leave(failure);
	}
}

async function awaitWithin<T>(scope: Timeout, body: TimeoutBody<T>): Promise<T> {
	let failure: { readonly reason: unknown } | undefined;
	scope.enter();
	try {
		return await runBody(body, scope);
	} catch (reason) {
		failure = { reason };
		throw reason;
	} finally {
		scope.leave(failure);
	}
}
