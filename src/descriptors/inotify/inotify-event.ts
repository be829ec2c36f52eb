/** What an Inotify tells. */
import type { OSError } from "../../errors.js";
import { platform } from "../../ffi/index.js";

const { IN_ISDIR, IN_Q_OVERFLOW, IN_ALL_EVENTS, IN_UNMOUNT, IN_IGNORED } = platform.inotify.constants;
const told = IN_ALL_EVENTS | IN_UNMOUNT | IN_Q_OVERFLOW | IN_IGNORED | IN_ISDIR;
/** The names of single bits that events have. */
const names = Object.entries(platform.inotify.constants).filter(
	([, bit]) => (bit & told) !== 0 && (bit & (bit - 1)) === 0,
);

/** What an event is made of; texts have a character for each byte. */
export interface InotifyEventParts {
	readonly wd: number;
	readonly mask: number;
	readonly cookie: number;
	readonly name: string | undefined;
	readonly path: string | undefined;
	readonly found?: boolean;
}

function decode(bytes: string | undefined): string | undefined {
	return bytes === undefined ? undefined : Buffer.from(bytes, "latin1").toString();
}

/**
 * Something happened to a file that is watched.
 *
 * @example
 * ```ts
 * import { mkdtempSync, rmdirSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { IN_DELETE_SELF, Inotify } from "evloop";
 *
 * const folder = mkdtempSync(`${tmpdir()}/inotify-`);
 * using inotify = new Inotify();
 * inotify.addWatch(folder, IN_DELETE_SELF);
 * rmdirSync(folder);
 * for (const event of inotify.read()) {
 * 	console.log(event.flags.join(" "), event.path === folder); // IN_DELETE_SELF true, IN_IGNORED true
 * }
 * ```
 * @see https://man7.org/linux/man-pages/man7/inotify.7.html
 */
export class InotifyEvent {
	/** The watch, as `addWatch` or `watchRecursive` returned it; -1 where events were lost. */
	readonly wd: number;
	/** What happened: an event's bit, and IN_ISDIR where it is about a directory. */
	readonly mask: number;
	/** The same number for both halves of a rename; 0 for all else. */
	readonly cookie: number;
	/** The name of the entry in the watched directory; `undefined` where the event is about what is watched itself. */
	readonly name: string | undefined;
	/** The path: that which was watched, and the way from there. `undefined` where events were lost. */
	readonly path: string | undefined;
	/**
	 * Whether the kernel did not tell of it: it was in a new directory before that could be watched, and was found there. Its
	 * mask says IN_CREATE.
	 */
	readonly found: boolean;
	/** Why this new directory is not watched, and nothing in it reported: ENOSPC, EACCES. `undefined` where all is well. */
	readonly error: OSError | undefined;
	readonly #name: string | undefined;
	readonly #path: string | undefined;

	/** @hidden */
	constructor({ wd, mask, cookie, name, path, found = false }: InotifyEventParts, error?: OSError) {
		this.wd = wd;
		this.mask = mask;
		this.cookie = cookie;
		this.name = decode(name);
		this.path = decode(path);
		this.found = found;
		this.error = error;
		this.#name = name;
		this.#path = path;
	}

	/** The bytes of the name: file names need not be UTF-8, and then `name` has replacement characters in it. */
	get nameBytes(): Buffer | undefined {
		return this.#name === undefined ? undefined : Buffer.from(this.#name, "latin1");
	}

	/** The bytes of the path, which every function of node:fs takes. */
	get pathBytes(): Buffer | undefined {
		return this.#path === undefined ? undefined : Buffer.from(this.#path, "latin1");
	}

	/** Whether it is about a directory. */
	get isDirectory(): boolean {
		return (this.mask & IN_ISDIR) !== 0;
	}

	/** Whether events were lost: whoever keeps a picture of what is watched has to look at all of it again. */
	get needsRescan(): boolean {
		return (this.mask & IN_Q_OVERFLOW) !== 0;
	}

	/** The names of the bits of the mask: `["IN_CREATE", "IN_ISDIR"]`. */
	get flags(): string[] {
		return names.filter(([, bit]) => (this.mask & bit) !== 0).map(([name]) => name);
	}
}
