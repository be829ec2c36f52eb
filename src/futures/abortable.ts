/** Lets an AbortSignal take an operation back. */
import { checkOptions, show } from "../internal/index.js";
import { failedFuture } from "./failed-future.js";
import type { Future } from "./future.js";
import type { OperationOptions } from "./operation-options.js";
import type { Scheduler } from "./scheduler.js";

const listeners = new WeakMap<AbortSignal, AbortListener>();

/**
 * Listens to a signal for all operations that have it: Node warns of a leak where a signal has more than ten listeners.
 * It stops when none of them is left.
 */
class AbortListener {
	readonly #signal: AbortSignal;
	readonly #operations = new Set<Abortable>();
	readonly #onAbort: () => void;

	constructor(signal: AbortSignal) {
		this.#signal = signal;
		this.#onAbort = () => {
			for (const operation of [...this.#operations]) operation.abort(signal.reason);
		};
	}

	add(operation: Abortable): void {
		if (this.#operations.size === 0) this.#signal.addEventListener("abort", this.#onAbort);
		this.#operations.add(operation);
		operation.observe({ run: () => this.#remove(operation) }, false);
	}

	#remove(operation: Abortable): void {
		this.#operations.delete(operation);
		if (this.#operations.size === 0) this.#signal.removeEventListener("abort", this.#onAbort);
	}
}

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
 * @throws TypeError if the options are no object, or the signal is none.
 * @internal
 */
export function alreadyAborted<T>(
	scheduler: Scheduler,
	options: OperationOptions | undefined,
): Future<T> | undefined {
	if (options === undefined) return undefined;
	checkOptions(options, "begin");
	const { signal } = options;
	if (signal === undefined) return undefined;
	if (!(signal instanceof AbortSignal)) {
		throw new TypeError(`Cannot use ${show(signal)} as a signal: it is no AbortSignal`);
	}
	if (!signal.aborted) return undefined;
	return failedFuture(scheduler, signal.reason);
}

/**
 * Has an operation abort when its signal does.
 *
 * @param operation the operation.
 * @param options its options.
 * @returns the operation.
 * @internal
 */
export function abortable<F extends Abortable>(operation: F, options: OperationOptions | undefined): F {
	const signal = options?.signal;
	if (signal === undefined || operation.done()) return operation;
	let listener = listeners.get(signal);
	if (listener === undefined) {
		listener = new AbortListener(signal);
		listeners.set(signal, listener);
	}
	listener.add(operation);
	return operation;
}
