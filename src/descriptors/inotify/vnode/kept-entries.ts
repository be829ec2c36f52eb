/** The entries of the directories that are watched. */
import { type DirectoryRecord, listDirectory, platform } from "../../../ffi/index.js";
import type { EventQueue } from "../../kqueue/index.js";
import { DirectoryPlaces } from "./directory-places.js";
import type { OpenFiles } from "./open-files.js";
import type { VnodeNotes } from "./vnode-notes.js";
import type { VnodeEntry, VnodeWatch } from "./vnode-watch.js";

const { reusesFileNumbers } = platform.directories;
const { IN_MODIFY } = platform.inotify.constants;

/** Keeps what was in the directories when they were last looked at, and open what has to be. */
export class KeptEntries {
	readonly #queue: EventQueue;
	readonly #files: OpenFiles;
	readonly #notes: VnodeNotes;
	readonly #places = new DirectoryPlaces();

	constructor(queue: EventQueue, files: OpenFiles, notes: VnodeNotes) {
		this.#queue = queue;
		this.#files = files;
		this.#notes = notes;
	}

	/** Takes what is in a directory that is watched from now on. Returns 0 or a negative error number. */
	begin(watch: VnodeWatch): number {
		const records = listDirectory(watch.fd);
		if (typeof records === "number") return records;
		for (const record of records) {
			const entry = this.hold(watch, record);
			if (typeof entry === "number") return entry;
			this.put(entry);
		}
		return 0;
	}

	/** Has the kqueue tell of the entries what their directory's mask asks for now. Returns 0 or a negative error number. */
	ask(watch: VnodeWatch): number {
		for (const before of [...watch.entries.values()]) {
			if (before.fd >= 0) {
				const error = this.#files.watch(before, this.#notes.ofEntry(watch.mask, before.record.kind));
				if (error < 0) return error;
				this.#measure(before);
			} else {
				const entry = this.hold(watch, before.record);
				if (typeof entry === "number") return entry;
				this.put(entry);
			}
		}
		return 0;
	}

	/**
	 * An entry as it is kept, open if it has to be: with the descriptor that it had where it was before, which may have more to
	 * tell.
	 *
	 * @param owner the directory.
	 * @param record the entry.
	 * @param from where it was before.
	 * @returns the entry, or a negative error number where there is no room for a descriptor.
	 */
	hold(owner: VnodeWatch, record: DirectoryRecord, from?: VnodeEntry): VnodeEntry | number {
		const isNeeded = reusesFileNumbers || this.#notes.asksContents(owner.mask, record.kind);
		const isOpen = from !== undefined && this.#files.find(from.fd) === from;
		const fd = !isNeeded ? -1 : isOpen ? from.fd : this.#files.openEntry(owner.fd, record);
		if (fd < -1) return fd;
		const entry = { owner, record, fd, notes: 0, size: from?.size };
		if (fd < 0) return entry;
		const error = this.#files.watch(entry, this.#notes.ofEntry(owner.mask, record.kind));
		if (error === 0) {
			this.#measure(entry);
			return entry;
		}
		this.#files.drop(fd);
		return error;
	}

	/** Takes an entry into its directory. */
	put(entry: VnodeEntry): void {
		entry.owner.entries.set(entry.record.name, entry);
		this.#places.put(entry);
	}

	/** Takes it out, and leaves it open. */
	remove(entry: VnodeEntry): void {
		const { entries } = entry.owner;
		if (entries.get(entry.record.name) === entry) entries.delete(entry.record.name);
		this.#places.remove(entry);
	}

	/** Closes all entries of a directory. */
	end(watch: VnodeWatch): void {
		for (const entry of watch.entries.values()) {
			this.#files.close(entry);
			this.#places.remove(entry);
		}
		watch.entries.clear();
	}

	/** As {@link DirectoryPlaces.sort}. */
	sort<T extends { readonly owner: VnodeWatch }>(items: readonly T[], direction: 1 | -1): T[] {
		return this.#places.sort(items, direction);
	}

	/**
	 * Whether an entry that is gone went to where nobody watches, and was not deleted.
	 *
	 * @param entry the entry.
	 * @param own its own watch, if it has one.
	 * @returns whether it did.
	 */
	hasLeft(entry: VnodeEntry, own: VnodeWatch | undefined): boolean {
		const { KQ_NOTE_DELETE, KQ_NOTE_LINK, KQ_NOTE_RENAME } = this.#queue.constants;
		const notes = entry.notes | (own?.notes ?? 0);
		if ((notes & KQ_NOTE_DELETE) !== 0) return false;
		if ((notes & KQ_NOTE_RENAME) !== 0) return true;
		const fd = entry.fd >= 0 ? entry.fd : (own?.fd ?? -1);
		return fd >= 0 && (notes & KQ_NOTE_LINK) === 0 && this.#files.links(fd) > 0;
	}

	/** From now on it is known whether it was cut. */
	#measure(entry: VnodeEntry): void {
		const { owner, record, size } = entry;
		const isAsked = record.kind === "file" && (owner.mask & IN_MODIFY) !== 0;
		if (isAsked && size === undefined) this.#files.measure(entry);
	}

	/** What was told of an entry that is still there says nothing of its end; but a directory ends only once. */
	remain(entry: VnodeEntry): void {
		const { KQ_NOTE_DELETE } = this.#queue.constants;
		if (entry.owner.entries.get(entry.record.name) !== entry) return;
		entry.notes &= entry.record.kind === "directory" ? KQ_NOTE_DELETE : 0;
	}
}
