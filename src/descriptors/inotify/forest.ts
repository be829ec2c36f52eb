/**
 * All watches of an inotify, and how the kernel's events become the user's.
 *
 * The kernel watches single directories. A tree of them is kept whole by these steps, of which none can lose a file:
 *
 * - A new directory is watched first and listed then: what is made in it afterwards the kernel tells, what was there
 *   before is found. Between watching and listing both happens; so everything that the kernel has told by then is read,
 *   and what it will tell anyway is not reported as found.
 * - A directory that is moved within the tree goes on with its watches under its new path. IN_MOVED_FROM and IN_MOVED_TO
 *   have a cookie in common, and the directory's own IN_MOVE_SELF comes after both: if no IN_MOVED_TO came before that,
 *   it has left the tree, and its watches end.
 * - After an overflow nobody knows which directories there are: the tree is walked anew, before the user hears of it.
 *
 * The kernel tells of a directory twice, to its own watch and to its parent's. Of those within a tree the user hears only the
 * latter, which has the name.
 */
import { constants } from "node:os";
import { OSError, osError, ValueError } from "../../errors.js";
import { platform, type RawInotifyEvent } from "../../ffi/index.js";
import { InotifyEvent, type InotifyEventParts } from "./inotify-event.js";
import type { Listed } from "./list-folder.js";
import type { RecursiveOptions } from "./recursive-options.js";
import { below, type Tree, Watch } from "./watch.js";
import type { WatchQueue } from "./watch-queue.js";

const {
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_IGNORED,
	IN_ISDIR,
	IN_MASK_ADD,
	IN_MODIFY,
	IN_MOVED_FROM,
	IN_MOVED_TO,
	IN_MOVE_SELF,
	IN_ONLYDIR,
	IN_Q_OVERFLOW,
	IN_UNMOUNT,
} = platform.inotify.constants;
const { ENOENT, ENOTDIR, ELOOP } = constants.errno;

const appearing = IN_CREATE | IN_MOVED_TO;
/** What a tree needs to hear, whatever the user wants to. */
const needed = appearing | IN_MOVED_FROM | IN_MOVE_SELF;
/** Who asks for one of these wants to hear of what was found. */
const aboutFiles = appearing | IN_MODIFY | IN_CLOSE_WRITE;
/** Comes unasked. */
const unasked = IN_IGNORED | IN_UNMOUNT;
/** A directory that went away before it could be watched: an event tells of that. */
const gone: readonly number[] = [ENOENT, ENOTDIR, ELOOP];

/** A directory of a tree that is watched at a place. */
interface Entered {
	readonly watch: Watch;
	/** Whether it was not in the tree before. */
	readonly isNew: boolean;
}

/** The watches of one inotify. */
export class Forest {
	readonly #queue: WatchQueue;
	readonly #watches = new Map<number, Watch>();
	/** The directories that were moved away, by the cookie of the move, until it is known where to. */
	readonly #adrift = new Map<number, Watch>();
	#told: InotifyEvent[] = [];

	constructor(queue: WatchQueue) {
		this.#queue = queue;
	}

	/** The watch of a descriptor. */
	find(wd: number): Watch | undefined {
		return this.#watches.get(wd);
	}

	/** Watches a path. */
	add(path: string, mask: number): number {
		const wd = this.#watch(path, mask);
		const known = this.#watches.get(wd);
		// The kernel forgot what the tree asked for.
		if (known?.tree !== undefined) this.#watch(path, known.tree.mask | needed | IN_MASK_ADD);
		const watch = known ?? this.#remember(wd, path);
		watch.mask = (mask & IN_MASK_ADD) === 0 ? mask : watch.mask | mask;
		return wd;
	}

	/** Watches a directory and all in it, or nothing at all. */
	plant(path: string, mask: number, { exclude }: RecursiveOptions): number {
		const wd = this.#watch(path, mask | needed | IN_ONLYDIR | IN_MASK_ADD);
		const root = this.#watches.get(wd) ?? this.#remember(wd, path);
		if (root.tree !== undefined) {
			throw new ValueError(`Cannot watchRecursive '${path}': it is in the tree of '${root.tree.root.path}'`);
		}
		root.tree = { mask, root, exclude };
		try {
			this.#walk(root, undefined);
		} catch (error) {
			this.#cut(root);
			throw error;
		}
		return wd;
	}

