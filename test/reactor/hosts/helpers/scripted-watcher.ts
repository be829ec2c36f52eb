import type { Watcher } from "../../../../src/reactor/watchers/index.js";

/** A watcher that writes down what it is told, and reports when the test says so. */
export class ScriptedWatcher implements Watcher {
	readonly calls: string[] = [];
	readonly report: () => void;
	/** Whether Node's loop has nothing else to do, by its events and by its immediates. */
	quiet = true;
	sleepy = true;
	/** How often it was asked for that. */
	asked = 0;
	readonly surroundings = {
		areQuiet: () => {
			this.asked += 1;
			return this.quiet;
		},
		wouldSleep: () => this.sleepy,
	};

	constructor(report: () => void) {
		this.report = report;
	}

	changed(): void {
		this.calls.push("changed");
	}

	rebuilt(): void {
		this.calls.push("rebuilt");
	}

	arm(): void {
		this.calls.push("arm");
	}

	rest(): void {
		this.calls.push("rest");
	}

	close(): void {
		this.calls.push("close");
	}

	/** What it was told since this was called last, without repetitions. */
	take(): string[] {
		return [...new Set(this.calls.splice(0))];
	}
}
