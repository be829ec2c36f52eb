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

/** Three sets of descriptors. */
export class DescriptorSets {
	/** How many words of 32 bits a set has. */
	static readonly words = wordsInSet;
	readonly #asked = new Int32Array(3 * wordsInSet);
	readonly #buffer = new NativeBuffer(3 * wordsInSet * 4);
	readonly #found = new Int32Array(this.#buffer.bytes);
	readonly #time = new KernelTime(1e3);

	/** Puts a descriptor, which must fit, into a set. */
	add(set: number, fd: number): void {
		const word = set * wordsInSet + (fd >> 5);
		this.#asked[word] = (this.#asked[word] ?? 0) | (1 << (fd & 31));
	}

	/** Takes a descriptor out of a set. */
	remove(set: number, fd: number): void {
		const word = set * wordsInSet + (fd >> 5);
		this.#asked[word] = (this.#asked[word] ?? 0) & ~(1 << (fd & 31));
	}

	/** 32 bits of what is asked for. */
	asked(set: number, word: number): number {
		return this.#asked[set * wordsInSet + word] ?? 0;
	}

	/** 32 bits of what the last wait found. */
	found(set: number, word: number): number {
		return this.#found[set * wordsInSet + word] ?? 0;
	}

	/** Whether the last wait found a descriptor ready. */
	isFound(set: number, fd: number): boolean {
		return ((this.found(set, fd >> 5) >>> (fd & 31)) & 1) === 1;
	}

	/** Says that a descriptor is ready, whatever the kernel thinks. */
	markFound(set: number, fd: number): void {
		const word = set * wordsInSet + (fd >> 5);
		this.#found[word] = (this.#found[word] ?? 0) | (1 << (fd & 31));
	}

	/** Waits once: milliseconds with fractions, `Infinity` for ever. Returns how many bits are set, or why there are none. */
	wait(timeout: number): number {
		const { address } = this.#buffer;
		this.#found.set(this.#asked);
		const count = select(
			this.#limit(),
			address,
			address + wordsInSet * 4,
			address + 2 * wordsInSet * 4,
			this.#time.addressOf(timeout),
		);
		if (count >= 0) return count;
		this.#found.fill(0);
		const error = errno();
		if (error === EINTR) return INTERRUPTED;
		if (error === EBADF) return CLOSED;
		throw osError(error, "select");
	}

	/** One more than the highest descriptor asked for. */
	#limit(): number {
		for (let word = wordsInSet - 1; word >= 0; word--) {
			const bits = this.asked(READABLE, word) | this.asked(WRITABLE, word) | this.asked(EXCEPTIONAL, word);
			if (bits !== 0) return (word + 1) * 32 - Math.clz32(bits);
		}
		return 0;
	}
}
