/** The descriptors by which files are watched. */
import { fstatSync } from "node:fs";
import { constants } from "node:os";
import { close, type DirectoryRecord, errno, openEntry, openToWatch, platform } from "../../../ffi/index.js";
import type { EventQueue } from "../../kqueue/index.js";
import type { Noted, VnodeIdentity } from "./vnode-watch.js";

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
		if (fd >= 0) return this.#keep(fd);
		const error = errno();
		return error === EMLINK ? -ELOOP : -error;
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
	 * @throws OSError where the kqueue refuses.
	 */
	watch(file: Noted, notes: number): void {
		const { KQ_EV_ADD, KQ_EV_CLEAR, KQ_FILTER_VNODE } = this.#queue.constants;
		this.#queue.change(file.fd, KQ_FILTER_VNODE, KQ_EV_ADD | KQ_EV_CLEAR, notes >>> 0);
		this.#files.set(file.fd, file);
	}

	/** Closes a file, if it is open, and the kqueue tells of it no more. */
	close({ fd }: Pick<Noted, "fd">): void {
		const file = this.#files.get(fd);
		if (!this.#files.delete(fd)) return;
		if (file !== undefined) this.#forget(fd);
		close(fd);
	}

	/** Closes all. */
	closeAll(): void {
		for (const fd of this.#files.keys()) close(fd);
		this.#files.clear();
	}

	#keep(fd: number): number {
		this.#files.set(fd, undefined);
		return fd;
	}

	/** A kernel does so by itself when the file is closed; a kqueue in user space does not see that. */
	#forget(fd: number): void {
		const { KQ_EV_DELETE, KQ_FILTER_VNODE } = this.#queue.constants;
		this.#queue.change(fd, KQ_FILTER_VNODE, KQ_EV_DELETE);
	}
}
