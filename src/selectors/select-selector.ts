/**
 * The selector on select(2): the oldest, everywhere, for descriptors below FD_SETSIZE alone.
 *
 * One closed descriptor makes the whole call fail with EBADF. It is then looked up which ones are closed; they are
 * reported as ready, as poll does it, so that their owners find out, and the others are waited for without them.
 */
import { fcntl, platform } from "../ffi/index.js";
import { EVENT_READ, EVENT_WRITE } from "./events.js";
import {
	CLOSED,
	checkFitsSet,
	DescriptorSets,
	INTERRUPTED,
	READABLE,
	WRITABLE,
} from "./kernel/descriptor-sets.js";
import { RegistrySelector } from "./registry-selector.js";

const { F_GETFD } = platform.files;

/**
 * The selector on POSIX's select.
 *
 * It takes descriptors below FD_SETSIZE, 1024 almost everywhere; the kernel's sets have no room for others, and
 * registering one is a ValueError. Each wait looks at all of them. A descriptor that was closed while registered is
 * reported as ready for all it waits for.
 *
 * @typeParam Data what is attached to each file object.
 * @example
 * ```ts
 * import { EVENT_READ, SelectSelector, ValueError } from "evloop";
 *
 * using selector = new SelectSelector();
 * try {
 * 	selector.register(5000, EVENT_READ);
 * } catch (error) {
 * 	console.log(error instanceof ValueError); // true
 * }
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.SelectSelector
 */
export class SelectSelector<Data = unknown> extends RegistrySelector<Data> {
	readonly #sets = new DescriptorSets();
	// Where the last wait stopped collecting for want of room.
	#turn = 0;

	/** @internal */
	protected override addInterest(fd: number, events: number): void {
		checkFitsSet(fd);
		this.#ask(fd, events);
	}

	/** @internal */
	protected override changeInterest(fd: number, _before: number, after: number): void {
		this.#ask(fd, after);
	}

	/** @internal */
	protected override removeInterest(fd: number, _before: number): void {
		this.#ask(fd, 0);
	}

	/** @internal */
	protected override waitOnce(timeout: number, limit: number): number {
		let count = this.#sets.wait(timeout);
		if (count === INTERRUPTED) return -1;
		if (count === CLOSED) count = this.#waitWithoutClosed();
		return count === 0 ? 0 : this.#collect(limit, count > limit ? this.#turn : 0);
	}

	/** @internal */
	protected override closeKernel(): void {
		// There is nothing in the kernel between two calls.
	}

	#ask(fd: number, events: number): void {
		if ((events & EVENT_READ) !== 0) this.#sets.add(READABLE, fd);
		else this.#sets.remove(READABLE, fd);
		if ((events & EVENT_WRITE) !== 0) this.#sets.add(WRITABLE, fd);
		else this.#sets.remove(WRITABLE, fd);
	}

	#waitWithoutClosed(): number {
		const closed = [...(this.getMap()?.values() ?? [])].filter((key) => fcntl(key.fd, F_GETFD, "int", 0) < 0);
		for (const key of closed) this.#ask(key.fd, 0);
		const count = this.#sets.wait(0);
		for (const key of closed) {
			this.#ask(key.fd, key.events);
			if ((key.events & EVENT_READ) !== 0) this.#sets.markFound(READABLE, key.fd);
			if ((key.events & EVENT_WRITE) !== 0) this.#sets.markFound(WRITABLE, key.fd);
		}
		return Math.max(count, 0) + closed.length;
	}

	/** Puts down what is ready, from one descriptor on and round to it again. */
	#collect(limit: number, start: number): number {
		const below = ~(-1 << (start & 31));
		let word = start >> 5;
		let bits = this.#foundIn(word) & ~below;
		let ready = 0;
		for (let seen = 0; seen <= DescriptorSets.words; seen++) {
			for (; bits !== 0; bits &= bits - 1) {
				const fd = word * 32 + 31 - Math.clz32(bits & -bits);
				if (ready === limit) {
					this.#turn = fd;
					return ready;
				}
				this.setReady(ready++, fd, this.#foundFor(fd));
			}
			word = (word + 1) % DescriptorSets.words;
			bits = this.#foundIn(word);
			// Back at the word it began with: what is left of it is what came before the start.
			if (seen === DescriptorSets.words - 1) bits &= below;
		}
		this.#turn = 0;
		return ready;
	}

	#foundIn(word: number): number {
		return this.#sets.found(READABLE, word) | this.#sets.found(WRITABLE, word);
	}

	#foundFor(fd: number): number {
		const readable = this.#sets.isFound(READABLE, fd) ? EVENT_READ : 0;
		return this.#sets.isFound(WRITABLE, fd) ? readable | EVENT_WRITE : readable;
	}
}
