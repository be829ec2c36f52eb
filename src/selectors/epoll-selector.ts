/**
 * The selector of Linux, on epoll(7): the cost of a wait depends on what is ready, not on what is registered.
 *
 * What one has to know of epoll, and what is done here about it.
 *
 * Level, not edge. Edge-triggered epoll tells of a change once and asks its user to read until EAGAIN, each time. Level
 * triggering, used here, reports what is ready as often as it is asked: a handler may leave data behind and lose nothing,
 * select() can be called by somebody else in between, and a read that came up short needs no second one to make sure.
 * Who wants edges takes the raw `epoll()` object.
 *
 * Epoll watches descriptions, under the names of descriptors. An entry in the kernel's table is a pair: the open file
 * description, and the number it had when it was added. close() removes the entry only where it closes the last copy of
 * the description. From this come three nuisances, because the number can be free, and given away again, long before the
 * description dies (a dup(), a forked child, a descriptor sent to another process keeps it alive).
 *
 * 1. The number was closed and reused, and the registration is still in our table. The kernel knows nothing of the new
 *    description, and `EPOLL_CTL_MOD` says ENOENT. So a MOD that says ENOENT is made again as an ADD.
 * 2. The number was closed before it was unregistered, so that `EPOLL_CTL_DEL` could not name it, and later a copy of the
 *    same description comes back under the same number. Then ADD says EEXIST, and is made again as a MOD.
 * 3. A ghost: nobody can name the entry any more, but it still reports, level-triggered, for ever. An event carries 64
 *    bits of ours: the descriptor and a tag, new with each arming. An event whose tag is not the one that its descriptor
 *    has now belongs to an earlier owner of the number, and is dropped: it must not wake the present one. Dropping alone
 *    would burn a whole core, since epoll_wait returns at once each time. There is no call that removes such an entry.
 *    So, after a few of them, a new epoll instance is made, the living are added to it, and dup3() puts it under the old
 *    number: the ghosts die with the old instance. Whoever watches `fileno()` watched the old instance; `onRebuild` tells
 *    them. The cost, a system call for each registration, is spread over as many wasted wake-ups.
 *
 * None of this happens to a program that unregisters before it closes, as the sockets and the loop of this package do.
 *
 * Regular files. Epoll refuses with EPERM whatever has no poll operation: files, directories, /dev/null. They are always
 * ready, and the error says which descriptor it was; poll() and select() take them.
 *
 * Hang-ups and errors. EPOLLHUP and EPOLLERR come whether asked for or not. They wake both sides, as far as these are
 * waited for: the read or the write that follows reports what happened. EPOLLRDHUP is not asked for: the end of input
 * is readable anyway.
 *
 * Time. epoll_wait counts whole milliseconds in an int. Fractions are rounded up, so that a wait never ends early;
 * epoll_pwait2 counts nanoseconds, but is not let through by older container sandboxes and missing from older libcs, and
 * the loop's timers are in the loop. A wait of more than 24.8 days is made in pieces.
 *
 * Fairness. The kernel keeps what is ready in a list and moves what it has reported to its end, so a limit on the events
 * of one wait starves nobody.
 */
import { platform } from "../ffi/index.js";
import type { DataArgument } from "./base-selector.js";
import { EVENT_READ } from "./events.js";
import type { FileObject } from "./file-object.js";
import { EpollPoller } from "./kernel/epoll-poller.js";
import { PollLikeSelector } from "./poll-like-selector.js";
import type { SelectorStatistics } from "./selector-statistics.js";

const { EPOLLET, EPOLLIN, EPOLLOUT } = platform.polling.epoll;

/** What an {@link EpollSelector} counts beside the rest. */
export interface EpollStatistics extends SelectorStatistics {
	/** Events of descriptors that were closed while registered and live on in a copy; they are dropped. */
	readonly ghosts: number;
	/** How often the epoll instance was replaced to get rid of such. */
	readonly rebuilds: number;
}

/**
 * The selector on Linux's epoll.
 *
 * Level-triggered. Regular files and devices without readiness are refused with a PermissionError.
 *
 * Unregister a descriptor before you close it. Where that cannot be, and a copy of it lives on (`dup`, a child process),
 * the kernel goes on reporting it; such events are recognised and dropped, and the epoll instance is replaced if they do
 * not stop.
 *
 * @typeParam Data what is attached to each file object.
 * @example
 * ```ts
 * import { EpollSelector, EVENT_READ, EVENT_WRITE, socketpair } from "evloop";
 *
 * const [a, b] = socketpair();
 * using selector = new EpollSelector<string>();
 * selector.register(a, EVENT_READ, "a");
 * selector.register(b, EVENT_WRITE, "b");
 * for (const [key] of selector.select()) console.log(key.data, "is ready"); // b is ready
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.EpollSelector
 * @see https://man7.org/linux/man-pages/man7/epoll.7.html
 */
export class EpollSelector<Data = unknown> extends PollLikeSelector<Data> {
	readonly #poller: EpollPoller;

	/**
	 * Makes an epoll instance, closed on exec.
	 *
	 * @throws OSError where the kernel has no descriptor or no memory for it.
	 * @throws NotImplementedError where there is no epoll.
	 */
	constructor() {
		const poller = new EpollPoller();
		super(poller, EPOLLIN, EPOLLOUT);
		this.#poller = poller;
		poller.onRebuild = () => this.onRebuild?.();
	}

	/**
	 * The epoll descriptor. It is readable when something registered is ready, so it can be watched by another selector.
	 *
	 * Its number never changes, but see `onRebuild`.
	 *
	 * @returns the descriptor.
	 * @throws RuntimeError on a closed selector.
	 */
	override fileno(): number {
		this.checkOpen("tell the descriptor");
		return this.#poller.fd;
	}

	/**
	 * Registers for reading, and reports each time that something comes instead of as long as something is there.
	 *
	 * @internal
	 */
	registerEdge(fileobj: FileObject): void {
		const { fd } = this.register(fileobj, EVENT_READ, ...([] as unknown as DataArgument<Data>));
		this.#poller.change(fd, EPOLLIN | EPOLLET);
	}

	/**
	 * Figures about this selector. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	override statistics(): EpollStatistics {
		const { ghosts, rebuilds } = this.#poller;
		return Object.freeze({ ...super.statistics(), ghosts, rebuilds });
	}
}
