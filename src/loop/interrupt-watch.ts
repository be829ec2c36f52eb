/**
 * The first Ctrl-C cancels a task; the next ends the process, since nobody listens then.
 *
 * Only in the main thread, where signals go, and only where the program does not listen for SIGINT itself.
 */
import { isMainThread } from "node:worker_threads";
import type { Task } from "../futures/index.js";
import { SignalListener } from "./signal-listener.js";

/** Listens for Ctrl-C on behalf of a task. */
export class InterruptWatch {
	readonly #onInterrupt: () => void;
	/** Whether Ctrl-C was pressed. */
	interrupted = false;

	/** @param task the task that it cancels. */
	constructor(task: Task<unknown>) {
		this.#onInterrupt = () => {
			// A loop has got a handler of it meanwhile, which takes this one's place, as asyncio's add_signal_handler does.
			if (SignalListener.hears("SIGINT")) return;
			this.interrupted = true;
			this.release();
			task.cancel();
		};
		if (isMainThread && process.listenerCount("SIGINT") === 0) process.on("SIGINT", this.#onInterrupt);
	}

	/** Ends it; twice is harmless. */
	release(): void {
		process.off("SIGINT", this.#onInterrupt);
	}
}
