/** The selector on poll(2): everywhere, with any number of descriptors, at a cost per wait that grows with their number. */
import { platform } from "../ffi/index.js";
import { PollTable } from "./kernel/poll-table.js";
import { PollLikeSelector } from "./poll-like-selector.js";

const { POLLIN, POLLOUT } = platform.polling.poll;

/**
 * The selector on POSIX's poll.
 *
 * It takes descriptors of any kind and number. Each wait looks at all of them. A descriptor that was closed while
 * registered is reported as ready for all it waits for, so that reading or writing it tells of the error.
 *
 * @typeParam Data what is attached to each file object.
 * @example
 * ```ts
 * import { EVENT_READ, PollSelector, socketpair } from "evloop";
 *
 * const [a, b] = socketpair();
 * using selector = new PollSelector();
 * selector.register(a, EVENT_READ);
 * console.log(selector.select(10).length); // 0
 * b.send("hello");
 * console.log(selector.select().length); // 1
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.PollSelector
 */
export class PollSelector<Data = unknown> extends PollLikeSelector<Data> {
	/** Makes an empty selector; nothing is asked of the kernel yet. */
	constructor() {
		super(new PollTable(), POLLIN, POLLOUT);
	}
}
