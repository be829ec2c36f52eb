/**
 * An inotify made of a kqueue and its VNODE filter: macOS and the BSDs.
 *
 * A kqueue tells what happened to an open file, and of a directory that its entries changed. So a directory is kept with what was
 * in it, and when it has changed it is listed and compared; what left one name and came to another, in whichever of the
 * directories, was moved. Entries are open as long as they are there: to be told of their contents, to know whether they were
 * moved or deleted, and because a file system gives the number of a deleted file to the next one, but not while it is open.
 *
 * A directory is watched first and listed then, so nothing that comes later is missed. What was done to a file before its
 * directory was compared the kernel tells nobody: if something is in it, that is told as written.
 */
import { fstatSync } from "node:fs";
import { constants } from "node:os";
import { OSError, ValueError } from "../../../errors.js";
import { type DirectoryRecord, listDirectory, platform, type RawInotifyEvent } from "../../../ffi/index.js";
import type { EventQueue } from "../../kqueue/index.js";
import type { Listed } from "../list-folder.js";
import { ToldEvents } from "../told-events.js";
import type { WatchQueue } from "../watch-queue.js";
import { type Arrival, compareFolders, type FolderChanges } from "./compare-folders.js";
import { OpenFiles } from "./open-files.js";
import { VnodeNotes } from "./vnode-notes.js";
import { fileKey, type Noted, type VnodeEntry, VnodeWatch } from "./vnode-watch.js";

const { EEXIST } = constants.errno;
const {
	IN_ALL_EVENTS,
	IN_ATTRIB,
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_IGNORED,
	IN_ISDIR,
	IN_MASK_ADD,
	IN_MASK_CREATE,
	IN_MODIFY,
	IN_MOVED_FROM,
	IN_MOVED_TO,
	IN_MOVE_SELF,
	IN_ONESHOT,
	IN_Q_OVERFLOW,
	IN_UNMOUNT,
} = platform.inotify.constants;
const { reusesFileNumbers } = platform.directories;

/** How many events are taken at once. */
const eventsAtOnce = 256;
/** How often one fill() asks whether something else has happened meanwhile: the two halves of a move are to come together. */
const mostRounds = 4;

/** A kqueue as an inotify. */
export class VnodeQueue implements WatchQueue {
	readonly fd: number;
	readonly call = "open";
	readonly #queue: EventQueue;
	readonly #notes: VnodeNotes;
	readonly #files: OpenFiles;
	readonly #told = new ToldEvents();
	readonly #byWd = new Map<number, VnodeWatch>();
	readonly #byFile = new Map<string, VnodeWatch>();
	/** What the kqueue told of, and is not told on yet. */
	readonly #noted = new Set<Noted>();
	/** Directories that have changed and could not be listed. */
	readonly #unlisted = new Set<VnodeWatch>();
	#lastWd = 0;
	#lastCookie = 0;

	/** @param queue the kqueue. */
	constructor(queue: EventQueue) {
		this.fd = queue.fd;
		this.#queue = queue;
		this.#notes = new VnodeNotes(queue.constants);
		this.#files = new OpenFiles(queue);
	}

