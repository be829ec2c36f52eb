/** Opening what is only to be watched, or listed. */
import { constants } from "node:fs";
import { openat, openPath } from "../libc/directories.js";
import { platform } from "../platform.js";

const { O_DIRECTORY, O_NOFOLLOW } = constants;
const { O_CLOEXEC, O_NONBLOCK } = platform.files;
const { watchFlags } = platform.directories;

/** What may be asked for besides. */
export interface OpenToWatchOptions {
	/** Whether it must be a directory (ENOTDIR). */
	readonly onlyDirectory?: boolean;
	/** Whether it must be no symbolic link (ELOOP; EMLINK on FreeBSD). */
	readonly noFollow?: boolean;
}

/** Without waiting for the other end of a FIFO. */
function flagsOf({ onlyDirectory, noFollow }: OpenToWatchOptions): number {
	const base = watchFlags | O_CLOEXEC | O_NONBLOCK;
	return base | (onlyDirectory ? O_DIRECTORY : 0) | (noFollow ? O_NOFOLLOW : 0);
}

function withZero(path: string): Uint8Array {
	return Buffer.from(`${path}\0`, "latin1");
}

/**
 * Opens a file or a directory.
 *
 * @param path its path, a character for each byte.
 * @param options what it must be.
 * @returns the descriptor, or -1 with `errno` set.
 */
export function openToWatch(path: string, options: OpenToWatchOptions): number {
	return openPath(withZero(path), flagsOf(options));
}

/**
 * Opens an entry of a directory, wherever that has been moved to.
 *
 * @param directory the directory's descriptor.
 * @param name the entry's name, a character for each byte.
 * @param options what it must be.
 * @returns the descriptor, or -1 with `errno` set.
 */
export function openEntry(directory: number, name: string, options: OpenToWatchOptions): number {
	return openat(directory, withZero(name), flagsOf(options));
}
