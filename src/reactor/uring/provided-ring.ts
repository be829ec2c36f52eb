/** The memory by which the kernel is told of buffers that it may choose from. */
import { ioUringRegister, NativeBuffer, syscall, uringRegister } from "../../ffi/index.js";

/** It begins with a page; the largest that Linux has on any machine. */
const pageSize = 65_536;
/** `struct io_uring_buf`: 16 bytes; the last half-word of the first one is the ring's tail. */
const entryBytes = 16;
const tailAt = 7;
/** `struct io_uring_buf_reg`. */
const registrationBytes = 40;

/** A group of buffers, registered with a ring of io_uring. */
export class ProvidedRing {
	readonly #count: number;
	/** How large each buffer is. */
	readonly #size: number;
	readonly #words: Int32Array;
	readonly #halves: Uint16Array;
	/** Keeps the shared memory alive. */
	readonly #shared: NativeBuffer;
	#tail = 0;

	/**
	 * @param fd the ring of io_uring.
	 * @param group the number under which requests name the buffers.
	 * @param count how many buffers; a power of two.
	 * @param size how large each is, in bytes.
	 * @throws OSError where the kernel refuses: EINVAL before Linux 5.19.
	 */
	constructor(fd: number, group: number, count: number, size: number) {
		this.#count = count;
		this.#size = size;
		this.#shared = new NativeBuffer(count * entryBytes + pageSize);
		const address = Math.ceil(this.#shared.address / pageSize) * pageSize;
		const offset = address - this.#shared.address;
		this.#words = new Int32Array(this.#shared.bytes, offset, (count * entryBytes) >> 2);
		this.#halves = new Uint16Array(this.#shared.bytes, offset, (count * entryBytes) >> 1);
		const argument = new NativeBuffer(registrationBytes);
		const registration = new DataView(argument.bytes);
		registration.setBigUint64(0, BigInt(address), true);
		registration.setUint32(8, count, true);
		registration.setUint16(12, group, true);
		syscall("io_uring_register", ioUringRegister(fd, uringRegister.PBUF_RING, argument.address, 1));
	}

	/**
	 * Gives a buffer to the kernel.
	 *
	 * @param id its number, below the count.
	 * @param address its memory, which must live and stand still.
	 */
	offer(id: number, address: number): void {
		const at = ((this.#tail & (this.#count - 1)) * entryBytes) >> 2;
		this.#words[at] = address | 0;
		this.#words[at + 1] = Math.floor(address / 2 ** 32);
		this.#words[at + 2] = this.#size;
		this.#halves[2 * at + 6] = id;
		this.#tail = (this.#tail + 1) & 0xffff;
		// Last, and seen last: the kernel takes what stands before it.
		Atomics.store(this.#halves, tailAt, this.#tail);
	}
}
