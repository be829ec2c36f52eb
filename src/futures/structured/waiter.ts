/** A future to wait on for somebody else's word. */
import { Future } from "../future.js";

/** Released once; a second release, or one after a cancellation, is harmless. */
export class Waiter extends Future<void> {
	/** Lets whoever waits go on. */
	release(): void {
		if (!this.done()) this.setResult();
	}
}
