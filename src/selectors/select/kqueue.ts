/** The kqueue() function. */
import { KernelQueue } from "../kernel/kernel-queue.js";
import { type KqueueOptions, kqueueTable } from "../kqueue-options.js";
import { descriptorOf } from "./descriptor-of.js";
import { KqueueObject } from "./kqueue-object.js";

/** What {@link kqueue} is: a function that makes kqueue objects, with a second way to make them. */
export interface KqueueFactory {
	/**
	 * Makes a kqueue, closed on exec.
	 *
	 * @param options a library with a kqueue, for systems without one in the kernel.
	 * @returns the kqueue.
	 * @throws NotImplementedError where there is no kqueue.
	 * @throws TypeError where `library` is not a string.
	 * @throws ValueError where `layout` is unknown.
	 * @throws RuntimeError where the library cannot be loaded.
	 * @throws OSError where the kernel has no descriptor or no memory for it.
	 * @example
	 * ```ts
	 * import { kevent, kqueue } from "evloop/select";
	 *
	 * let outcome = "nothing to read";
	 * try {
	 * 	using queue = kqueue();
	 * 	const [event] = queue.control([kevent(0)], 1, 0);
	 * 	if (event !== undefined) outcome = `${event.data} bytes to read`;
	 * } catch (error) {
	 * 	outcome = String(error);
	 * }
	 * console.log(outcome); // …
	 * ```
	 */
	(options?: KqueueOptions): KqueueObject;

	/**
	 * Makes an object for a kqueue's descriptor that exists. Closing the object closes the descriptor.
	 *
	 * @param fd the descriptor.
	 * @param options the library that it comes from.
	 * @returns the object.
	 * @throws TypeError where the descriptor is not an integer, or `library` not a string.
	 * @throws ValueError where the descriptor is negative, or `layout` unknown.
	 * @throws NotImplementedError where there is no kqueue.
	 * @throws RuntimeError where the library cannot be loaded.
	 */
	fromfd(fd: number, options?: KqueueOptions): KqueueObject;
}

function make(options: KqueueOptions = {}): KqueueObject {
	return new KqueueObject(new KernelQueue(kqueueTable(options), options.library));
}

function fromfd(fd: number, options: KqueueOptions = {}): KqueueObject {
	const descriptor = descriptorOf(fd);
	return new KqueueObject(new KernelQueue(kqueueTable(options), options.library, descriptor));
}

/**
 * Makes a raw kqueue object: the BSDs' kqueue with every filter it has.
 *
 * @example
 * ```ts
 * import { NotImplementedError } from "evloop";
 * import { KQ_EV_ADD, KQ_EV_ONESHOT, KQ_FILTER_TIMER, kevent, kqueue } from "evloop/select";
 *
 * let outcome: string;
 * try {
 * 	using queue = kqueue();
 * 	const timer = kevent(7, KQ_FILTER_TIMER, KQ_EV_ADD | KQ_EV_ONESHOT, 0, 10);
 * 	const [event] = queue.control([timer], 1);
 * 	outcome = `timer ${event?.ident} after 10 ms`;
 * } catch (error) {
 * 	if (!(error instanceof NotImplementedError)) throw error;
 * 	outcome = error.message; // on Linux: Cannot make a kqueue: linux has none
 * }
 * console.log(outcome); // …
 * ```
 * @see https://docs.python.org/3/library/select.html#select.kqueue
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export const kqueue: KqueueFactory = Object.assign(make, { fromfd });
