/**
 * The three sets that select(2) is given: for reading, for writing, for exceptional conditions.
 *
 * A set is an array of bits that says nothing of its own length: C's FD_SET with a number past FD_SETSIZE writes into
 * whatever comes behind. Here such a number never gets in. The kernel overwrites the sets with what it found, so what is
 * asked for is kept apart and copied before each call.
 */
import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { errno, NativeBuffer, platform, select } from "../../ffi/index.js";
import { KernelTime } from "./kernel-time.js";

const { EINTR, EBADF } = constants.errno;
const { FD_SETSIZE } = platform.polling;
const wordsInSet = FD_SETSIZE / 32;

/** The set for reading. */
export const READABLE = 0;
/** The set for writing. */
export const WRITABLE = 1;
/** The set for exceptional conditions, such as urgent data. */
export const EXCEPTIONAL = 2;

/** One of the three. */
export type SetName = typeof READABLE | typeof WRITABLE | typeof EXCEPTIONAL;

/** What a failed call returned; a count is not negative. */
export const INTERRUPTED = -1;
/** One of the descriptors is closed. */
export const CLOSED = -2;

/**
 * Refuses a descriptor that does not fit into a set.
 *
 * @param fd the descriptor.
 * @throws ValueError naming it and the limit.
 */
export function checkFitsSet(fd: number): void {
	if (!(fd < FD_SETSIZE)) {
		throw new ValueError(
			`Cannot select on fd ${fd}: select() takes descriptors below FD_SETSIZE, ${FD_SETSIZE}`,
		);
	}
}

/** One set: what is asked for, and beside it the memory that the kernel reads it from and writes what it found to. */
class DescriptorSet {
	// A buffer for each set, so that no address has to be computed: that would make an object for each call.
	readonly memory = new NativeBuffer(wordsInSet * 4);
	readonly found = new Int32Array(this.memory.bytes);
	readonly asked = new Int32Array(wordsInSet);
}

/** Three sets of descriptors. */
export class DescriptorSets {
	/** How many words of 32 bits a set has. */
	static readonly words = wordsInSet;
	readonly #readable = new DescriptorSet();
	readonly #writable = new DescriptorSet();
	readonly #exceptional = new DescriptorSet();
	readonly #sets = [this.#readable, this.#writable, this.#exceptional] as const;
	readonly #time = new KernelTime(1e3);

	/** Puts a descriptor, which must fit, into a set. */
	add(set: SetName, fd: number): void {
		const { asked } = this.#sets[set];
		asked[fd >> 5] = (asked[fd >> 5] ?? 0) | (1 << (fd & 31));
	}

	/** Takes a descriptor out of a set. */
	remove(set: SetName, fd: number): void {
		const { asked } = this.#sets[set];
		asked[fd >> 5] = (asked[fd >> 5] ?? 0) & ~(1 << (fd & 31));
	}

	/** 32 bits of what the last wait found. */
	found(set: SetName, word: number): number {
		return this.#sets[set].found[word] ?? 0;
	}

	/** Whether the last wait found a descriptor ready. */
	isFound(set: SetName, fd: number): boolean {
		return ((this.found(set, fd >> 5) >>> (fd & 31)) & 1) === 1;
	}

	/** Says that a descriptor is ready, whatever the kernel thinks. */
	markFound(set: SetName, fd: number): void {
		const { found } = this.#sets[set];
		found[fd >> 5] = (found[fd >> 5] ?? 0) | (1 << (fd & 31));
	}

	/** Waits once: milliseconds with fractions, `Infinity` for ever. Returns how many bits are set, or why there are none. */
	wait(timeout: number): number {
		for (const set of this.#sets) set.found.set(set.asked);
		const count = select(
			this.#limit(),
			this.#readable.memory.address,
			this.#writable.memory.address,
			this.#exceptional.memory.address,
			this.#time.addressOf(timeout),
		);
		if (count >= 0) return count;
		const error = errno();
		for (const { found } of this.#sets) found.fill(0);
		if (error === EINTR) return INTERRUPTED;
		if (error === EBADF) return CLOSED;
		throw osError(error, "select");
	}

	/** One more than the highest descriptor asked for. */
	#limit(): number {
		for (let word = wordsInSet - 1; word >= 0; word--) {
			const [readable, writable, exceptional] = this.#sets;
			const bits = (readable.asked[word] ?? 0) | (writable.asked[word] ?? 0) | (exceptional.asked[word] ?? 0);
			if (bits !== 0) return (word + 1) * 32 - Math.clz32(bits);
		}
		return 0;
	}
}
