/** Machine words at addresses: C's pointers. */
import { koffi } from "../koffi.js";
import { memcpy } from "../libc/memory.js";
import { NativeBuffer } from "../native-buffer.js";

/** Reads and writes pointers in C's memory. */
export class Words {
	/** Bytes of a pointer. */
	readonly size: number = koffi().sizeof("void *");
	readonly #scratch = new NativeBuffer(8);
	readonly #wide = new BigUint64Array(this.#scratch.bytes);
	readonly #narrow = new Uint32Array(this.#scratch.bytes);

	/**
	 * @param address where the pointer is.
	 * @returns the pointer.
	 */
	read(address: number): number {
		memcpy(this.#scratch.address, address, this.size);
		return Number((this.size === 8 ? this.#wide : this.#narrow)[0]);
	}

	/**
	 * @param address where the pointer goes.
	 * @param pointer the pointer.
	 */
	write(address: number, pointer: number): void {
		if (this.size === 8) this.#wide[0] = BigInt(pointer);
		else this.#narrow[0] = pointer;
		memcpy(address, this.#scratch.address, this.size);
	}
}
