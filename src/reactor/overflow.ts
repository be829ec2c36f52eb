/** A second place for what is received, for where the first may be too small. */
import { IoVector, NativeBuffer } from "../ffi/index.js";

/** The kernel writes into it during a call only, and it is read before the next one. */
export class Overflow {
	/** What did not fit. */
	readonly bytes: Uint8Array;
	readonly #memory: NativeBuffer;
	readonly #vector = new IoVector();

	/** @param size how much it takes, in bytes. */
	constructor(size: number) {
		this.#memory = new NativeBuffer(size);
		this.bytes = new Uint8Array(this.#memory.bytes);
	}

	/**
	 * Receives into a place of the caller's, and behind that into this one.
	 *
	 * @param fd the socket.
	 * @param address where the first place begins.
	 * @param length how many bytes it has.
	 * @param rest how many more bytes are wanted: no more than this place has.
	 * @param flags for recvmsg(2).
	 * @returns how many bytes came; negative with `errno` set.
	 */
	receive(fd: number, address: number, length: number, rest: number, flags: number): number {
		this.#vector.set(0, address, length);
		this.#vector.set(1, this.#memory.address, rest);
		return this.#vector.receive(fd, 2, flags);
	}
}
