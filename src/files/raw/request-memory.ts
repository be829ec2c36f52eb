/**
 * The memory of one request of a raw object: the kernel is given its address, and may read and write there until the request
 * has ended, whatever the program does meanwhile.
 *
 * A SharedArrayBuffer cannot be taken away: the kernel works in it, and it is held. Any other memory can be transferred,
 * shrunk or moved at any time: there the kernel works in a copy outside of JavaScript's memory. In a worker that is done with
 * all memory: what a worker has is freed when it is terminated, and nobody waits for the kernel then; the copy stays.
 */
import { constants } from "node:os";
import { types } from "node:util";
import { isMainThread } from "node:worker_threads";
import { osError } from "../../errors.js";
import { calloc, free, koffi, memcpy } from "../../ffi/index.js";
import { byteLength } from "../../sockets/internals.js";

const { ENOMEM: enomem } = constants.errno;
/** The copies begin with a page, or O_DIRECT would refuse them. */
const alignment = 4096;

// A subclass may have a property of this name that says something else.
const bufferOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "buffer")?.get;

/** Memory for one request. */
export class RequestMemory {
	/** Where the kernel finds it. */
	readonly address: number;
	/** How long it is. */
	readonly length: number;
	readonly #bytes: Uint8Array;
	readonly #isWritten: boolean;
	/** What to free; 0 where the memory is the caller's own. */
	#copy = 0;

	/**
	 * @param bytes the caller's memory.
	 * @param isWritten whether the kernel is to write to it.
	 * @throws OSError where there is no memory for a copy.
	 */
	constructor(bytes: Uint8Array, isWritten: boolean) {
		this.#bytes = bytes;
		this.#isWritten = isWritten;
		this.length = byteLength(bytes);
		if (isMainThread && this.length > 0 && types.isSharedArrayBuffer(bufferOf?.call(bytes))) {
			this.address = Number(koffi().address(bytes));
			return;
		}
		this.#copy = calloc(1, this.length + alignment);
		if (this.#copy === 0) throw osError(enomem, "calloc");
		this.address = Math.ceil(this.#copy / alignment) * alignment;
		if (!isWritten && this.length > 0) memcpy(this.address, Number(koffi().address(bytes)), this.length);
	}

	/**
	 * Hands out what the kernel has written, and gives a copy back. Once, when the request has ended.
	 *
	 * @param written how many bytes it was; negative where it failed.
	 * @returns whether they are where they belong: not where the caller's memory was taken away meanwhile.
	 */
	finish(written: number): boolean {
		if (this.#copy === 0) return true;
		const size = this.#isWritten ? Math.min(written, this.length) : 0;
		const isIntact = size <= 0 || byteLength(this.#bytes) >= size;
		if (size > 0 && isIntact) memcpy(Number(koffi().address(this.#bytes)), this.address, size);
		free(this.#copy);
		this.#copy = 0;
		return isIntact;
	}
}
