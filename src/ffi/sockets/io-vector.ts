/** Memory in several places that one `sendmsg(2)`, `recvmsg(2)` or `writev(2)` is about. */
import { endianness } from "node:os";
import { writevAt } from "../libc/descriptors.js";
import { recvmsgAt, sendmsgAt } from "../libc/sockets.js";
import { NativeBuffer } from "../native-buffer.js";
import { platform } from "../platform.js";

/** More than this no system takes at once (IOV_MAX is 1024 everywhere), and more saves nothing. */
const most = 64;
/** The largest `struct msghdr` has 56 bytes; the vector stands behind it, 16 bytes an entry. */
const vectorAt = 64;
/** Which half of a 64-bit number stands first. */
const low = endianness() === "LE" ? 0 : 1;
const high = 1 - low;

/**
 * A `struct msghdr` with its vector of `struct iovec`, and nothing else in it. The kernel uses it during the call only, so one
 * serves a whole thread.
 *
 * The memory it names must stand still: outside V8's heap, as `Buffer.allocUnsafeSlow` has it.
 */
export class IoVector {
	/** How many places it has room for. */
	static readonly most = most;
	readonly #memory: NativeBuffer;
	/** The vector, in halves of its 64-bit numbers: a BigInt is an object. */
	readonly #halves: Uint32Array;
	readonly #count: Uint32Array;

	constructor() {
		this.#memory = new NativeBuffer(vectorAt + 16 * most);
		const { bytes, address } = this.#memory;
		this.#halves = new Uint32Array(bytes, vectorAt);
		// msg_iov, after the name and its length.
		new BigUint64Array(bytes, 16, 1)[0] = BigInt(address + vectorAt);
		this.#count = new Uint32Array(bytes, 24 + (platform.sockets.messageCountSize === 8 ? 4 * low : 0), 1);
	}

	/**
	 * Names a place.
	 *
	 * @param index which one, from 0.
	 * @param address where it begins.
	 * @param length how many bytes it has.
	 */
	set(index: number, address: number, length: number): void {
		const halves = this.#halves;
		const at = 4 * index;
		// What is written keeps its lower 32 bits, without a fraction.
		halves[at + low] = address;
		halves[at + high] = address / 2 ** 32;
		halves[at + 2 + low] = length;
		halves[at + 2 + high] = length / 2 ** 32;
	}

	/**
	 * Sends.
	 *
	 * @param fd the socket.
	 * @param count how many places, from 1 to {@link IoVector.most}.
	 * @param flags for sendmsg(2).
	 * @returns how many bytes went; negative with `errno` set.
	 */
	send(fd: number, count: number, flags: number): number {
		this.#count[0] = count;
		return sendmsgAt(fd, this.#memory.address, flags);
	}

	/**
	 * Receives: a place is filled before the next one is begun.
	 *
	 * @param fd the socket.
	 * @param count how many places, from 1 to {@link IoVector.most}.
	 * @param flags for recvmsg(2).
	 * @returns how many bytes came; negative with `errno` set.
	 */
	receive(fd: number, count: number, flags: number): number {
		this.#count[0] = count;
		return recvmsgAt(fd, this.#memory.address, flags);
	}

	/**
	 * Writes, to what is no socket.
	 *
	 * @param fd the descriptor.
	 * @param count how many places, from 1 to {@link IoVector.most}.
	 * @returns how many bytes went; negative with `errno` set.
	 */
	write(fd: number, count: number): number {
		return writevAt(fd, this.#memory.address + vectorAt, count);
	}
}
