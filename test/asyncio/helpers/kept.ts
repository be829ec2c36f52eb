import type { Timeout } from "../../../src/futures/index.js";

/** What the body of a timeout was given, for those who look at it later. */
export class Kept {
	scope: Timeout | undefined;

	expired(): boolean | undefined {
		return this.scope?.expired();
	}
}
