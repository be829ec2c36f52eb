/** The closing of a file: everybody waits for the same one. */
import { Future } from "../../futures/index.js";

/** Done when the descriptor is closed. Nobody can take it back. */
export class Closing extends Future<void> {
	override cancel(): boolean {
		return false;
	}
}
