/** The memory that a ring shares with the kernel. */
import { osError } from "../../errors.js";
import { errno } from "../errno.js";
import { koffi } from "../koffi.js";
import { mmap, munmap } from "../libc/memory.js";

// include/uapi/asm-generic/mman-common.h of Linux.
const PROT_READ = 1;
const PROT_WRITE = 2;
const MAP_SHARED = 1;
/** Whatever mmap gives back from here on is no address. */
const failed = 2 ** 52;

/** A part of a ring's descriptor, mapped. */
export class RingMemory {
	readonly #address: number;
	readonly #size: number;
	#words: Int32Array;

	/**
	 * @param fd the ring.
	 * @param size how much to map, in bytes.
	 * @param offset which part.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(fd: number, size: number, offset: number) {
		const address = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);
		if (address >= failed) throw osError(errno(), "mmap", { fd });
		this.#address = address;
		this.#size = size;
		this.#words = new Int32Array(koffi().view(address, size));
	}

	/** The memory, word by word. To be let go of before {@link RingMemory.unmap}: to read it afterwards ends the process. */
	get words(): Int32Array {
		return this.#words;
	}

	/** Gives it back. */
	unmap(): void {
		if (this.#words.length === 0) return;
		this.#words = new Int32Array(0);
		munmap(this.#address, this.#size);
	}
}
