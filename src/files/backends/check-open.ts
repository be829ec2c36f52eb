/** Refusing requests of a loop that is closed: its ring or its context is gone. */
import { RuntimeError } from "../../errors.js";

/**
 * Refuses what a closed engine cannot do.
 *
 * @param engine the engine.
 * @param action the operation, for the error.
 * @throws RuntimeError where it is closed, or being closed.
 */
export function checkOpen(engine: { readonly isClosed: boolean }, action: string): void {
	if (engine.isClosed) throw new RuntimeError(`Cannot ${action}: the loop is closed`);
}
