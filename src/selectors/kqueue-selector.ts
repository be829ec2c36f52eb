/**
 * The selector of macOS and the BSDs, on kqueue(2): the cost of a wait depends on what is ready.
 *
 * kqueue watches filters, not descriptors: reading and writing are two registrations and come as two events, which are
 * put together here, so that a descriptor is reported once in a wait. It watches by descriptor, and close() removes what
 * is watched: there are no ghosts. EV_ADD on what is there already changes it, so a changed registration is simply added
 * again, and with that is right for a number that was closed and reused, too.
 */
import { osError } from "../errors.js";
import { EVENT_READ, EVENT_WRITE } from "./events.js";
import { KernelQueue } from "./kernel/kernel-queue.js";
import { type KqueueOptions, kqueueTable } from "./kqueue-options.js";
import { RegistrySelector } from "./registry-selector.js";

/**
 * The selector on the BSDs' kqueue.
 *
 * Some devices cannot be watched: on macOS the kernel refuses terminals' `/dev/tty` and `/dev/null` with EINVAL; poll and
 * select take them.
 *
 * @typeParam Data what is attached to each file object.
 * @example
 * ```ts
 * import { EVENT_READ, KqueueSelector, NotImplementedError } from "evloop";
 *
 * let outcome = "registered";
 * try {
 * 	using selector = new KqueueSelector();
 * 	selector.register(0, EVENT_READ);
 * } catch (error) {
 * 	if (!(error instanceof NotImplementedError)) throw error;
 * 	outcome = error.message; // on Linux: Cannot make a kqueue: linux has none
 * }
 * console.log(outcome); // …
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.KqueueSelector
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export class KqueueSelector<Data = unknown> extends RegistrySelector<Data> {
	readonly #queue: KernelQueue;
	readonly #read: number;
	readonly #write: number;
	readonly #add: number;
	readonly #delete: number;
	// How many filters there are: so many events can come at once.
	#filters = 0;
	// Where in the present results a descriptor stands, if it stands there.
	readonly #places: number[] = [];

	/**
	 * Makes a kqueue, closed on exec.
	 *
	 * @param options a library with a kqueue, for systems without one in the kernel.
	 * @throws NotImplementedError where there is no kqueue.
	 * @throws TypeError where `library` is not a string.
	 * @throws ValueError where `layout` is unknown.
	 * @throws RuntimeError where the library cannot be loaded.
	 * @throws OSError where the kernel has no descriptor or no memory for it.
	 */
	constructor(options: KqueueOptions = {}) {
		super();
		const table = kqueueTable(options);
		this.#queue = new KernelQueue(table, options.library);
		this.#read = table.constants.KQ_FILTER_READ;
		this.#write = table.constants.KQ_FILTER_WRITE;
		this.#add = table.constants.KQ_EV_ADD;
		this.#delete = table.constants.KQ_EV_DELETE;
	}

	/**
	 * The kqueue's descriptor. It is readable when something registered is ready, so it can be watched by another selector.
	 *
	 * @returns the descriptor.
	 * @throws RuntimeError on a closed selector.
	 */
	override fileno(): number {
		this.checkOpen("tell the descriptor");
		return this.#queue.fd;
	}

	/** @internal */
	protected override addInterest(fd: number, events: number): void {
		this.#arm(fd, events);
		this.#filters += this.#count(events);
	}

	/** @internal */
	protected override changeInterest(fd: number, before: number, after: number): void {
		this.#arm(fd, after);
		this.#forget(fd, before & ~after);
		this.#filters += this.#count(after) - this.#count(before);
	}

	/** @internal */
	protected override removeInterest(fd: number, before: number): void {
		this.#forget(fd, before);
		this.#filters -= this.#count(before);
	}

	/** @internal */
	protected override waitOnce(timeout: number, limit: number): number {
		// Where all descriptors have room, all their filters may come: both of one descriptor in one wait. Where not,
		// no more filters than there is room for, since each may be of another descriptor.
		const all = limit >= this.size;
		const count = this.#queue.wait(timeout, all ? Math.max(this.#filters, 1) : limit);
		let ready = 0;
		for (let i = 0; i < count; i++) ready = this.#take(i, ready);
		return count < 0 ? count : ready;
	}

	/** @internal */
	protected override closeKernel(): void {
		this.#queue.close();
	}

	/** Puts one event down, beside the other one of the same descriptor if that is there. Returns the number of results. */
	#take(index: number, ready: number): number {
		const fd = this.#queue.identAt(index);
		const filter = this.#queue.filterAt(index);
		const mask = (filter === this.#read ? EVENT_READ : EVENT_WRITE) & this.interestOf(fd);
		if (mask === 0) {
			// Not one of ours (any more): a userspace kqueue may not see that a descriptor was closed.
			this.#queue.change(fd, filter, this.#delete);
			return ready;
		}
		const place = this.#places[fd] ?? ready;
		if (place < ready && this.readyFds[place] === fd) {
			this.setReady(place, fd, (this.readyMasks[place] ?? 0) | mask);
			return ready;
		}
		this.#places[fd] = ready;
		this.setReady(ready, fd, mask);
		return ready + 1;
	}

	/** Adds the filters; none is left behind where one is refused. */
	#arm(fd: number, events: number): void {
		const readError = (events & EVENT_READ) !== 0 ? this.#queue.change(fd, this.#read, this.#add) : 0;
		if (readError !== 0) throw osError(readError, "kevent", { fd });
		const writeError = (events & EVENT_WRITE) !== 0 ? this.#queue.change(fd, this.#write, this.#add) : 0;
		if (writeError === 0) return;
		this.#forget(fd, events & EVENT_READ);
		throw osError(writeError, "kevent", { fd });
	}

	/** Deletes filters. That they are gone already (ENOENT), or the descriptor (EBADF), is all right. */
	#forget(fd: number, events: number): void {
		if ((events & EVENT_READ) !== 0) this.#queue.change(fd, this.#read, this.#delete);
		if ((events & EVENT_WRITE) !== 0) this.#queue.change(fd, this.#write, this.#delete);
	}

	#count(events: number): number {
		return (events & 1) + (events >> 1);
	}
}