	/** Ends a watch, with all that are in its tree; its own IN_IGNORED is still to come. */
	remove(watch: Watch): void {
		for (const child of [...watch.children.values()]) this.#cut(child);
		for (const each of [...this.#adrift.values()]) {
			if (each.tree === watch.tree) this.#cut(each);
		}
		this.#queue.unwatch(watch.wd);
		watch.tree = undefined;
	}

	/** Looks at everything that was read, and at what has to be read for that. */
	told(): InotifyEvent[] {
		for (let event = this.#queue.next(); event !== undefined; event = this.#queue.next()) this.#hear(event);
		const told = this.#told;
		this.#told = [];
		return told;
	}

	#watch(path: string, mask: number): number {
		const wd = this.#queue.watch(path, mask);
		if (wd < 0) throw osError(-wd, this.#queue.call, { path: Buffer.from(path, "latin1").toString() });
		return wd;
	}

	#remember(wd: number, name: string): Watch {
		const watch = new Watch(wd, name);
		this.#watches.set(wd, watch);
		return watch;
	}

	#hear(event: RawInotifyEvent): void {
		if ((event.mask & IN_Q_OVERFLOW) !== 0) {
			this.#walkAnew();
			this.#tell({ ...event, path: undefined });
			return;
		}
		const watch = this.#watches.get(event.wd);
		// Removed, while this was on its way.
		if (watch === undefined) {
			if ((event.mask & IN_MOVED_TO) !== 0) this.#lose(event.cookie);
			return;
		}
		const { tree } = watch;
		const toTell = this.#wanted(watch, event) ? this.#parts(watch, event) : undefined;
		let error: OSError | undefined;
		const tellLater = this.#told.length;
		if ((event.mask & IN_IGNORED) !== 0) this.#forget(watch);
		else if (tree !== undefined && event.name === undefined) {
			if ((event.mask & IN_MOVE_SELF) !== 0 && watch.adrift !== undefined) this.#cut(watch);
		} else if (tree !== undefined && event.name !== undefined && (event.mask & IN_ISDIR) !== 0) {
			if ((event.mask & IN_MOVED_FROM) !== 0) this.#cast(watch, event.name, event.cookie);
			if ((event.mask & appearing) !== 0) error = this.#appeared(watch, event.name, event.cookie, tree);
		}
		// Before what was found in it, and not before it is known whether it could be watched.
		if (toTell !== undefined) this.#told.splice(tellLater, 0, new InotifyEvent(toTell, error));
	}