	watch(path: string, mask: number): number {
		if ((mask & this.#notes.tellable) === 0) {
			throw new ValueError(
				`Cannot watch: this kqueue tells of nothing that the mask asks for, got 0x${(mask >>> 0).toString(16)}`,
			);
		}
		const fd = this.#files.open(path, mask);
		if (fd < 0) return fd;
		const file = this.#files.identify(fd);
		const key = fileKey(file.device, file.ino);
		const known = this.#byFile.get(key);
		if (known !== undefined) {
			this.#files.close({ fd });
			return (mask & IN_MASK_CREATE) === 0 ? this.#change(known, mask) : -EEXIST;
		}
		const watch = new VnodeWatch(this.#lastWd + 1, fd, file, mask);
		const error = this.#begin(watch);
		if (error < 0) {
			this.#close(watch);
			return error;
		}
		this.#lastWd = watch.wd;
		this.#byWd.set(watch.wd, watch);
		this.#byFile.set(key, watch);
		return watch.wd;
	}

	unwatch(wd: number): void {
		const watch = this.#byWd.get(wd);
		if (watch === undefined) return;
		this.#end(watch);
		this.#queue.poke();
	}

	// What the watch was begun with, kept up with what was told since: nothing is in it that will not be told, and all that will not.
	list(wd: number): Listed[] {
		const entries = this.#byWd.get(wd)?.entries.values() ?? [];
		return [...entries].map(({ record: { name, kind } }) => ({ name, isDirectory: kind === "directory" }));
	}

	fill(): void {
		const listings = this.#collect();
		const noted = [...this.#noted];
		this.#noted.clear();
		for (const each of noted) if (!(each instanceof VnodeWatch)) this.#tellContents(each as VnodeEntry);
		this.#tellChanges(compareFolders(listings));
		for (const each of noted) if (each instanceof VnodeWatch) this.#tellOwn(each);
	}

	// list() tells nothing that is still to be told.
	readAhead(): void {}

	next(): RawInotifyEvent | undefined {
		return this.#told.next();
	}

	announced(wd: number, appearing: number): Set<string> {
		return this.#told.announced(wd, appearing);
	}

	release(): void {
		this.#files.closeAll();
		this.#byWd.clear();
		this.#byFile.clear();
	}

	/** Has the kqueue tell of a new watch. Returns 0 or a negative error number. */
	#begin(watch: VnodeWatch): number {
		const error = this.#note(watch, this.#notes.ofWatch(watch.mask, watch.isDirectory));
		if (error < 0 || !watch.isDirectory) return error;
		const records = listDirectory(watch.fd);
		if (typeof records === "number") return records;
		for (const record of records) {
			const entry = this.#hold(watch, record);
			if (typeof entry === "number") return entry;
			watch.entries.set(record.name, entry);
		}
		return 0;
	}

	/** Has a watch tell something else, or more. Returns its descriptor or a negative error number, and then it is as before. */
	#change(watch: VnodeWatch, mask: number): number {
		const before = watch.mask;
		watch.mask = (mask & IN_MASK_ADD) === 0 ? mask : before | mask;
		const error = this.#ask(watch);
		if (error === 0) return watch.wd;
		watch.mask = before;
		this.#ask(watch);
		return error;
	}

	#ask(watch: VnodeWatch): number {
		let error = this.#note(watch, this.#notes.ofWatch(watch.mask, watch.isDirectory));
		for (const [name, before] of watch.entries) {
			if (error < 0) return error;
			if (before.fd >= 0) error = this.#note(before, this.#notes.ofEntry(watch.mask, before.record.kind));
			else {
				const entry = this.#hold(watch, before.record);
				if (typeof entry === "number") error = entry;
				else watch.entries.set(name, entry);
			}
		}
		return error;
	}

