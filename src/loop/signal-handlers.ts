/** The signals that a loop listens for: Node hears them, the loop calls back in its turn. */
import { constants } from "node:os";
import { isMainThread } from "node:worker_threads";
import { RuntimeError, ValueError } from "../errors.js";
import { signalName, signalNumber } from "../internal/index.js";
import { type Callback, type Engine, Handle } from "../reactor/index.js";
import { checkCallback } from "./arguments.js";
import { SignalListener } from "./signal-listener.js";

const { SIGKILL, SIGSTOP } = constants.signals;

/** The handlers of one loop, by number. */
export class SignalHandlers {
	readonly #engine: Engine;
	readonly #listeners = new Map<number, SignalListener>();

	/** @param engine whose turns they run in. */
	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/**
	 * Installs a handler; see `SignalMethods.addSignalHandler`.
	 *
	 * @param signal the signal.
	 * @param callback the function.
	 * @param args its arguments.
	 */
	add(signal: unknown, callback: Callback<never[]>, args: readonly unknown[]): void {
		checkCallback(callback, "addSignalHandler");
		const number = signalNumber(signal, "addSignalHandler");
		const name = signalName(number);
		if (name === undefined)
			throw new ValueError(`Cannot addSignalHandler: Node cannot listen for signal ${number}`);
		if (number === SIGKILL || number === SIGSTOP) throw cannotBeCaught(name);
		this.#checkHeard(name);
		const handle = new Handle(this.#engine, callback, args);
		const listener = this.#listeners.get(number);
		if (listener !== undefined) {
			listener.replace(handle);
			return;
		}
		try {
			this.#listeners.set(number, new SignalListener(this.#engine, name, number, handle));
		} catch (error) {
			throw cannotBeCaught(name, error);
		}
	}

	/**
	 * Removes a handler; see `SignalMethods.removeSignalHandler`.
	 *
	 * @param signal the signal.
	 * @returns whether there was one.
	 */
	remove(signal: unknown): boolean {
		const number = signalNumber(signal, "removeSignalHandler");
		const listener = this.#listeners.get(number);
		listener?.close();
		return this.#listeners.delete(number);
	}

	/** Removes all of them. */
	clear(): void {
		for (const number of [...this.#listeners.keys()]) this.remove(number);
	}

	/**
	 * Refuses to block the thread while there are handlers, which nobody could call.
	 *
	 * @throws RuntimeError if there are.
	 */
	checkNone(): void {
		const [listener] = this.#listeners.values();
		if (listener === undefined) return;
		throw new RuntimeError(
			`Cannot block in an event loop with a handler of ${listener.name}: it could not run there; remove it first`,
		);
	}

	#checkHeard(name: string): void {
		if (!isMainThread) {
			throw new RuntimeError(
				`Cannot addSignalHandler for ${name} in a worker thread: only the main thread gets signals`,
			);
		}
		if (this.#engine.host.blocks) {
			throw new RuntimeError(
				`Cannot addSignalHandler for ${name} while the event loop blocks its thread: it could not run`,
			);
		}
	}
}

function cannotBeCaught(name: string, cause?: unknown): RuntimeError {
	return new RuntimeError(`Cannot addSignalHandler: ${name} cannot be caught`, { cause });
}
