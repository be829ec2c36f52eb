/** `struct itimerspec`: the interval, then the time to the first expiration, each seconds and nanoseconds of a C long. */
import { platform } from "../platform.js";

const nanosecondsAMillisecond = 1e6;
const nanosecondsASecond = 1_000_000_000n;
const wide = platform.polling.longBytes === 8;

/** A time that is set on a timer or read from one, and a `struct timespec` in its first half. */
export class TimerSpec {
	/** What the system calls are given. */
	readonly bytes = new Uint8Array(32);
	readonly #view = new DataView(this.bytes.buffer);

	/**
	 * Writes a time down.
	 *
	 * @param initial when it expires first, in milliseconds, not negative; rounded up to whole nanoseconds.
	 * @param interval how long between expirations, in milliseconds, not negative; 0 for once.
	 */
	set(initial: number, interval: number): void {
		this.#write(0, interval);
		this.#write(1, initial);
	}

	/** Milliseconds between expirations; of a `struct timespec`, the time. */
	get interval(): number {
		return this.#read(0);
	}

	/** Milliseconds to the next expiration. */
	get next(): number {
		return this.#read(1);
	}

	#write(index: number, milliseconds: number): void {
		const nanoseconds = toNanoseconds(milliseconds);
		const seconds = nanoseconds / nanosecondsASecond;
		const fraction = nanoseconds % nanosecondsASecond;
		if (wide) {
			this.#view.setBigInt64(index * 16, seconds, littleEndian);
			this.#view.setBigInt64(index * 16 + 8, fraction, littleEndian);
		} else {
			this.#view.setInt32(index * 8, Number(seconds), littleEndian);
			this.#view.setInt32(index * 8 + 4, Number(fraction), littleEndian);
		}
	}

	#read(index: number): number {
		const seconds = wide
			? Number(this.#view.getBigInt64(index * 16, littleEndian))
			: this.#view.getInt32(index * 8, littleEndian);
		const fraction = wide
			? Number(this.#view.getBigInt64(index * 16 + 8, littleEndian))
			: this.#view.getInt32(index * 8 + 4, littleEndian);
		return seconds * 1000 + fraction / nanosecondsAMillisecond;
	}
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Rounded up, so that no timer ends early; the whole milliseconds apart, since all of it may be past a number's precision. */
function toNanoseconds(milliseconds: number): bigint {
	const whole = Math.floor(milliseconds);
	return BigInt(whole) * 1_000_000n + BigInt(Math.ceil((milliseconds - whole) * nanosecondsAMillisecond));
}