	/** An entry as it is kept, open if it has to be; a negative error number where there is no room for its descriptor. */
	#hold(owner: VnodeWatch, record: DirectoryRecord): VnodeEntry | number {
		const isNeeded = reusesFileNumbers || this.#notes.asksContents(owner.mask, record.kind);
		const fd = isNeeded ? this.#files.openEntry(owner.fd, record) : -1;
		if (fd < -1) return fd;
		const entry = { owner, record, fd, notes: 0 };
		if (fd < 0) return entry;
		const error = this.#note(entry, this.#notes.ofEntry(owner.mask, record.kind));
		if (error === 0) return entry;
		this.#files.close(entry);
		return error;
	}

	#note(file: Noted, notes: number): number {
		try {
			this.#files.watch(file, notes);
			return 0;
		} catch (error) {
			if (error instanceof OSError && error.errno !== undefined) return error.errno;
			throw error;
		}
	}

	/** Takes what the kqueue tells, and lists the directories that it tells of. */
	#collect(): Map<VnodeWatch, readonly DirectoryRecord[]> {
		const listings = new Map<VnodeWatch, readonly DirectoryRecord[]>();
		const again = [...this.#unlisted];
		this.#unlisted.clear();
		for (const watch of again) this.#lookAt(watch, listings);
		for (let round = 0; round < mostRounds; round += 1) {
			const touched = this.#take();
			if (touched === undefined) break;
			for (const watch of touched) this.#lookAt(watch, listings);
		}
		return listings;
	}

	/** The directories that have changed; `undefined` where nothing at all has happened. */
	#take(): Set<VnodeWatch> | undefined {
		const { KQ_FILTER_VNODE, KQ_NOTE_DELETE, KQ_NOTE_WRITE } = this.#queue.constants;
		const touched = new Set<VnodeWatch>();
		let count = 0;
		for (
			let events = this.#queue.take(eventsAtOnce);
			events.length > 0;
			events = this.#queue.take(eventsAtOnce)
		) {
			for (const { ident, filter, fflags } of events) {
				const file = filter === KQ_FILTER_VNODE ? this.#files.find(ident) : undefined;
				if (file === undefined) continue;
				count += 1;
				file.notes |= fflags;
				this.#noted.add(file);
				const isChanged = (fflags & (KQ_NOTE_WRITE | KQ_NOTE_DELETE)) !== 0;
				if (file instanceof VnodeWatch && file.isDirectory && isChanged) touched.add(file);
			}
			if (events.length < eventsAtOnce) break;
		}
		return count === 0 ? undefined : touched;
	}

	#lookAt(watch: VnodeWatch, listings: Map<VnodeWatch, readonly DirectoryRecord[]>): void {
		if (watch.ended) return;
		const records = listDirectory(watch.fd);
		if (typeof records !== "number") listings.set(watch, records);
		else {
			this.#unlisted.add(watch);
			this.#tellLoss();
		}
	}

	#tellContents(entry: VnodeEntry): void {
		const { owner, record } = entry;
		const isDirectory = record.kind === "directory";
		for (const bit of this.#notes.events(entry.notes, isDirectory)) this.#tell(owner, bit, record);
		// Whether it was moved or deleted counts until it is gone.
		entry.notes &= this.#notes.own;
	}

	#tellChanges({ gone, arrived }: FolderChanges): void {
		const cookies = new Map<VnodeEntry, number>();
		const covered = new Set<VnodeEntry>();
		for (const { owner, record, from } of arrived) {
			if (from === undefined) continue;
			cookies.set(from, this.#newCookie());
			const before = owner.entries.get(record.name);
			if (before !== undefined) covered.add(before);
		}
		for (const entry of gone) {
			const { owner, record } = entry;
			owner.entries.delete(record.name);
			const cookie = cookies.get(entry) ?? (this.#hasLeft(entry) ? this.#newCookie() : 0);
			if (cookie !== 0) this.#tell(owner, IN_MOVED_FROM, record, cookie);
			// What a moved file took the name of is not told as deleted, here as on Linux.
			else if (!covered.has(entry)) this.#tell(owner, IN_DELETE, record);
		}
		for (const arrival of arrived) this.#tellArrival(arrival, cookies);
		for (const entry of gone) this.#files.close(entry);
	}

	#tellArrival({ owner, record, from }: Arrival, cookies: ReadonlyMap<VnodeEntry, number>): void {
		if (owner.ended) return;
		const held = this.#hold(owner, record);
		const entry = typeof held === "number" ? { owner, record, fd: -1, notes: 0 } : held;
		owner.entries.set(record.name, entry);
		const isWritten =
			from === undefined && record.kind === "file" && entry.fd >= 0 && fstatSync(entry.fd).size > 0;
		if (from !== undefined) this.#tell(owner, IN_MOVED_TO, record, cookies.get(from));
		else this.#tell(owner, IN_CREATE, record);
		if (isWritten) this.#tell(owner, IN_MODIFY, record);
		if (isWritten && (this.#notes.tellable & IN_CLOSE_WRITE) !== 0) this.#tell(owner, IN_CLOSE_WRITE, record);
		// What is done to it from now on will not be heard.
		if (typeof held === "number") this.#tellLoss();
	}

	/** Whether an entry that is gone went to where nobody watches, and was not deleted. */
	#hasLeft(entry: VnodeEntry): boolean {
		const { KQ_NOTE_DELETE, KQ_NOTE_LINK, KQ_NOTE_RENAME } = this.#queue.constants;
		const own = this.#byFile.get(fileKey(entry.owner.device, entry.record.ino));
		const notes = entry.notes | (own?.notes ?? 0);
		if ((notes & KQ_NOTE_DELETE) !== 0) return false;
		if ((notes & KQ_NOTE_RENAME) !== 0) return true;
		const fd = entry.fd >= 0 ? entry.fd : (own?.fd ?? -1);
		return fd >= 0 && (notes & KQ_NOTE_LINK) === 0 && fstatSync(fd).nlink > 0;
	}

	/** Tells what happened to what is watched itself. */
	#tellOwn(watch: VnodeWatch): void {
		const { KQ_NOTE_DELETE, KQ_NOTE_LINK, KQ_NOTE_RENAME, KQ_NOTE_REVOKE } = this.#queue.constants;
		const { notes, isDirectory } = watch;
		watch.notes = 0;
		if (watch.ended) return;
		const bits = this.#notes.events(notes, isDirectory);
		for (const bit of bits) this.#tell(watch, isDirectory ? bit | IN_ISDIR : bit);
		const isDeleted = (notes & KQ_NOTE_DELETE) !== 0 && (isDirectory || fstatSync(watch.fd).nlink === 0);
		const isLinked = !isDirectory && !isDeleted && (notes & (KQ_NOTE_LINK | KQ_NOTE_DELETE)) !== 0;
		if (isLinked && !bits.includes(IN_ATTRIB)) this.#tell(watch, IN_ATTRIB);
		if ((notes & KQ_NOTE_RENAME) !== 0) this.#tell(watch, IN_MOVE_SELF);
		if (isDeleted) this.#tell(watch, IN_DELETE_SELF);
		if ((notes & KQ_NOTE_REVOKE) !== 0 && !watch.ended) this.#push(watch.wd, IN_UNMOUNT);
		if (isDeleted || (notes & KQ_NOTE_REVOKE) !== 0) this.#end(watch);
	}

	/** Tells of an event, if it was asked for. */
	#tell(watch: VnodeWatch, bit: number, record?: DirectoryRecord, cookie = 0): void {
		if (watch.ended || (bit & watch.mask & IN_ALL_EVENTS) === 0) return;
		this.#push(watch.wd, record?.kind === "directory" ? bit | IN_ISDIR : bit, cookie, record?.name);
		if ((watch.mask & IN_ONESHOT) !== 0) this.#end(watch);
	}

	#tellLoss(): void {
		this.#push(-1, IN_Q_OVERFLOW);
	}

	#push(wd: number, mask: number, cookie = 0, name?: string): void {
		this.#told.push({ wd, mask: mask >>> 0, cookie, name });
	}

	#newCookie(): number {
		this.#lastCookie += 1;
		return this.#lastCookie;
	}

	#end(watch: VnodeWatch): void {
		if (watch.ended) return;
		this.#byWd.delete(watch.wd);
		this.#byFile.delete(fileKey(watch.device, watch.ino));
		this.#close(watch);
		this.#push(watch.wd, IN_IGNORED);
	}

	#close(watch: VnodeWatch): void {
		watch.ended = true;
		for (const entry of watch.entries.values()) this.#files.close(entry);
		watch.entries.clear();
		this.#files.close(watch);
	}
}
