/** Memory in several places that one `sendmsg(2)` or `writev(2)` sends. */
import { writevAt } from "../libc/descriptors.js";
import { sendmsgAt } from "../libc/sockets.js";
import { NativeBuffer } from "../native-buffer.js";
import { platform } from "../platform.js";

/** More than this no system takes at once (IOV_MAX is 1024 everywhere), and more saves nothing. */
const most = 64;
/** The largest `struct msghdr` has 56 bytes; the vector stands behind it, 16 bytes an entry. */
const vectorAt = 64;

/**
 * A `struct msghdr` with its vector. The kernel reads it during the call only, so one serves a whole thread.
 *
 * The memory it names must stand still: outside V8's heap, as `Buffer.allocUnsafeSlow` has it.
 */
export class GatherList {
	/** How many places it has room for. */
	static readonly most = most;
	readonly #memory: NativeBuffer;
	readonly #vector: BigUint64Array;
	readonly #setCount: (count: number) => void;

	constructor() {
		this.#memory = new NativeBuffer(vectorAt + 16 * most);
		const { bytes, address } = this.#memory;
		this.#vector = new BigUint64Array(bytes, vectorAt);
		// msg_iov, after the name and its length.
		new BigUint64Array(bytes, 16, 1)[0] = BigInt(address + vectorAt);
		if (platform.sockets.messageCountSize === 8) {
			const wide = new BigUint64Array(bytes, 24, 1);
			this.#setCount = (count) => {
				wide[0] = BigInt(count);
			};
		} else {
			const narrow = new Uint32Array(bytes, 24, 1);
			this.#setCount = (count) => {
				narrow[0] = count;
			};
		}
	}

	/**
	 * Names a place.
	 *
	 * @param index which one, from 0.
	 * @param address where it begins.
	 * @param length how many bytes it has.
	 */
	set(index: number, address: number, length: number): void {
		this.#vector[2 * index] = BigInt(address);
		this.#vector[2 * index + 1] = BigInt(length);
	}

	/**
	 * Sends.
	 *
	 * @param fd the socket.
	 * @param count how many places, from 1 to {@link GatherList.most}.
	 * @param flags for sendmsg(2).
	 * @returns how many bytes went; negative with `errno` set.
	 */
	send(fd: number, count: number, flags: number): number {
		this.#setCount(count);
		return sendmsgAt(fd, this.#memory.address, flags);
	}

	/**
	 * Writes, to what is no socket.
	 *
	 * @param fd the descriptor.
	 * @param count how many places, from 1 to {@link GatherList.most}.
	 * @returns how many bytes went; negative with `errno` set.
	 */
	write(fd: number, count: number): number {
		return writevAt(fd, this.#memory.address + vectorAt, count);
	}
}
