/** What kqueue() makes. */
import { ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";
import type { KernelQueue } from "../kernel/kernel-queue.js";
import { checkedInteger } from "./integer.js";
import { Kevent } from "./kevent.js";
import type { KqueueNumbers } from "./kqueue-numbers.js";
import { waitOut } from "./wait-out.js";

/** More events are not taken at once, whatever is asked for: the rest comes with the next call. */
const mostEvents = 65536;

function checkedChanges(changelist: Iterable<Kevent> | null | undefined): Kevent[] {
	if (changelist === null || changelist === undefined) return [];
	if (typeof changelist[Symbol.iterator] !== "function") {
		throw new TypeError(`Invalid changelist: ${show(changelist)} is not an iterable of kevents`);
	}
	const changes = [...changelist];
	for (const change of changes) {
		if (!(change instanceof Kevent))
			throw new TypeError(`Invalid changelist: ${show(change)} is not a kevent`);
	}
	return changes;
}

/**
 * A kqueue with all that the system's can do: what {@link kqueue} makes.
 *
 * @example
 * ```ts
 * import { type KqueueObject, kevent, kqueue } from "evloop/select";
 *
 * // Waits until a descriptor can be read, and tells how much there is.
 * function readable(queue: KqueueObject, fd: number): number | undefined {
 * 	const { KQ_EV_ADD, KQ_EV_ONESHOT, KQ_FILTER_READ } = queue.constants;
 * 	const [event] = queue.control([kevent(fd, KQ_FILTER_READ, KQ_EV_ADD | KQ_EV_ONESHOT)], 1);
 * 	return event?.data;
 * }
 *
 * let outcome: string;
 * try {
 * 	using queue = kqueue();
 * 	outcome = `${readable(queue, 0)} bytes to read`;
 * } catch (error) {
 * 	outcome = String(error);
 * }
 * console.log(outcome); // …
 * ```
 * @see https://docs.python.org/3/library/select.html#kqueue-objects
 */
export class KqueueObject {
	readonly #queue: KernelQueue;

	/** @hidden */
	constructor(queue: KernelQueue) {
		this.#queue = queue;
	}

	/** The numbers that this kqueue understands: those of the library, where it comes from one. */
	get constants(): KqueueNumbers {
		return this.#queue.table.constants;
	}

	/** Whether it is closed. */
	get closed(): boolean {
		return this.#queue.fd < 0;
	}

	/**
	 * The kqueue's descriptor.
	 *
	 * @returns the descriptor.
	 * @throws ValueError on a closed object.
	 */
	fileno(): number {
		this.#checkOpen();
		return this.#queue.fd;
	}

	/**
	 * Submits changes and waits for events.
	 *
	 * @param changelist what to add, change and delete; nothing if `null` or `undefined`.
	 * @param maxEvents how many events to take at most; with 0 there is no waiting.
	 * @param timeout milliseconds, fractions allowed and rounded up; `undefined` waits for ever.
	 * @returns the events; a change that was refused comes as an event with KQ_EV_ERROR, where there is room for it.
	 * @throws TypeError where the list is no iterable of kevents, or a number is none.
	 * @throws ValueError where `maxEvents` or the timeout is negative or no number, or the object is closed.
	 * @throws OSError where a change is refused and there is no room to say so.
	 */
	control(changelist: Iterable<Kevent> | null | undefined, maxEvents: number, timeout?: number): Kevent[] {
		const limit = checkedInteger("maxEvents", maxEvents, 0, 2 ** 31 - 1);
		if (timeout !== undefined && timeout < 0) throw new ValueError(`Invalid timeout: ${timeout} is negative`);
		const changes = checkedChanges(changelist);
		this.#checkOpen();
		this.#queue.prepare(changes);
		let left = changes.length;
		const count = waitOut(limit === 0 ? 0 : timeout, (time) => {
			const found = this.#queue.control(left, Math.min(limit, mostEvents), time);
			// A signal comes after the changes were made: once is enough.
			left = 0;
			return found;
		});
		return Array.from({ length: count }, (_, i) => new Kevent(this.#queue.eventAt(i)));
	}

	/** Closes the kqueue. What it watched stays open. Closing twice is harmless. Throws nothing. */
	close(): void {
		this.#queue.close();
	}

	/** Closes it at the end of a `using` block. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	#checkOpen(): void {
		if (this.closed) throw new ValueError("I/O operation on closed kqueue object");
	}
}
