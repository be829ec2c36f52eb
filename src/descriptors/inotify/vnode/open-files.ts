/** The descriptors by which files are watched. */
import { fstatSync, type Stats } from "node:fs";
import { constants } from "node:os";
import { OSError } from "../../../errors.js";
import { close, type DirectoryRecord, errno, openEntry, openToWatch, platform } from "../../../ffi/index.js";
import type { EventQueue } from "../../kqueue/index.js";
import type { Noted, VnodeEntry, VnodeIdentity } from "./vnode-watch.js";

const { EMFILE, EMLINK, ELOOP, ENFILE, ENOMEM } = constants.errno;
const { IN_DONT_FOLLOW, IN_ONLYDIR } = platform.inotify.constants;

/** There is no room for another descriptor: all else is about the file. */
const noRoom: readonly number[] = [EMFILE, ENFILE, ENOMEM];

/** What a kqueue watches, by descriptor. */
export class OpenFiles {
	readonly #queue: EventQueue;
	/** By descriptor; those that were opened and are not watched yet are `undefined`. */
	readonly #files = new Map<number, Noted | undefined>();

	constructor(queue: EventQueue) {
		this.#queue = queue;
	}

	/** What a descriptor is of. */
	find(fd: number): Noted | undefined {
		return this.#files.get(fd);
	}

	/**
	 * Opens a path.
	 *
	 * @param path the path.
	 * @param mask what is asked for, with how to open it.
	 * @returns the descriptor, or a negative error number.
	 */
	open(path: string, mask: number): number {
		const fd = openToWatch(path, {
			onlyDirectory: (mask & IN_ONLYDIR) !== 0,
			noFollow: (mask & IN_DONT_FOLLOW) !== 0,
		});
		return this.#keepOpened(fd);
	}

	/**
	 * Opens an entry of a directory, if it is one that can be watched: nothing can be told of a link, a socket or a device, or
	 * of a file that may not be read.
	 *
	 * @param directory the directory's descriptor.
	 * @param record the entry.
	 * @returns the descriptor; -1 where there is none, or another negative error number where there is no room for it.
	 */
	openEntry(directory: number, { name, kind }: DirectoryRecord): number {
		if (kind === "other") return -1;
		const fd = openEntry(directory, name, { noFollow: true });
		if (fd >= 0) return this.#keep(fd);
		const error = errno();
		return noRoom.includes(error) ? -error : -1;
	}

	/**
	 * Opens an entry that is a directory once more, wherever it is by now if it is open.
	 *
	 * @param directory the descriptor of the directory that it is in.
	 * @param entry the entry.
	 * @returns the descriptor, or a negative error number.
	 */
	openDirectory(directory: number, { fd, record }: Pick<VnodeEntry, "fd" | "record">): number {
		const own =
			fd >= 0
				? openEntry(fd, ".", { onlyDirectory: true })
				: openEntry(directory, record.name, { onlyDirectory: true, noFollow: true });
		return this.#keepOpened(own);
	}

	/** Which file a descriptor is of. */
	identify(fd: number): VnodeIdentity {
		const stats = fstatSync(fd, { bigint: true });
		return { device: stats.dev, ino: stats.ino, isDirectory: stats.isDirectory() };
	}

	/**
	 * Has the kqueue tell of a file, from now on or in another way than before.
	 *
	 * @param file the file.
	 * @param notes what to tell.
	 * @returns 0, or a negative error number where the kqueue refuses.
	 */
	watch(file: Noted, notes: number): number {
		const { KQ_EV_ADD, KQ_EV_CLEAR, KQ_FILTER_VNODE } = this.#queue.constants;
		try {
			this.#queue.change(file.fd, KQ_FILTER_VNODE, KQ_EV_ADD | KQ_EV_CLEAR, notes >>> 0);
		} catch (error) {
			if (error instanceof OSError && error.errno !== undefined) return error.errno;
			throw error;
		}
		this.#files.set(file.fd, file);
		return 0;
	}

	/** How many names a file has; none where nobody can tell. */
	links(fd: number): number {
		return this.#look(fd)?.nlink ?? 0;
	}

	/** Whether something is in a file. */
	isFilled(fd: number): boolean {
		return (this.#look(fd)?.size ?? 0) > 0;
	}

	/** Looks how long a file is; says whether it is not as long as it was when it was last looked at. */
	measure(file: Noted): boolean {
		const before = file.size;
		file.size = this.#look(file.fd)?.size ?? before;
		return before !== undefined && file.size !== before;
	}

	/** Closes a descriptor that was opened and is not watched. */
	drop(fd: number): void {
		if (this.#files.get(fd) === undefined && this.#files.delete(fd)) close(fd);
	}

	/** Closes a file, if it is open, and the kqueue tells of it no more. Its descriptor may be another file's by now. */
	close(file: Noted): void {
		const { fd } = file;
		if (this.#files.get(fd) !== file) return;
		this.#files.delete(fd);
		// A kernel does so by itself; a kqueue in user space does not see a close. What was revoked is forgotten already.
		this.#queue.forget(fd, this.#queue.constants.KQ_FILTER_VNODE);
		close(fd);
	}

	/** Closes all. */
	closeAll(): void {
		for (const fd of this.#files.keys()) close(fd);
		this.#files.clear();
	}

	#keepOpened(fd: number): number {
		if (fd >= 0) return this.#keep(fd);
		const error = errno();
		return error === EMLINK ? -ELOOP : -error;
	}

	#keep(fd: number): number {
		this.#files.set(fd, undefined);
		return fd;
	}

	/** On a network, a file may be gone and its descriptor of no use. */
	#look(fd: number): Stats | undefined {
		try {
			return fstatSync(fd);
		} catch {
			return undefined;
		}
	}
}
