/** What a read of an eventfd or a timerfd gives: eight bytes, a count. */
import { readNow } from "./read-now.js";

const count = new BigUint64Array(1);
const bytes = new Uint8Array(count.buffer);

/**
 * Reads a count.
 *
 * @param fd a non-blocking eventfd or timerfd.
 * @returns the count; `undefined` where it is 0.
 * @throws OSError where the read fails.
 */
export function readCounter(fd: number): bigint | undefined {
	return readNow(fd, bytes) === undefined ? undefined : count[0];
}
