/** The search of one read for its separator: it goes on where it stopped, however small the pieces are that arrive. */
import type { ByteQueue } from "../internal/index.js";
import type { Separators } from "./separators.js";

/** So far a search for several separators looks for each of them before it looks further. */
const firstWindow = 1024;

/** A search; its fields are TypeScript's, since one is made for each read. */
export class SeparatorSearch {
	/** So many bytes at the front are sure to hold no separator. */
	offset: number;
	/** Where the separator begins that was found. */
	start: number;
	/** Where it ends. */
	end: number;
	private readonly separators: Separators;

	/** @param separators what it looks for. */
	constructor(separators: Separators) {
		this.separators = separators;
		this.offset = 0;
		this.start = 0;
		this.end = 0;
	}

	/**
	 * Goes on with it.
	 *
	 * @param queue what it searches: the same as before, with more at its end.
	 * @returns whether a separator was found.
	 */
	find(queue: ByteQueue): boolean {
		const { list, shortest, longest } = this.separators;
		if (queue.length - this.offset < shortest) return false;
		const [only] = list;
		if (list.length === 1 && only !== undefined) {
			const at = queue.indexOf(only, this.offset);
			if (at >= 0) return this.found(at, only.length);
		} else if (this.findAny(queue)) return true;
		this.offset = Math.max(0, queue.length + 1 - longest);
		return false;
	}

	/** Window by window, so that a separator which is rare is not sought in all that has arrived for each line. */
	private findAny(queue: ByteQueue): boolean {
		const { list, longest } = this.separators;
		let from = this.offset;
		for (let size = firstWindow; ; size *= 2) {
			const to = Math.min(queue.length, from + size);
			let end = to + 1;
			for (const separator of list) {
				const at = queue.indexOf(separator, from, end - 1);
				if (at < 0) continue;
				end = at + separator.length;
				this.found(at, separator.length);
			}
			if (end <= to) return true;
			if (to === queue.length) return false;
			from = Math.max(from, to + 1 - longest);
		}
	}

	private found(at: number, length: number): true {
		this.start = at;
		this.end = at + length;
		return true;
	}
}
