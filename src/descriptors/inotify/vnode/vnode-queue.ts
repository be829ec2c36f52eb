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
import { constants } from "node:os";
import { ValueError } from "../../../errors.js";
import { type DirectoryRecord, listDirectory, platform, type RawInotifyEvent } from "../../../ffi/index.js";
import type { EventQueue } from "../../kqueue/index.js";
import type { Listed } from "../list-folder.js";
import { ToldEvents } from "../told-events.js";
import type { WatchQueue } from "../watch-queue.js";
import { type Arrival, compareFolders, type FolderChanges } from "./compare-folders.js";
import { KeptEntries } from "./kept-entries.js";
import { OpenFiles } from "./open-files.js";
import { VnodeNotes } from "./vnode-notes.js";
import { fileKey, type Noted, type VnodeEntry, type VnodeIdentity, VnodeWatch } from "./vnode-watch.js";

const { EEXIST, ENOENT } = constants.errno;
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

/** How many events are taken at once. */
const eventsAtOnce = 256;
/** How often one fill() asks whether something else has happened meanwhile: the two halves of a move are to come together. */
const mostRounds = 4;

/** An entry that a directory did not have, as it is kept from now on. */
interface Received {
	readonly owner: VnodeWatch;
	readonly entry: VnodeEntry;
	/** Whether what is done to it will be told. */
	readonly isHeard: boolean;
	/** Of its move; 0 where it is new. */
	readonly cookie: number;
}

