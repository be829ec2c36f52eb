/** What inotify calls what a kqueue tells. A note that a system does not have is `NaN`, which no bit operation sees. */
import { type DirectoryRecord, platform } from "../../../ffi/index.js";
import type { KqueueNumbers } from "../../../selectors/select/index.js";

const { IN_ACCESS, IN_ALL_EVENTS, IN_ATTRIB, IN_CLOSE_NOWRITE, IN_CLOSE_WRITE, IN_MODIFY, IN_OPEN } =
	platform.inotify.constants;

/** The notes of one kqueue. */
export class VnodeNotes {
	/** The events that it can tell of. */
	readonly tellable: number;
	/** What is always asked for: that the file was deleted or moved, or cannot be used any more. */
	readonly own: number;
	readonly #attributes: number;
	readonly #link: number;
	/** An event's bit, and the notes that mean it, in the order in which they happen. */
	readonly #contents: readonly (readonly [bit: number, notes: number])[];
	readonly #entries: number;

	/** @param table the kqueue's numbers. */
	constructor(table: KqueueNumbers) {
		this.own = table.KQ_NOTE_DELETE | table.KQ_NOTE_RENAME | table.KQ_NOTE_REVOKE;
		this.#attributes = table.KQ_NOTE_ATTRIB;
		this.#link = table.KQ_NOTE_LINK;
		this.#entries = table.KQ_NOTE_WRITE;
		this.#contents = [
			[IN_OPEN, table.KQ_NOTE_OPEN | 0],
			[IN_ACCESS, table.KQ_NOTE_READ | 0],
			[IN_MODIFY, table.KQ_NOTE_WRITE | table.KQ_NOTE_EXTEND | table.KQ_NOTE_TRUNCATE],
			[IN_ATTRIB, table.KQ_NOTE_ATTRIB],
			[IN_CLOSE_WRITE, table.KQ_NOTE_CLOSE_WRITE | 0],
			[IN_CLOSE_NOWRITE, table.KQ_NOTE_CLOSE | 0],
		];
		const missing = this.#contents.filter(([, notes]) => notes === 0);
		this.tellable = missing.reduce((bits, [bit]) => bits & ~bit, IN_ALL_EVENTS);
	}

	/** What to ask of a watch. */
	ofWatch(mask: number, isDirectory: boolean): number {
		if (!isDirectory) return this.own | this.#asked(mask) | (mask & IN_ATTRIB ? this.#link : 0);
		return this.own | this.#entries | (mask & IN_ATTRIB ? this.#attributes : 0);
	}

	/** What to ask of an entry of a directory. */
	ofEntry(mask: number, kind: DirectoryRecord["kind"]): number {
		return this.own | this.#contentsOf(mask, kind);
	}

	/** Whether more is asked of an entry of a directory than its name. */
	asksContents(mask: number, kind: DirectoryRecord["kind"]): boolean {
		return this.#contentsOf(mask, kind) !== 0;
	}

	/**
	 * What was done to a file, as events.
	 *
	 * @param notes what the kqueue told.
	 * @param isDirectory whether it is a directory, of which nothing but its attributes is told.
	 * @returns the bit of each event, in order.
	 */
	events(notes: number, isDirectory: boolean): number[] {
		if (isDirectory) return notes & this.#attributes ? [IN_ATTRIB] : [];
		return this.#contents.filter(([, some]) => (notes & some) !== 0).map(([bit]) => bit);
	}

	#contentsOf(mask: number, kind: DirectoryRecord["kind"]): number {
		if (kind === "directory") return mask & IN_ATTRIB ? this.#attributes : 0;
		return this.#asked(mask);
	}

	#asked(mask: number): number {
		// FreeBSD tells of a file that is cut only that its attributes have changed.
		const cut = mask & IN_MODIFY ? this.#attributes : 0;
		return this.#contents.reduce((all, [bit, notes]) => all | (mask & bit ? notes : 0), cut);
	}
}
