/** What poll() makes. */
import { constants } from "node:os";
import { KeyError, osError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { FileObject } from "../file-object.js";
import { wholeMilliseconds } from "../kernel/milliseconds.js";
import { PollTable } from "../kernel/poll-table.js";
import { descriptorOf } from "./descriptor-of.js";
import { checkedInteger } from "./integer.js";
import { waitOut } from "./wait-out.js";

const { POLLIN, POLLPRI, POLLOUT } = platform.polling.poll;

/**
 * A list of descriptors to wait for with POSIX's poll: what {@link poll} makes.
 *
 * @example
 * ```ts
 * import { POLLIN, POLLNVAL, type PollObject, poll } from "evloop/select";
 *
 * const poller: PollObject = poll();
 * poller.register(99999, POLLIN);
 * for (const [fd, event] of poller.poll()) console.log(fd, event === POLLNVAL); // 99999 true
 * poller.unregister(99999);
 * console.log(poller.poll(5).length); // 0
 * ```
 * @see https://docs.python.org/3/library/select.html#poll-objects
 */
export class PollObject {
	readonly #table = new PollTable();

	/**
	 * Adds a file object, or gives one that is there other flags.
	 *
	 * @param fileobj a descriptor, or an object with a `fileno()` method. Whether it is open is found out by `poll`.
	 * @param eventmask what to wait for; POLLIN, POLLPRI and POLLOUT if absent.
	 * @throws TypeError where it is no file object, or the mask no number.
	 * @throws ValueError where the descriptor is negative, or the mask does not fit 16 bits.
	 */
	register(fileobj: FileObject, eventmask: number = POLLIN | POLLPRI | POLLOUT): void {
		const fd = descriptorOf(fileobj);
		const flags = checkedInteger("eventmask", eventmask, 0, 0xffff);
		if (this.#table.has(fd)) this.#table.change(fd, flags);
		else this.#table.add(fd, flags);
	}

	/**
	 * Gives a file object other flags.
	 *
	 * @param fileobj a registered one.
	 * @param eventmask what to wait for.
	 * @throws TypeError where it is no file object, or the mask no number.
	 * @throws ValueError where the descriptor is negative, or the mask does not fit 16 bits.
	 * @throws FileNotFoundError where it was never registered.
	 */
	modify(fileobj: FileObject, eventmask: number): void {
		const fd = descriptorOf(fileobj);
		const flags = checkedInteger("eventmask", eventmask, 0, 0xffff);
		if (!this.#table.has(fd)) throw osError(constants.errno.ENOENT, "poll", { fd });
		this.#table.change(fd, flags);
	}

	/**
	 * Takes a file object out.
	 *
	 * @param fileobj a registered one.
	 * @throws TypeError where it is no file object.
	 * @throws ValueError where the descriptor is negative.
	 * @throws KeyError where it was never registered.
	 */
	unregister(fileobj: FileObject): void {
		const fd = descriptorOf(fileobj);
		if (!this.#table.has(fd)) throw new KeyError(`Cannot unregister fd ${fd}: it is not registered`);
		this.#table.remove(fd);
	}

	/**
	 * Waits until something registered is ready.
	 *
	 * @param timeout milliseconds, fractions allowed and rounded up; `undefined` and negative ones wait for ever, as in
	 * Python.
	 * @returns descriptors with the flags that were found, POLLERR, POLLHUP and POLLNVAL among them.
	 * @throws TypeError where the timeout is not a number.
	 * @throws ValueError where it is `NaN`.
	 * @throws OSError where there are more descriptors than the process may open.
	 */
	poll(timeout?: number): [fd: number, event: number][] {
		const count = waitOut(timeout !== undefined && timeout < 0 ? undefined : timeout, (left) =>
			this.#table.wait(wholeMilliseconds(left), this.#table.size),
		);
		return Array.from({ length: count }, (_, i) => [this.#table.fdAt(i), this.#table.flagsAt(i)]);
	}
}
