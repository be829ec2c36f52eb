/**
 * Signals that Node listens for, each once, however many want to hear it; when the last one ends all is as it was.
 *
 * When Node's last listener goes, libuv gives the signal its default action. That is not what it had: SIGPIPE, which Node
 * ignores, would end the process at the next broken pipe, and SIGINT would no longer restore the terminal. So the action is
 * noted before and put back afterwards, where nobody else listened or listens.
 */
import { isMainThread } from "node:worker_threads";
import { SIGACTION_SIZE, sigaction, syscall } from "../../ffi/index.js";
import { signalName } from "../../internal/index.js";

/** A signal that Node listens for. */
class HeardSignal {
	readonly listeners = new Set<() => void>();
	readonly #number: number;
	readonly #name: NodeJS.Signals;
	/** What it did before Node listened, where Node did not do so already. */
	#before: Buffer | undefined;
	readonly #onSignal = (): void => {
		for (const listener of this.listeners) listener();
	};

	constructor(number: number, name: NodeJS.Signals) {
		this.#number = number;
		this.#name = name;
		if (process.listenerCount(name) === 0) {
			this.#before = Buffer.alloc(SIGACTION_SIZE);
			syscall("sigaction", sigaction(number, null, this.#before));
		}
		process.on(name, this.#onSignal);
	}

	end(): void {
		process.off(this.#name, this.#onSignal);
		if (this.#before === undefined || process.listenerCount(this.#name) > 0) return;
		syscall("sigaction", sigaction(this.#number, this.#before, null));
	}
}

const heard = new Map<number, HeardSignal>();

/**
 * Has Node listen for a signal. It can in the main thread, and for signals that it has a name for; otherwise this does nothing.
 *
 * @param number the signal.
 * @param listener is called when Node hears it.
 * @returns ends it; when the last one has ended, the signal does what it did before.
 * @throws OSError where the kernel does not tell what it does.
 * @throws What Node throws where it cannot be caught.
 */
export function hearSignal(number: number, listener: () => void): () => void {
	const name = isMainThread ? signalName(number) : undefined;
	if (name === undefined) return () => {};
	const signal = heard.get(number) ?? new HeardSignal(number, name);
	heard.set(number, signal);
	// A function of its own: the same listener may be here twice.
	const own = (): void => listener();
	signal.listeners.add(own);
	return () => {
		if (!signal.listeners.delete(own) || signal.listeners.size > 0) return;
		heard.delete(number);
		signal.end();
	};
}
