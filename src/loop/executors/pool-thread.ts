/** One thread of a pool. It keeps the process alive while it works, and not while it rests. */
import { Worker } from "node:worker_threads";
import { RuntimeError } from "../../errors.js";
import type { CallObserver } from "./executor.js";
import { threadArguments } from "./thread-arguments.js";
import type { CallMessage, OutcomeMessage } from "./thread-code.js";

/** A call that waits for a thread or is under way in one. */
export interface PendingCall {
	readonly message: CallMessage;
	readonly observer: CallObserver;
	/** A call that has begun cannot be taken back. */
	state: "waiting" | "begun" | "taken back";
}

/** A thread that makes one call at a time. */
export class PoolThread {
	readonly #worker: Worker;
	readonly #onRest: (thread: PoolThread) => void;
	readonly #ended: Promise<void>;
	#call: PendingCall | undefined;
	#failure: unknown;

	/**
	 * @param name the thread's name, for debuggers.
	 * @param onRest called when it has made its call and lives.
	 * @param onEnd called when it has ended, for whatever reason.
	 */
	constructor(name: string, onRest: (thread: PoolThread) => void, onEnd: (thread: PoolThread) => void) {
		this.#onRest = onRest;
		this.#worker = new Worker(new URL("./thread-code.js", import.meta.url), { name, ...threadArguments() });
		this.#worker.unref();
		this.#worker.on("message", (outcome: OutcomeMessage) => this.#finish(outcome));
		this.#worker.on("messageerror", (reason) => this.#finish({ reason }));
		this.#worker.on("error", (reason) => {
			this.#failure = reason;
		});
		this.#ended = new Promise((resolve) => {
			this.#worker.on("exit", (code) => {
				onEnd(this);
				this.#abandon(code);
				resolve();
			});
		});
	}

	/**
	 * Makes a call; one at a time.
	 *
	 * @param call the call.
	 * @throws DOMException named DataCloneError where an argument cannot be sent.
	 */
	begin(call: PendingCall): void {
		this.#worker.postMessage(call.message);
		this.#worker.ref();
		call.state = "begun";
		this.#call = call;
	}

	/**
	 * Ends it.
	 *
	 * @returns a promise of its end.
	 */
	async end(): Promise<void> {
		await this.#worker.terminate();
		await this.#ended;
	}

	#finish(outcome: OutcomeMessage): void {
		const call = this.#call;
		if (call === undefined) return;
		this.#call = undefined;
		this.#worker.unref();
		this.#onRest(this);
		if ("value" in outcome) call.observer.returned(outcome.value);
		else call.observer.threw(outcome.reason);
	}

	/** The thread has ended in the middle of a call. */
	#abandon(code: number): void {
		const call = this.#call;
		this.#call = undefined;
		const cause = this.#failure;
		call?.observer.threw(
			new RuntimeError(`The thread ended with ${code} in the middle of a call`, { cause }),
		);
	}
}
