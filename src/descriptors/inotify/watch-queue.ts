/** What an Inotify stands on: the kernel's inotify, or a kqueue. */
import type { RawInotifyEvent } from "../../ffi/index.js";
import type { Listed } from "./list-folder.js";

/** Watches, and the events that they made and nobody has looked at. Paths and names have a character for each byte. */
export interface WatchQueue {
	/** Its descriptor, which whoever uses this has to keep open. */
	readonly fd: number;
	/** The system call that begins to watch, for errors. */
	readonly call: string;
	/**
	 * Watches a path.
	 *
	 * @param path the path.
	 * @param mask what for.
	 * @returns the watch descriptor, or a negative error number.
	 * @throws ValueError where nothing of what the mask asks for can be told.
	 */
	watch(path: string, mask: number): number;
	/**
	 * Watches a directory that is an entry of one that is watched.
	 *
	 * @param wd the watch of the directory that it is in.
	 * @param name its name there.
	 * @param path its path.
	 * @param mask what for.
	 * @returns the watch descriptor, or a negative error number.
	 */
	enter(wd: number, name: string, path: string, mask: number): number;
	/** Ends a watch. Its IN_IGNORED is on the way then, if it was not before. */
	unwatch(wd: number): void;
	/**
	 * What is in a directory that is watched: all that the events which are still to come do not tell of, and perhaps more.
	 *
	 * @param wd its watch.
	 * @param path its path.
	 * @returns its entries.
	 */
	list(wd: number, path: string): Listed[];
	/** Takes what has happened, some of it at least. */
	fill(): void;
	/**
	 * Takes all that has happened so far, for whoever must know it before it goes on. Not more than one read() should carry:
	 * whoever makes directories faster than they are looked at is not waited for.
	 */
	readAhead(): void;
	/** The next event; undefined where none is left. */
	next(): RawInotifyEvent | undefined;
	/**
	 * The names that the events which were taken and not yet looked at tell first of as new in a directory.
	 *
	 * @param wd the directory's watch descriptor.
	 * @param appearing the bits of such events.
	 * @returns the names.
	 */
	announced(wd: number, appearing: number): Set<string>;
	/** Gives back all but the descriptor. Twice is harmless. */
	release(): void;
}
