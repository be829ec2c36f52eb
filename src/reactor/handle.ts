/** A callback on its way through the ready queue. */
import { type AsyncContext, captureContext, type Scheduler } from "../futures/index.js";
import { shownAs } from "../internal/index.js";

/** A function that takes whatever arguments were handed over with it. */
export type Callback<A extends unknown[]> = (...args: A) => unknown;

/**
 * A callback that a loop will call; `cancel()` takes it back.
 *
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.Handle
 */
export class Handle {
	private callback: Callback<unknown[]> | undefined;
	private args: readonly unknown[];
	private readonly scheduler: Scheduler;
	private readonly context: AsyncContext;

	/** @hidden */
	constructor(scheduler: Scheduler, callback: Callback<never[]>, args: readonly unknown[]) {
		this.scheduler = scheduler;
		this.callback = callback as Callback<unknown[]>;
		this.args = args;
		this.context = captureContext();
	}

	/** Takes the callback back: it is not called any more. Twice is harmless. Throws nothing. */
	cancel(): void {
		this.callback = undefined;
		this.args = [];
	}

	/**
	 * Asks whether it was taken back. Throws nothing.
	 *
	 * @returns whether it was.
	 */
	cancelled(): boolean {
		return this.callback === undefined;
	}

	/**
	 * Calls the callback in the context it was handed over in, and reports what it throws.
	 *
	 * @internal
	 */
	run(): void {
		if (this.callback === undefined) return;
		try {
			const returned: unknown = this.context.runInAsyncScope(this.callback, undefined, ...this.args);
			// An async function: what it awaits it says in a microtask, which the turn's further rounds may not keep waiting.
			if (returned instanceof Promise) this.scheduler.promiseSettled();
		} catch (exception) {
			this.scheduler.callExceptionHandler({
				message: `Exception in callback ${this}`,
				exception,
				handle: this,
			});
		}
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns the callback's name.
	 */
	toString(): string {
		const what = this.callback === undefined ? "cancelled" : nameOf(this.callback) || "anonymous";
		return `<${this.constructor.name} ${what}>`;
	}
}

/** A function's name, which can be made anything. */
function nameOf(callback: Callback<never[]>): string {
	try {
		return String(callback.name);
	} catch {
		return "";
	}
}

shownAs(Handle, String);
