/** Inotify: what happens to files and directories. */
import { KeyError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import { OwnedDescriptor } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import { type DescriptorLoop, type DescriptorLoopOptions, descriptorLoop } from "../descriptor-loop.js";
import { type KqueueMakerOptions, queueInstead } from "../kqueue/index.js";
import { checkMask, checkPath, checkTreeMask } from "./check-watch.js";
import { Forest } from "./forest.js";
import type { InotifyEvent } from "./inotify-event.js";
import { InotifyIterator } from "./inotify-iterator.js";
import { KernelQueue } from "./kernel-queue.js";
import type { RecursiveOptions } from "./recursive-options.js";
import { VnodeQueue } from "./vnode/index.js";
import type { WatchQueue } from "./watch-queue.js";

const forgotten = new FinalizationRegistry<WatchQueue>((queue) => queue.release());

/**
 * Tells what happens to files and directories: the words of Linux's kernel, name for name.
 *
 * A directory is watched with the entries in it, and not what is in those; {@link Inotify.watchRecursive} watches a whole
 * tree, and goes on watching it as directories come, move and go. What happens is read at once ({@link Inotify.read}),
 * awaited ({@link Inotify.readEvents}), iterated over (`for await`), or heard of by `loop.addReader(inotify, …)`.
 *
 * On macOS and the BSDs a kqueue stands for it, which tells less: that a directory has changed, and not what in it. So
 * directories are listed and compared. What begins and ends between two reads is not seen there, what happens between them
 * comes in one go, and each file that is watched costs a descriptor; the guide says what else is different.
 *
 * It watches files and not paths: what happens under a name that was moved away is told under the name that it had
 * when it was watched. In a tree the paths are followed.
 *
 * @example
 * ```ts
 * import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { IN_CLOSE_WRITE, IN_CREATE, Inotify } from "evloop";
 *
 * const folder = mkdtempSync(`${tmpdir()}/inotify-`);
 * using inotify = new Inotify();
 * inotify.addWatch(folder, IN_CREATE | IN_CLOSE_WRITE);
 *
 * writeFileSync(`${folder}/notes.txt`, "hello");
 * for await (const event of inotify) {
 * 	console.log(event.name, event.flags[0]); // notes.txt IN_CREATE, notes.txt IN_CLOSE_WRITE
 * 	if (event.mask === IN_CLOSE_WRITE) break;
 * }
 * rmSync(folder, { recursive: true });
 * ```
 * @see https://man7.org/linux/man-pages/man7/inotify.7.html
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export class Inotify extends OwnedDescriptor implements AsyncIterable<InotifyEvent> {
	readonly #queue: WatchQueue;
	readonly #forest: Forest;
	/** What a reader took and did not look at. */
	#putBack: InotifyEvent[] = [];

	/**
	 * Opens it; it is non-blocking, and no child process inherits it.
	 *
	 * @param options which kqueue it stands on, if one is to be used.
	 * @throws OSError if the user (EMFILE: 128 by default) or the system has too many.
	 * @throws NotImplementedError if the system has neither inotify nor a kqueue.
	 */
	constructor(options: KqueueMakerOptions = {}) {
		const kqueue = queueInstead(!Number.isNaN(platform.inotify.FIONREAD), "an Inotify", options);
		const queue = kqueue === undefined ? new KernelQueue() : new VnodeQueue(kqueue);
		super(queue.fd, "inotify");
		this.#queue = queue;
		this.#forest = new Forest(queue);
		forgotten.register(this, queue, queue);
	}

	/**
	 * Watches a file, or a directory and the entries in it. What is watched already is watched for something else from now on;
	 * with IN_MASK_ADD for more.
	 *
	 * @param path its path; bytes where that is no UTF-8.
	 * @param mask what to tell of: constants that begin with `IN_`, one or more.
	 * @returns the watch descriptor: `wd` of the events, and what {@link Inotify.rmWatch} takes.
	 * @throws TypeError, RangeError or ValueError if the path is empty, or has a zero byte in it, or the mask asks for
	 * nothing, or for nothing that a kqueue tells.
	 * @throws OSError if there is no such file (ENOENT), it may not be read (EACCES), the user has too many watches (ENOSPC)
	 * or, over a kqueue, the process too many descriptors (EMFILE), or this is closed (EBADF).
	 * @example
	 * ```ts
	 * import { readFileSync } from "node:fs";
	 * import { IN_OPEN, Inotify } from "evloop";
	 *
	 * using inotify = new Inotify();
	 * const wd = inotify.addWatch(process.execPath, IN_OPEN);
	 * readFileSync(process.execPath);
	 * const [event] = inotify.read();
	 * console.log(event?.wd === wd, event?.path === process.execPath); // true true
	 * ```
	 * @see https://man7.org/linux/man-pages/man2/inotify_add_watch.2.html
	 */
	addWatch(path: string | Uint8Array, mask: number): number {
		const bytes = checkPath(path, "addWatch");
		const checked = checkMask(mask, "addWatch");
		this.openFileno(this.#queue.call);
		return this.#forest.add(bytes, checked);
	}

	/**
	 * Watches a directory, all directories in it, and those that come into it later. Symbolic links are not followed.
	 *
	 * What is in a new directory before the kernel can watch it is not lost: it comes as an event that was `found`, with
	 * IN_CREATE, if the mask asks for any of IN_CREATE, IN_MOVED_TO, IN_MODIFY and IN_CLOSE_WRITE. So does all that is in a
	 * directory which was moved here from elsewhere. Each file comes once: found, or told by the kernel.
	 *
	 * A directory that moves within the tree is watched under its new path; one that leaves the tree is watched no longer. Where
	 * events were lost (`needsRescan`), the tree is whole again before you read of it. What happens to a directory
	 * itself comes once, with its name, not as IN_DELETE_SELF or IN_MOVE_SELF; those are for the root.
	 *
	 * All events have the `wd` of the root.
	 *
	 * @param path the directory.
	 * @param mask what to tell of, as for {@link Inotify.addWatch}; without IN_ONESHOT, IN_MASK_CREATE and IN_MASK_ADD.
	 * @param options what to leave out.
	 * @returns the watch descriptor of the whole tree.
	 * @throws TypeError, RangeError or ValueError if an argument is of another kind, or the directory is in a tree already.
	 * @throws OSError if it is no directory (ENOTDIR), there are more directories than the user may watch (ENOSPC), one may
	 * not be read (EACCES), or this is closed (EBADF); then nothing of it is watched.
	 * @example
	 * ```ts
	 * import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
	 * import { tmpdir } from "node:os";
	 * import { IN_CREATE, Inotify } from "evloop";
	 *
	 * const folder = mkdtempSync(`${tmpdir()}/inotify-`);
	 * using inotify = new Inotify();
	 * inotify.watchRecursive(folder, IN_CREATE);
	 * mkdirSync(`${folder}/a/b`, { recursive: true });
	 * writeFileSync(`${folder}/a/b/c`, "");
	 * for (const event of inotify.read()) {
	 * 	console.log(event.path?.slice(folder.length), event.found); // /a false, /a/b true, /a/b/c true
	 * }
	 * rmSync(folder, { recursive: true });
	 * ```
	 */
	watchRecursive(path: string | Uint8Array, mask: number, options: RecursiveOptions = {}): number {
		const bytes = checkPath(path, "watchRecursive");
		const checked = checkTreeMask(checkMask(mask, "watchRecursive"));
		checkOptions(options, "watch a tree");
		if (options.exclude !== undefined && typeof options.exclude !== "function") {
			throw new TypeError("Cannot watchRecursive: exclude must be a function");
		}
		this.openFileno(this.#queue.call);
		return this.#forest.plant(bytes, checked, options);
	}

	/**
	 * Ends a watch, or that of a whole tree. An event with IN_IGNORED confirms it.
	 *
	 * @param wd what {@link Inotify.addWatch} or {@link Inotify.watchRecursive} returned.
	 * @throws TypeError or RangeError if it is no number.
	 * @throws KeyError if nothing is watched by that number, as after its IN_IGNORED.
	 * @throws OSError if this is closed (EBADF).
	 * @see https://man7.org/linux/man-pages/man2/inotify_rm_watch.2.html
	 */
	rmWatch(wd: number): void {
		const number = checkInteger(wd, "Cannot rmWatch: wd");
		this.openFileno("inotify_rm_watch");
		const watch = this.#forest.find(number);
		if (watch === undefined) throw new KeyError(`Cannot rmWatch ${number}: there is no such watch`);
		if (!watch.isInner) this.#forest.remove(watch);
		else if (watch.mask !== 0) watch.mask = 0;
		else
			throw new ValueError(`Cannot rmWatch ${number}: it belongs to the tree of '${watch.tree?.root.path}'`);
	}

	/**
	 * Reads what has happened, without waiting.
	 *
	 * @returns the events, in order; none where nothing has happened, or nothing that was asked for.
	 * @throws OSError if reading fails, or this is closed (EBADF).
	 */
	read(): InotifyEvent[] {
		this.openFileno("read");
		this.#queue.fill();
		const events = [...this.#putBack, ...this.#forest.told()];
		this.#putBack = [];
		return events;
	}

	/**
	 * Waits until something has happened. Cancelling it loses no event.
	 *
	 * @param options the loop, and a signal that takes it back.
	 * @returns a future of the events, one or more, in order.
	 * @throws TypeError if the signal is none.
	 * @throws OSError if this is closed (EBADF), or, through the future, if reading fails.
	 * @throws ConnectionAbortedError through the future, if this is closed meanwhile.
	 * @example
	 * ```ts
	 * import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
	 * import { tmpdir } from "node:os";
	 * import { IN_MODIFY, Inotify } from "evloop";
	 *
	 * const folder = mkdtempSync(`${tmpdir()}/inotify-`);
	 * using inotify = new Inotify();
	 * inotify.addWatch(folder, IN_MODIFY);
	 * setTimeout(() => writeFileSync(`${folder}/a`, "text"), 1);
	 * const [event] = await inotify.readEvents();
	 * console.log(event?.name); // a
	 * rmSync(folder, { recursive: true });
	 * ```
	 */
	readEvents(options?: DescriptorLoopOptions): Future<InotifyEvent[]> {
		const loop = descriptorLoop(options);
		const { scheduler } = loop;
		this.openFileno("read");
		const aborted = alreadyAborted<InotifyEvent[]>(scheduler, options);
		return aborted ?? abortable(new Operation(scheduler, this.#reading(loop)), options);
	}

	/**
	 * The events one at a time, until this is closed; leaving the loop leaves the others for whoever reads next.
	 *
	 * @param options the loop, and a signal that ends it with an error.
	 * @returns the iterator.
	 * @throws OSError if this is closed (EBADF).
	 */
	events(options?: DescriptorLoopOptions): InotifyIterator {
		this.openFileno("read");
		const isClosed = () => this.closed;
		return new InotifyIterator({
			get closed() {
				return isClosed();
			},
			wait: () => this.readEvents(options),
			putBack: (events) => {
				this.#putBack = [...events, ...this.#putBack];
			},
		});
	}

	/**
	 * As {@link Inotify.events}.
	 *
	 * @returns the iterator.
	 * @throws OSError if this is closed (EBADF).
	 */
	[Symbol.asyncIterator](): InotifyIterator {
		return this.events();
	}

	/**
	 * Closes it, with all that it watches.
	 *
	 * @throws OSError where close(2) fails.
	 */
	override close(): void {
		if (!this.closed) {
			forgotten.unregister(this.#queue);
			this.#queue.release();
		}
		super.close();
	}

	/**
	 * Hands the descriptor over: this object is closed, the descriptor stays open and is the caller's. Over a kqueue the
	 * files that are watched stay open with it, for good.
	 *
	 * @returns its number; -1 where it was closed. Throws nothing.
	 */
	override detach(): number {
		forgotten.unregister(this.#queue);
		return super.detach();
	}

	*#reading(loop: DescriptorLoop): Coroutine<InotifyEvent[]> {
		for (;;) {
			const events = this.read();
			if (events.length > 0) return events;
			yield* waitOn(loop.waitReadable(this));
		}
	}
}
