/** The epoll() function. */
import { ValueError } from "../../errors.js";
import { epollCreate1, platform, syscall } from "../../ffi/index.js";
import { show } from "../../internal/index.js";
import { EpollQueue } from "../kernel/epoll-queue.js";
import { descriptorOf } from "./descriptor-of.js";
import { EpollObject } from "./epoll-object.js";
import { checkedInteger } from "./integer.js";

const { EPOLL_CLOEXEC } = platform.polling.epoll;

/** What {@link epoll} is: a function that makes epoll objects, with a second way to make them. */
export interface EpollFactory {
	/**
	 * Makes an epoll instance, closed on exec.
	 *
	 * @param sizehint of no effect since Linux 2.6.8: a positive number, or -1.
	 * @param flags of no effect, either: 0 or EPOLL_CLOEXEC.
	 * @returns the instance.
	 * @throws TypeError where an argument is not a number.
	 * @throws ValueError where an argument is any other number.
	 * @throws OSError where the kernel has no descriptor or no memory for it.
	 * @throws NotImplementedError where there is no epoll.
	 * @example
	 * ```ts
	 * import { epoll } from "evloop/select";
	 *
	 * const poller = epoll();
	 * console.log(poller.poll(0)); // []
	 * poller.close();
	 * console.log(poller.closed); // true
	 * ```
	 */
	(sizehint?: number, flags?: number): EpollObject;

	/**
	 * Makes an object for an epoll descriptor that exists. Closing the object closes the descriptor.
	 *
	 * @param fd the descriptor.
	 * @returns the object.
	 * @throws TypeError where it is not an integer.
	 * @throws ValueError where it is negative.
	 */
	fromfd(fd: number): EpollObject;
}

function make(sizehint = -1, flags = 0): EpollObject {
	checkedInteger("sizehint", sizehint, -1, 2 ** 31 - 1);
	if (sizehint === 0) throw new ValueError("Invalid sizehint: 0 is neither positive nor -1");
	checkedInteger("flags", flags, 0, 2 ** 31 - 1);
	if (flags !== 0 && flags !== EPOLL_CLOEXEC) {
		throw new ValueError(`Invalid flags: ${show(flags)} is neither 0 nor EPOLL_CLOEXEC`);
	}
	return new EpollObject(new EpollQueue(syscall("epoll_create1", epollCreate1(EPOLL_CLOEXEC))));
}

function fromfd(fd: number): EpollObject {
	return new EpollObject(new EpollQueue(descriptorOf(fd)));
}

/**
 * Makes a raw epoll object: Linux's epoll with every flag it has.
 *
 * @example
 * ```ts
 * import { socketpair } from "evloop";
 * import { EPOLLET, EPOLLIN, epoll } from "evloop/select";
 *
 * const [a, b] = socketpair();
 * using poller = epoll();
 * poller.register(a, EPOLLIN | EPOLLET);
 * b.send("hello");
 * console.log(poller.poll(1000).length); // 1
 * // An edge is reported once, although nothing was read.
 * console.log(poller.poll(0).length); // 0
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/select.html#select.epoll
 * @see https://man7.org/linux/man-pages/man7/epoll.7.html
 */
export const epoll: EpollFactory = Object.assign(make, { fromfd });