	#wanted({ tree, mask, isInner }: Watch, event: RawInotifyEvent): boolean {
		if ((event.mask & IN_IGNORED) !== 0) return !isInner || mask !== 0;
		if ((event.mask & unasked) !== 0) return true;
		if (isInner && event.name === undefined) return (event.mask & mask) !== 0;
		return (event.mask & ~IN_ISDIR & (mask | (tree?.mask ?? 0))) !== 0;
	}

	#parts(watch: Watch, { mask, cookie, name }: RawInotifyEvent): InotifyEventParts {
		const { path } = watch;
		return {
			wd: watch.tree?.root.wd ?? watch.wd,
			mask,
			cookie,
			name,
			path: name === undefined ? path : below(path, name),
		};
	}

	#tell(parts: InotifyEventParts, error?: OSError): void {
		this.#told.push(new InotifyEvent(parts, error));
	}

	/** A directory left its place. Where it had not been watched, it does so unnoticed. */
	#cast(parent: Watch, name: string, cookie: number): void {
		const child = parent.children.get(name);
		if (child === undefined) return;
		child.leave();
		child.adrift = cookie;
		this.#adrift.set(cookie, child);
	}

	/** A directory came to where nobody watches any more. */
	#lose(cookie: number): void {
		const moved = this.#adrift.get(cookie);
		if (moved !== undefined) this.#cut(moved);
	}

	/** A directory is there that was not; why it cannot be watched, if it cannot. */
	#appeared(parent: Watch, name: string, cookie: number, tree: Tree): OSError | undefined {
		const moved = cookie === 0 ? undefined : this.#adrift.get(cookie);
		if (moved === undefined) return this.#grow(parent, name, tree);
		this.#adrift.delete(cookie);
		// It cannot be within itself: while all moves, it was found somewhere else before this was told.
		if (moved.tree === tree && !moved.holds(parent)) {
			moved.moveTo(parent, name);
			return undefined;
		}
		this.#cut(moved);
		return this.#grow(parent, name, tree);
	}

	/** Watches a new directory, and tells what was in it already. */
	#grow(parent: Watch, name: string, tree: Tree, isFound = false): OSError | undefined {
		const before = parent.children.get(name);
		const entered = this.#enter(parent, name, tree);
		if (entered === undefined || entered instanceof OSError) return entered;
		const { watch } = entered;
		// One that was watched has moved here with all in it, and nobody was told of that; unless it was here.
		if (watch === before && !isFound) return undefined;
		const entries = this.#queue.list(watch.wd, watch.path);
		this.#queue.readAhead();
		const announced = this.#queue.announced(watch.wd, appearing);
		for (const entry of entries) if (!announced.has(entry.name)) this.#find(watch, entry, tree);
		return undefined;
	}

	#find(parent: Watch, { name, isDirectory }: Listed, tree: Tree): void {
		const mask = isDirectory ? IN_CREATE | IN_ISDIR : IN_CREATE;
		const place = this.#told.length;
		const error = isDirectory ? this.#grow(parent, name, tree, true) : undefined;
		if ((tree.mask & aboutFiles) === 0) return;
		const parts = { wd: tree.root.wd, mask, cookie: 0, name, path: below(parent.path, name), found: true };
		this.#told.splice(place, 0, new InotifyEvent(parts, error));
	}

	/** Watches a directory of a tree: its watch, why there is none, or nothing where it need not be looked into. */
	#enter(parent: Watch, name: string, tree: Tree): Entered | OSError | undefined {
		const path = below(parent.path, name);
		const text = Buffer.from(path, "latin1").toString();
		if (tree.exclude?.(text)) return undefined;
		const wd = this.#queue.enter(parent.wd, name, path, tree.mask | needed | IN_MASK_ADD);
		if (wd < 0) return gone.includes(-wd) ? undefined : osError(-wd, this.#queue.call, { path: text });
		const known = this.#watches.get(wd);
		const watch = known ?? this.#remember(wd, path);
		if (known?.tree !== undefined) {
			// Mounted within itself; or of another tree, which tells of it.
			if (known.tree !== tree || known.holds(parent)) return undefined;
			this.#land(known, parent, name);
			return { watch: known, isNew: false };
		}
		watch.tree = tree;
		watch.moveTo(parent, name);
		return { watch, isNew: true };
	}

	/** A directory with its watches is where it was found, whatever events are still to tell of that. */
	#land(watch: Watch, parent: Watch, name: string): void {
		if (watch.adrift !== undefined) this.#adrift.delete(watch.adrift);
		watch.moveTo(parent, name);
	}

	/**
	 * Watches the directories of a tree without telling what is in them.
	 *
	 * @param watch where to begin.
	 * @param met takes the directories that are there; where it is given, those that cannot be watched are passed over.
	 */
	#walk(watch: Watch, met: Set<Watch> | undefined): void {
		const { tree } = watch;
		if (tree === undefined) return;
		const open = [watch];
		for (let each = open.pop(); each !== undefined; each = open.pop()) {
			met?.add(each);
			for (const { name, isDirectory } of this.#queue.list(each.wd, each.path)) {
				if (!isDirectory) continue;
				const entered = this.#enter(each, name, tree);
				if (entered instanceof OSError && met === undefined) throw entered;
				const isEntered = entered !== undefined && !(entered instanceof OSError);
				const child = isEntered ? entered.watch : each.children.get(name);
				if (child !== undefined && (met === undefined ? isEntered && entered.isNew : !met.has(child)))
					open.push(child);
			}
		}
	}

	/** Events were lost: finds the directories of all trees again, and ends the watches of those that are gone. */
	#walkAnew(): void {
		this.#adrift.clear();
		const roots = [...this.#watches.values()].filter(({ tree, wd }) => tree?.root.wd === wd);
		const met = new Set<Watch>();
		for (const root of roots) this.#walk(root, met);
		for (const watch of [...this.#watches.values()]) {
			if (watch.tree !== undefined && !met.has(watch)) this.#cut(watch);
		}
	}

	/** Ends the watches of a directory and of all in it, but what somebody asked for besides. */
	#cut(watch: Watch): void {
		for (const child of [...watch.children.values()]) this.#cut(child);
		const { path } = watch;
		watch.leave();
		if (watch.adrift !== undefined) this.#adrift.delete(watch.adrift);
		watch.adrift = undefined;
		watch.tree = undefined;
		watch.parent = undefined;
		watch.name = path;
		if (watch.mask !== 0) return;
		this.#watches.delete(watch.wd);
		this.#queue.unwatch(watch.wd);
	}

	/** The kernel has ended a watch. */
	#forget(watch: Watch): void {
		watch.leave();
		if (watch.adrift !== undefined) this.#adrift.delete(watch.adrift);
		for (const child of [...watch.children.values()]) this.#cut(child);
		this.#watches.delete(watch.wd);
	}
}
