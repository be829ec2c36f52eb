/** Lets an AbortSignal take an operation back. */
import type { Future, Job, Scheduler } from "../../futures/index.js";
import { failed } from "./failed.js";
import type { OperationOptions } from "./operation-options.js";

/** A future that can be made to fail from outside. */
interface Abortable extends Future<unknown> {
	abort(reason: unknown): void;
}

/**
 * A future that has failed already, if the signal is aborted already: for the beginning of an operation.
 *
 * @param scheduler the loop.
 * @param options the operation's options.
 * @returns the future; `undefined` where the operation may go on.
 * @throws TypeError if the signal is none.
 */
export function alreadyAborted<T>(
	scheduler: Scheduler,
	options: OperationOptions | undefined,
): Future<T> | undefined {
	const signal = options?.signal;
	if (signal === undefined) return undefined;
	if (!(signal instanceof AbortSignal)) {
		throw new TypeError(`Cannot use ${String(signal)} as a signal: it is no AbortSignal`);
	}
	if (!signal.aborted) return undefined;
	return failed(scheduler, signal.reason);
}

/**
 * Has an operation abort when its signal does.
 *
 * @param operation the operation.
 * @param options its options.
 * @returns the operation.
 */
export function abortable<F extends Abortable>(operation: F, options: OperationOptions | undefined): F {
	const signal = options?.signal;
	if (signal === undefined || operation.done()) return operation;
	const onAbort = () => operation.abort(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	const stopListening: Job = { run: () => signal.removeEventListener("abort", onAbort) };
	operation.observe(stopListening, false);
	return operation;
}
