import { currentTask } from "../../../src/futures/index.js";

/** How often the running task was asked to cancel itself. */
export function cancelling(): number | undefined {
	return currentTask()?.cancelling();
}
