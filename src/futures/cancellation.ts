/**
 * The requests to cancel one task: how many there are, whether one is still to be delivered, and the signal that tells of
 * them. Most tasks are never cancelled, and have none of these.
 */
import { CancelledError } from "../errors.js";
import type { Future } from "./future.js";

/** The state of a task's cancellation. */
export class Cancellation {
	/** Requests that were not taken back. */
	requests = 0;
	/** Whether a CancelledError must be raised at the next occasion: nothing was waited for that could be cancelled. */
	due = false;
	/** What the CancelledError says. */
	message: string | undefined = undefined;
	private controller: AbortController | undefined = undefined;

	/** Aborted when the task is cancelled; a new one once every request was taken back. */
	get signal(): AbortSignal {
		if (this.controller === undefined || (this.controller.signal.aborted && this.requests === 0)) {
			this.controller = new AbortController();
			if (this.requests > 0) this.controller.abort(new CancelledError(this.message));
		}
		return this.controller.signal;
	}

	/**
	 * Tells whoever has the signal.
	 *
	 * @param message what the CancelledError says.
	 */
	announce(message: string | undefined): void {
		this.controller?.abort(new CancelledError(message));
	}

	/**
	 * Has it raised at the next occasion.
	 *
	 * @param message what the CancelledError says.
	 */
	postpone(message: string | undefined): void {
		this.due = true;
		this.message = message;
	}

	/**
	 * Takes the error that is due.
	 *
	 * @returns it; `undefined` if none is.
	 */
	take(): CancelledError | undefined {
		if (!this.due) return undefined;
		this.due = false;
		return new CancelledError(this.message);
	}

	/**
	 * Gives what is due to a future that the task begins to wait for.
	 *
	 * @param future the future.
	 */
	deliverTo(future: Future<unknown>): void {
		if (this.due && future.cancel(this.message)) this.due = false;
	}

	/** Takes one request back; with the last one, what is due is no longer. */
	takeBack(): void {
		if (this.requests > 0) this.requests -= 1;
		if (this.requests === 0) this.due = false;
	}
}
