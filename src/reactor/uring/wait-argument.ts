/** How long `io_uring_enter` is to wait, as the kernel wants it said. */
import { NativeBuffer } from "../../ffi/index.js";

/** `struct io_uring_getevents_arg`, 24 bytes, and the timespec that it points to. */
const argumentSize = 24;
/** The address of its timespec stands in the fifth word. */
const timespecAddress = 4;
/** Longer waits than this are made in pieces; in milliseconds. */
const longestWait = 2 ** 31 - 1;

/** An argument with a timeout. */
export class WaitArgument {
	/** Its size, in bytes. */
	readonly size = argumentSize;
	readonly #memory = new NativeBuffer(argumentSize + 16);
	readonly #words = new Int32Array(this.#memory.bytes);

	constructor() {
		const timespec = this.address + argumentSize;
		this.#words[timespecAddress] = timespec | 0;
		this.#words[timespecAddress + 1] = Math.floor(timespec / 2 ** 32);
	}

	/** Where it is. */
	get address(): number {
		return this.#memory.address;
	}

	/**
	 * Says how long.
	 *
	 * @param timeout in milliseconds; rounded up.
	 */
	setTimeout(timeout: number): void {
		const nanoseconds = Math.ceil(Math.min(timeout, longestWait) * 1e6);
		const at = argumentSize >> 2;
		this.#words[at] = Math.floor(nanoseconds / 1e9);
		this.#words[at + 1] = 0;
		this.#words[at + 2] = nanoseconds % 1e9;
		this.#words[at + 3] = 0;
	}
}
