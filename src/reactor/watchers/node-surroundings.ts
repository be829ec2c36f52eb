/** What else the loop has to do that Node runs this thread on. */
import { loopEvents, loopPatience } from "../../ffi/index.js";
import type { Surroundings } from "./surroundings.js";

/** How many reports of a watcher there must be for each event of others: of one report by itself, none. */
const reportsToOther = 4;

/** Asks libuv what else there is. */
export class NodeSurroundings implements Surroundings {
	/** How often the watcher has reported since it was asked. */
	#reports = 0;
	/** How many events the loop had handed on by then. */
	#eventsBefore = 0;

	/** The watcher reports something: one event of the loop's was its own. */
	reported(): void {
		this.#reports += 1;
	}

	areQuiet(): boolean {
		const events = loopEvents();
		const others = events - this.#eventsBefore - this.#reports;
		const areQuiet = others * reportsToOther <= this.#reports;
		this.#eventsBefore = events;
		this.#reports = 0;
		return areQuiet;
	}

	wouldSleep(): boolean {
		return loopPatience() !== 0;
	}
}
