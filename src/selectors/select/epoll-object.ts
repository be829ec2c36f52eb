/** What epoll() makes. */
import { osError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { show } from "../../internal/index.js";
import type { FileObject } from "../file-object.js";
import type { EpollQueue } from "../kernel/epoll-queue.js";
import { wholeMilliseconds } from "../kernel/milliseconds.js";
import { descriptorOf } from "./descriptor-of.js";
import { checkedFlags } from "./integer.js";
import { waitOut } from "./wait-out.js";

const { EPOLLIN, EPOLLPRI, EPOLLOUT } = platform.polling.epoll;
const { FD_SETSIZE } = platform.polling;

/** More events are not taken at once, whatever is asked for: the rest comes with the next call. */
const mostEvents = 65536;

function limitOf(maxevents: number): number {
	if (maxevents === -1) return FD_SETSIZE - 1;
	if (Number.isInteger(maxevents) && maxevents > 0) return Math.min(maxevents, mostEvents);
	throw new ValueError(`Invalid maxevents: ${show(maxevents)} is neither a positive integer nor -1`);
}

/**
 * An epoll instance with all that Linux can do: what {@link epoll} makes.
 *
 * It takes every flag, edge-triggering among them, and keeps no table of its own: what it reports are descriptors under
 * the numbers that they had when they were registered.
 *
 * @example
 * ```ts
 * import { socketpair } from "evloop";
 * import { EPOLLIN, EPOLLONESHOT, type EpollObject, epoll } from "evloop/select";
 *
 * const [a, b] = socketpair();
 * const poller: EpollObject = epoll();
 * poller.register(a, EPOLLIN | EPOLLONESHOT);
 * b.send("hello");
 * console.log(poller.poll(1000).length, poller.poll(0).length); // 1 0
 * poller.modify(a, EPOLLIN | EPOLLONESHOT);
 * console.log(poller.poll(1000).length); // 1
 * poller.close();
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/select.html#edge-and-level-trigger-polling-epoll-objects
 */
export class EpollObject {
	readonly #queue: EpollQueue;

	/** @hidden */
	constructor(queue: EpollQueue) {
		this.#queue = queue;
	}

	/** Whether it is closed. */
	get closed(): boolean {
		return this.#queue.fd < 0;
	}

	/**
	 * The epoll descriptor.
	 *
	 * @returns the descriptor.
	 * @throws ValueError on a closed object.
	 */
	fileno(): number {
		this.#checkOpen();
		return this.#queue.fd;
	}

	/**
	 * Registers a file object.
	 *
	 * @param fileobj a descriptor, or an object with a `fileno()` method.
	 * @param eventmask what to wait for and how; EPOLLIN, EPOLLPRI and EPOLLOUT if absent.
	 * @throws TypeError where it is no file object, or the mask no number.
	 * @throws ValueError where the descriptor is negative, the mask does not fit 32 bits, or the object is closed.
	 * @throws FileExistsError where it is registered already.
	 * @throws PermissionError where it cannot be waited for: a regular file.
	 * @throws OSError where it is closed, or the kernel refuses for another reason.
	 */
	register(fileobj: FileObject, eventmask: number = EPOLLIN | EPOLLPRI | EPOLLOUT): void {
		const fd = this.#check(fileobj);
		this.#done(fd, this.#queue.add(fd, checkedFlags("eventmask", eventmask), 0));
	}

	/**
	 * Gives a registered file object another mask; this also arms anew what was registered with EPOLLONESHOT.
	 *
	 * @param fileobj a registered one.
	 * @param eventmask what to wait for and how.
	 * @throws TypeError where it is no file object, or the mask no number.
	 * @throws ValueError where the descriptor is negative, the mask does not fit 32 bits, or the object is closed.
	 * @throws FileNotFoundError where it is not registered.
	 * @throws OSError where it is closed, or the kernel refuses for another reason.
	 */
	modify(fileobj: FileObject, eventmask: number): void {
		const fd = this.#check(fileobj);
		this.#done(fd, this.#queue.modify(fd, checkedFlags("eventmask", eventmask), 0));
	}

	/**
	 * Takes a file object out.
	 *
	 * @param fileobj a registered one.
	 * @throws TypeError where it is no file object.
	 * @throws ValueError where the descriptor is negative, or the object is closed.
	 * @throws FileNotFoundError where it is not registered.
	 * @throws OSError where it is closed already: unregister before you close.
	 */
	unregister(fileobj: FileObject): void {
		const fd = this.#check(fileobj);
		this.#done(fd, this.#queue.remove(fd));
	}

	/**
	 * Waits for events.
	 *
	 * @param timeout milliseconds, fractions allowed and rounded up; `undefined` and negative ones wait for ever, as in
	 * Python.
	 * @param maxevents how many events to take at most; -1, as if absent, is FD_SETSIZE - 1.
	 * @returns descriptors with the flags that were found, EPOLLERR and EPOLLHUP among them.
	 * @throws TypeError where the timeout is not a number.
	 * @throws ValueError where it is `NaN`, where `maxevents` is neither positive nor -1, or the object is closed.
	 */
	poll(timeout?: number, maxevents = -1): [fd: number, event: number][] {
		this.#checkOpen();
		const limit = limitOf(maxevents);
		const count = waitOut(timeout !== undefined && timeout < 0 ? undefined : timeout, (left) =>
			this.#queue.wait(wholeMilliseconds(left), limit),
		);
		return Array.from({ length: count }, (_, i) => [this.#queue.fdAt(i), this.#queue.flagsAt(i)]);
	}

	/** Closes the epoll descriptor. What was registered stays open. Closing twice is harmless. Throws nothing. */
	close(): void {
		this.#queue.close();
	}

	/** Closes it at the end of a `using` block. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	#checkOpen(): void {
		if (this.closed) throw new ValueError("I/O operation on closed epoll object");
	}

	#check(fileobj: FileObject): number {
		this.#checkOpen();
		const fd = descriptorOf(fileobj);
		// fileno() is foreign code, which may have closed this very object.
		this.#checkOpen();
		return fd;
	}

	#done(fd: number, error: number): void {
		if (error !== 0) throw osError(error, "epoll_ctl", { fd });
	}
}
