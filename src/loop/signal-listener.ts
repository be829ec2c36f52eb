/** Has a loop call back at a signal. */
import { hearSignal } from "../descriptors/internals.js";
import type { Engine, Handle } from "../reactor/index.js";

/** A listener of Node's that enqueues a callback. */
export class SignalListener {
	/** How many of them listen for each signal. */
	static readonly #counts = new Map<NodeJS.Signals, number>();

	/**
	 * Tells whether a loop listens for a signal.
	 *
	 * @param name the signal's name.
	 * @returns whether one does.
	 */
	static hears(name: NodeJS.Signals): boolean {
		return (SignalListener.#counts.get(name) ?? 0) > 0;
	}

	/** What the signal is called. */
	readonly name: NodeJS.Signals;
	readonly #end: () => void;
	#handle: Handle;

	/**
	 * @param engine whose turns the callback runs in.
	 * @param name the signal's name.
	 * @param number its number.
	 * @param handle the callback.
	 * @throws What Node throws where it cannot be caught.
	 */
	constructor(engine: Engine, name: NodeJS.Signals, number: number, handle: Handle) {
		this.name = name;
		this.#handle = handle;
		this.#end = hearSignal(number, () => engine.enqueue(this.#handle));
		this.#count(1);
	}

	/**
	 * Gives it another callback; the earlier one is not called any more.
	 *
	 * @param handle the callback.
	 */
	replace(handle: Handle): void {
		this.#handle.cancel();
		this.#handle = handle;
	}

	/** Ends it. */
	close(): void {
		this.#handle.cancel();
		this.#end();
		this.#count(-1);
	}

	#count(change: 1 | -1): void {
		SignalListener.#counts.set(this.name, (SignalListener.#counts.get(this.name) ?? 0) + change);
	}
}
