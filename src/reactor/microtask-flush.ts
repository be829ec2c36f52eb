/** What is collected is handed on once, when the microtasks are through. */
import { queueMicrotask } from "../internal/index.js";

/** Calls a function at the end of the microtasks that are under way, once, however often it was asked for. */
export class MicrotaskFlush {
	private asked = false;
	private readonly flush: () => void;

	/** @param flush the function; it must not throw. */
	constructor(flush: () => void) {
		this.flush = () => {
			this.asked = false;
			flush();
		};
	}

	/** Asks for it. */
	ask(): void {
		if (this.asked) return;
		this.asked = true;
		queueMicrotask(this.flush);
	}
}