/** A kqueue as an inotify. */
export class VnodeQueue implements WatchQueue {
	readonly fd: number;
	readonly call = "open";
	readonly #queue: EventQueue;
	readonly #notes: VnodeNotes;
	readonly #files: OpenFiles;
	readonly #entries: KeptEntries;
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
		this.#entries = new KeptEntries(queue, this.#files, this.#notes);
	}

	watch(path: string, mask: number): number {
		if ((mask & this.#notes.tellable) === 0) {
			throw new ValueError(
				`Cannot watch: this kqueue tells of nothing that the mask asks for, got 0x${(mask >>> 0).toString(16)}`,
			);
		}
		const fd = this.#files.open(path, mask);
		return fd < 0 ? fd : this.#start(fd, this.#identify(fd), mask);
	}

	// Not by its path: something else may be there by now, of which nobody has been told yet.
	enter(wd: number, name: string, _path: string, mask: number): number {
		const entry = this.#byWd.get(wd)?.entries.get(name);
		const fd = entry === undefined ? -ENOENT : this.#files.openDirectory(entry.owner.fd, entry);
		if (entry === undefined || fd < 0) return fd;
		const file = this.#identify(fd);
		// A mounted one has the number that it has on its own file system.
		if (file.ino === entry.record.ino || file.device !== entry.owner.device)
			return this.#start(fd, file, mask);
		this.#files.drop(fd);
		return -ENOENT;
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
		for (const each of noted) if (!(each instanceof VnodeWatch)) this.#entries.remain(each as VnodeEntry);
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

	/** Watches an open file. */
	#start(fd: number, file: VnodeIdentity, mask: number): number {
		const key = fileKey(file.device, file.ino);
		const known = this.#byFile.get(key);
		if (known !== undefined) {
			this.#files.drop(fd);
			return (mask & IN_MASK_CREATE) === 0 ? this.#change(known, mask) : -EEXIST;
		}
		const watch = new VnodeWatch(this.#lastWd + 1, fd, file, mask);
		const error = this.#begin(watch);
		if (error < 0) {
			this.#close(watch);
			this.#files.drop(fd);
			return error;
		}
		this.#lastWd = watch.wd;
		this.#byWd.set(watch.wd, watch);
		this.#byFile.set(key, watch);
		return watch.wd;
	}

	#identify(fd: number): VnodeIdentity {
		try {
			return this.#files.identify(fd);
		} catch (error) {
			this.#files.drop(fd);
			throw error;
		}
	}

	/** Has the kqueue tell of a new watch. Returns 0 or a negative error number. */
	#begin(watch: VnodeWatch): number {
		const error = this.#hear(watch);
		return error < 0 || !watch.isDirectory ? error : this.#entries.begin(watch);
	}

	#hear(watch: VnodeWatch): number {
		const { mask, isDirectory, size } = watch;
		const error = this.#files.watch(watch, this.#notes.ofWatch(mask, isDirectory));
		if (!isDirectory && (mask & IN_MODIFY) !== 0 && size === undefined) this.#files.measure(watch);
		return error;
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
		const error = this.#hear(watch);
		return error < 0 ? error : this.#entries.ask(watch);
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
		for (const bit of this.#eventsOf(entry, isDirectory, owner.mask)) this.#tell(owner, bit, record);
		// Whether it was moved or deleted counts until it is gone.
		entry.notes &= this.#notes.own;
	}

	/** What was done to a file. That it was cut some kqueues call a change of its attributes. */
	#eventsOf(file: Noted, isDirectory: boolean, mask: number): number[] {
		const bits = this.#notes.events(file.notes, isDirectory);
		if (isDirectory || bits.length === 0 || (mask & IN_MODIFY) === 0) return bits;
		return this.#files.measure(file) && !bits.includes(IN_MODIFY) ? [IN_MODIFY, ...bits] : bits;
	}

	/**
	 * Who follows the events has to find each directory where they say that it is: so what is gone is told first, from within
	 * outwards, then what moved, from without inwards, and what is new at last.
	 */
	#tellChanges({ gone, arrived }: FolderChanges): void {
		const cookies = new Map<VnodeEntry, number>();
		const covered = new Set<VnodeEntry>();
		for (const { owner, record, from } of arrived) {
			if (from === undefined) continue;
			cookies.set(from, this.#newCookie());
			const before = owner.entries.get(record.name);
			if (before !== undefined) covered.add(before);
		}
		const left = new Set<VnodeWatch>();
		for (const entry of this.#entries.sort(gone, -1)) {
			const { owner, record } = entry;
			if (owner.ended) continue;
			const cookie = cookies.get(entry) ?? this.#cast(entry, left);
			if (cookie !== 0) this.#tell(owner, IN_MOVED_FROM, record, cookie);
			// What a moved file took the name of is not told as deleted, here as on Linux.
			else if (!covered.has(entry)) this.#tell(owner, IN_DELETE, record);
		}
		for (const entry of gone) this.#entries.remove(entry);
		// Nothing that is in them now is to be told before that.
		for (const own of left) this.#tellMoved(own);
		const come = arrived
			.filter(({ owner }) => !owner.ended)
			.map((arrival) => this.#receive(arrival, cookies));
		for (const each of this.#entries.sort(come, 1)) if (each.cookie !== 0) this.#tellArrival(each);
		for (const each of come) if (each.cookie === 0) this.#tellArrival(each);
		for (const entry of gone) this.#files.close(entry);
	}

	/** The cookie of an entry that went to where nobody watches; 0 where it was deleted. */
	#cast(entry: VnodeEntry, left: Set<VnodeWatch>): number {
		const own = this.#byFile.get(fileKey(entry.owner.device, entry.record.ino));
		if (!this.#entries.hasLeft(entry, own)) return 0;
		if (own !== undefined) left.add(own);
		return this.#newCookie();
	}

	#receive({ owner, record, from }: Arrival, cookies: ReadonlyMap<VnodeEntry, number>): Received {
		const held = this.#entries.hold(owner, record, from);
		const isHeard = typeof held !== "number";
		const entry = isHeard ? held : { owner, record, fd: -1, notes: 0 };
		this.#entries.put(entry);
		return { owner, entry, isHeard, cookie: (from === undefined ? undefined : cookies.get(from)) ?? 0 };
	}

	#tellArrival({ owner, entry: { record, fd }, isHeard, cookie }: Received): void {
		if (owner.ended) return;
		const isWritten = cookie === 0 && record.kind === "file" && fd >= 0 && this.#files.isFilled(fd);
		this.#tell(owner, cookie === 0 ? IN_CREATE : IN_MOVED_TO, record, cookie);
		if (isWritten) this.#tell(owner, IN_MODIFY, record);
		if (isWritten && (this.#notes.tellable & IN_CLOSE_WRITE) !== 0) this.#tell(owner, IN_CLOSE_WRITE, record);
		// What is done to it from now on will not be heard.
		if (!isHeard) this.#tellLoss();
	}

	#tellMoved(watch: VnodeWatch): void {
		const { KQ_NOTE_RENAME } = this.#queue.constants;
		if ((watch.notes & KQ_NOTE_RENAME) === 0) return;
		watch.notes &= ~KQ_NOTE_RENAME;
		this.#tell(watch, IN_MOVE_SELF);
	}

	/** Tells what happened to what is watched itself. */
	#tellOwn(watch: VnodeWatch): void {
		const { KQ_NOTE_DELETE, KQ_NOTE_LINK, KQ_NOTE_RENAME, KQ_NOTE_REVOKE } = this.#queue.constants;
		const { notes, isDirectory } = watch;
		const bits = watch.ended ? [] : this.#eventsOf(watch, isDirectory, watch.mask);
		watch.notes = 0;
		if (watch.ended) return;
		for (const bit of bits) this.#tell(watch, isDirectory ? bit | IN_ISDIR : bit);
		const isDeleted = (notes & KQ_NOTE_DELETE) !== 0 && (isDirectory || this.#files.links(watch.fd) === 0);
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
		this.#entries.end(watch);
		this.#files.close(watch);
	}
}
