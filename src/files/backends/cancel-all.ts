/** What becomes of operations when their loop is closed. */
import type { FileOperationOwner } from "./file-operation.js";
import { inFlight } from "./in-flight.js";

/**
 * Cancels all operations of an engine; whoever calls this waits until the kernel has let go of them.
 *
 * @param engine the engine.
 */
export function cancelAll(engine: FileOperationOwner): void {
	for (const operation of [...inFlight]) if (operation.belongsTo(engine)) operation.cancel();
}
