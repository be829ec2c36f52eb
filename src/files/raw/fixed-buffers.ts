/** Memory that is registered with a ring: the kernel finds its pages once, and not for each request. */
import { constants } from "node:os";
import { isMainThread } from "node:worker_threads";
import { osError } from "../../errors.js";
import { calloc, ioUringRegister, koffi, NativeBuffer, syscall, uringRegister } from "../../ffi/index.js";

const pageSize = 4096;

/** Buffers of one size, one behind the other, the first at the beginning of a page. */
export class FixedBuffers {
	/** How long each of them is. */
	readonly size: number;
	readonly buffers: readonly Buffer[];
	/** Where the first of them begins. */
	readonly #address: number;

	/**
	 * @param fd the ring.
	 * @param count how many.
	 * @param size how long each of them is.
	 * @throws OSError where the kernel refuses: ENOMEM where more would be locked than RLIMIT_MEMLOCK allows.
	 */
	constructor(fd: number, count: number, size: number) {
		this.size = size;
		const memory = sharedMemory(count * size + pageSize);
		const start = Number(koffi().address(new Uint8Array(memory)));
		this.#address = Math.ceil(start / pageSize) * pageSize;
		const offset = this.#address - start;
		this.buffers = Array.from({ length: count }, (_, i) => Buffer.from(memory, offset + i * size, size));
		// struct iovec: address and length.
		const list = new NativeBuffer(count * 16);
		const words = new BigUint64Array(list.bytes);
		for (let i = 0; i < count; i += 1) {
			words[2 * i] = BigInt(this.addressOf(i));
			words[2 * i + 1] = BigInt(size);
		}
		syscall("io_uring_register", ioUringRegister(fd, uringRegister.BUFFERS, list.address, count), { fd });
	}

	/**
	 * Where a buffer is.
	 *
	 * @param index which.
	 * @returns the address of its first byte.
	 */
	addressOf(index: number): number {
		return this.#address + index * this.size;
	}
}

/**
 * Memory that nobody can take away. A worker's is never freed: the worker may be terminated while the kernel writes to it, and
 * what JavaScript has is freed then.
 */
function sharedMemory(size: number): SharedArrayBuffer | ArrayBuffer {
	if (isMainThread) return new SharedArrayBuffer(size);
	const address = calloc(1, size);
	if (address === 0) throw osError(constants.errno.ENOMEM, "calloc");
	return koffi().view(address, size);
}
