/** Futures of abort signals. */
import { show } from "../../internal/index.js";
import { Future } from "../future.js";
import type { FutureOptions } from "../future-options.js";

/** Fails when its signal is aborted; it needs nobody to look at it. */
class SignalFuture extends Future<never> {
	readonly #signal: AbortSignal;
	readonly #aborted = (): void => {
		if (!this.done()) this.setException(this.#signal.reason);
	};

	constructor(signal: AbortSignal, options?: FutureOptions) {
		super(options);
		this.#signal = signal;
		if (signal.aborted) this.#aborted();
		else signal.addEventListener("abort", this.#aborted, { once: true });
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.#signal.removeEventListener("abort", this.#aborted);
		return true;
	}

	/** A signal that is aborted where nobody waits is no error. */
	override failedUnseen(): boolean {
		return false;
	}
}

/**
 * Makes a future that fails with the signal's reason when an AbortSignal is aborted; give it to {@link race} or
 * {@link wait} beside what the signal may end. Cancel it when it has served: that takes its listener back.
 *
 * @param signal the signal.
 * @param options the loop; this thread's loop if absent.
 * @returns the future; it never has a result.
 * @throws TypeError if it is no AbortSignal.
 * @throws RuntimeError where it has no loop to belong to.
 * @example
 * ```ts
 * import { fromSignal, race, sleep } from "evloop";
 *
 * const controller = new AbortController();
 * setTimeout(() => controller.abort(new Error("enough")), 1);
 * try {
 * 	await race(sleep(60_000), fromSignal(controller.signal));
 * } catch (error) {
 * 	console.log(String(error)); // Error: enough
 * }
 * ```
 * @see https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal
 */
export function fromSignal(signal: AbortSignal, options?: FutureOptions): Future<never> {
	if (!(signal instanceof AbortSignal)) {
		throw new TypeError(`Cannot make a future of ${show(signal)}: it is no AbortSignal`);
	}
	return new SignalFuture(signal, options);
}
