/** The poll() function. */
import { PollObject } from "./poll-object.js";

/**
 * Makes a list of descriptors to wait for with POSIX's poll. Throws nothing.
 *
 * @returns the list, empty.
 * @example
 * ```ts
 * import { socketpair } from "evloop";
 * import { POLLIN, POLLOUT, poll } from "evloop/select";
 *
 * const [a, b] = socketpair();
 * const poller = poll();
 * poller.register(a, POLLIN | POLLOUT);
 * for (const [fd, event] of poller.poll(1000)) console.log(fd === a.fileno(), event === POLLOUT); // true true
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/select.html#select.poll
 */
export function poll(): PollObject {
	return new PollObject();
}
