/** Inotify: what happens to files and directories, on Linux. */
import { KeyError, NotImplementedError, ValueError } from "../../errors.js";
import { inotifyInit1, platform, syscall } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { OwnedDescriptor } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import { type DescriptorLoop, type DescriptorLoopOptions, descriptorLoop } from "../descriptor-loop.js";
import { checkMask, checkPath, checkTreeMask } from "./check-watch.js";
import { Forest } from "./forest.js";
import type { InotifyEvent } from "./inotify-event.js";
import { InotifyIterator } from "./inotify-iterator.js";
import { KernelQueue } from "./kernel-queue.js";
import type { RecursiveOptions } from "./recursive-options.js";

function openInotify(): number {
	const { O_NONBLOCK, O_CLOEXEC } = platform.files;
	if (Number.isNaN(platform.inotify.constants.IN_CREATE)) {
		throw new NotImplementedError(
			"Cannot make an Inotify: this system has none. A kqueue() of evloop/select watches a single file here: open it, and ask " +
				"for KQ_FILTER_VNODE with KQ_NOTE_WRITE, KQ_NOTE_DELETE and their like",
		);
	}
	return syscall("inotify_init1", inotifyInit1(O_NONBLOCK | O_CLOEXEC));
}

/**
 * Tells what happens to files and directories: the kernel's own words, name for name (Linux).
 *
 * A directory is watched with the entries in it, and not what is in those; {@link Inotify.watchRecursive} watches a whole tree, and
 * goes on watching it as directories come, move and go. What happens is read at once ({@link Inotify.read}), awaited
 * ({@link Inotify.readEvents}), iterated over (`for await`), or heard of by `loop.addReader(inotify, …)`.
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
 */
export class Inotify extends OwnedDescriptor implements AsyncIterable<InotifyEvent> {
	readonly #queue: KernelQueue;
	readonly #forest: Forest;
	/** What a reader took and did not look at. */
	#putBack: InotifyEvent[] = [];

	/**
	 * Opens it; it is non-blocking, and no child process inherits it.
	 *
	 * @throws OSError if the user (EMFILE: 128 by default) or the system has too many.
	 * @throws NotImplementedError if the system has no inotify.
	 */
	constructor() {
		super(openInotify(), "inotify");
		this.#queue = new KernelQueue((call) => this.openFileno(call));
		this.#forest = new Forest(this.#queue);
	}

	/**
	 * Watches a file, or a directory and the entries in it. What is watched already is watched for something else from now on;
	 * with IN_MASK_ADD for more.
	 *
	 * @param path its path; bytes where that is no UTF-8.
	 * @param mask what to tell of: constants that begin with `IN_`, one or more.
	 * @returns the watch descriptor: `wd` of the events, and what {@link Inotify.rmWatch} takes.
	 * @throws TypeError, RangeError or ValueError if the path is empty, or has a zero byte in it, or the mask asks for nothing.
	 * @throws OSError if there is no such file (ENOENT), it may not be read (EACCES), the user has too many watches (ENOSPC), or
	 * this is closed (EBADF).
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
		return this.#forest.add(bytes, checkMask(mask, "addWatch"));
	}

	/**
	 * Watches a directory, all directories in it, and those that come into it later. Symbolic links are not followed.
	 *
	 * What is in a new directory before the kernel can watch it is not lost: it comes as an event that was `found`, with
	 * IN_CREATE, if the mask asks for any of IN_CREATE, IN_MOVED_TO, IN_MODIFY and IN_CLOSE_WRITE. So does all that is in a directory
	 * which was moved here from elsewhere. Each file comes once: found, or told by the kernel.
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
	 * @throws OSError if it is no directory (ENOTDIR), there are more directories than the user may watch (ENOSPC), one may not be read
	 * (EACCES), or this is closed (EBADF); then nothing of it is watched.
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
		if (options.exclude !== undefined && typeof options.exclude !== "function") {
			throw new TypeError("Cannot watchRecursive: exclude must be a function");
		}
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

	*#reading(loop: DescriptorLoop): Coroutine<InotifyEvent[]> {
		for (;;) {
			const events = this.read();
			if (events.length > 0) return events;
			yield* waitOn(loop.waitReadable(this));
		}
	}
}
