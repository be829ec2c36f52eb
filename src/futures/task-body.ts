/** What a task runs: a generator, stepped by the loop, or an async function, which goes on by itself. */

/** The code of a task, under way. */
export interface TaskBody {
	/** Begins it, or takes its next step. */
	step(): void;
	/**
	 * Cancels whatever it waits for.
	 *
	 * @param message what the CancelledError says.
	 * @returns whether it waits for something that let itself be cancelled; if not, it is for later.
	 */
	cancelWait(message: string | undefined): boolean;
}
