/** A `struct timeval` or `struct timespec` in memory: seconds, then a fraction, each a C long. */
import { NativeBuffer, platform } from "../../ffi/index.js";

/** Where the fraction is, in 32-bit words; what is between is the upper half of the seconds. */
const fraction = platform.polling.longBytes / 4;

/** No single kernel call waits longer: as for poll, 24.8 days. Some systems refuse what is longer than three years. */
const longest = 2 ** 31 - 1;

/** A time for the kernel, written anew for each call. */
export class KernelTime {
	readonly #buffer = new NativeBuffer(16);
	readonly #words = new Int32Array(this.#buffer.bytes);
	readonly #units: number;

	/** @param units how many of the fraction's units are a millisecond: 1e3 for a timeval, 1e6 for a timespec. */
	constructor(units: 1e3 | 1e6) {
		this.#units = units;
	}

	/**
	 * Writes a time down.
	 *
	 * @param timeout milliseconds with fractions, not negative; `Infinity` for ever.
	 * @returns the address of the time, rounded up; 0, a null pointer, for ever.
	 */
	addressOf(timeout: number): number {
		if (timeout === Number.POSITIVE_INFINITY) return 0;
		const units = Math.ceil(Math.min(timeout, longest) * this.#units);
		const second = this.#units * 1000;
		this.#words[0] = Math.floor(units / second);
		this.#words[fraction] = units % second;
		return this.#buffer.address;
	}
}
