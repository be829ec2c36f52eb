/**
 * The selector of Solaris and illumos, on /dev/poll.
 *
 * No system that koffi has a binary for has this device, so nobody can have run this on one yet; it is tried where the
 * device is, and tested against an imitation of it.
 */
import { DEVPOLL_IN, DEVPOLL_OUT } from "../ffi/index.js";
import { DevpollSet } from "./kernel/devpoll-set.js";
import { PollLikeSelector } from "./poll-like-selector.js";

/**
 * The selector on Solaris's /dev/poll.
 *
 * @typeParam Data what is attached to each file object.
 * @example
 * ```ts
 * import { DevpollSelector, OSError } from "evloop";
 *
 * let outcome = "it works";
 * try {
 * 	new DevpollSelector().close();
 * } catch (error) {
 * 	if (!(error instanceof OSError)) throw error;
 * 	outcome = error.message; // on Linux: open ENOENT '/dev/poll': no such file or directory
 * }
 * console.log(outcome); // …
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.DevpollSelector
 */
export class DevpollSelector<Data = unknown> extends PollLikeSelector<Data> {
	readonly #set: DevpollSet;

	/**
	 * Opens /dev/poll, closed on exec.
	 *
	 * @throws OSError where there is no such device (FileNotFoundError), or no descriptor for it.
	 */
	constructor() {
		const set = new DevpollSet();
		super(set, DEVPOLL_IN, DEVPOLL_OUT);
		this.#set = set;
	}

	/**
	 * The device's descriptor.
	 *
	 * @returns the descriptor.
	 * @throws RuntimeError on a closed selector.
	 */
	override fileno(): number {
		this.checkOpen("tell the descriptor");
		return this.#set.fd;
	}
}
