/**
 * Listens for one signal, and leaves everything as it was.
 *
 * When Node's last listener goes, libuv gives the signal its default action. That is not what it had: SIGPIPE, which Node
 * ignores, would end the process at the next broken pipe, and SIGINT would no longer restore the terminal. So the action is
 * noted before and put back afterwards, where nobody else listened or listens.
 */
import { SIGACTION_SIZE, sigaction, syscall } from "../ffi/index.js";
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
	readonly #number: number;
	readonly #before: Buffer | undefined;
	readonly #onSignal: () => void;
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
		this.#number = number;
		this.#handle = handle;
		this.#onSignal = () => engine.enqueue(this.#handle);
		if (process.listenerCount(name) === 0) {
			this.#before = Buffer.alloc(SIGACTION_SIZE);
			syscall("sigaction", sigaction(number, null, this.#before));
		}
		process.on(name, this.#onSignal);
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
		process.off(this.name, this.#onSignal);
		this.#count(-1);
		if (this.#before === undefined || process.listenerCount(this.name) > 0) return;
		syscall("sigaction", sigaction(this.#number, this.#before, null));
	}

	#count(change: 1 | -1): void {
		SignalListener.#counts.set(this.name, (SignalListener.#counts.get(this.name) ?? 0) + change);
	}
}
