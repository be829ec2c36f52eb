/** Events that were taken from the kernel and not yet looked at. */
import type { RawInotifyEvent } from "../../ffi/index.js";

/** A queue of events. */
export class ToldEvents {
	#events: RawInotifyEvent[] = [];
	/** How many of them were looked at. */
	#taken = 0;

	/** How many were not looked at. */
	get size(): number {
		return this.#events.length - this.#taken;
	}

	/** Adds one. */
	push(event: RawInotifyEvent): void {
		this.#events.push(event);
	}

	/** The next one; undefined where none is left. */
	next(): RawInotifyEvent | undefined {
		if (this.#taken === this.#events.length) {
			this.#events = [];
			this.#taken = 0;
			return undefined;
		}
		this.#taken += 1;
		return this.#events[this.#taken - 1];
	}

	/**
	 * The names that they tell first of as new in a directory.
	 *
	 * @param wd the directory's watch descriptor.
	 * @param appearing the bits of such events.
	 * @returns the names.
	 */
	announced(wd: number, appearing: number): Set<string> {
		const first = new Map<string, boolean>();
		for (const event of this.#events.slice(this.#taken)) {
			if (event.wd !== wd || event.name === undefined || first.has(event.name)) continue;
			first.set(event.name, (event.mask & appearing) !== 0);
		}
		return new Set([...first].filter(([, appears]) => appears).map(([name]) => name));
	}
}
