/** /dev/poll: a set in the kernel that is written to and asked by ioctl. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import {
	close,
	DEVPOLL_OPEN_FLAGS,
	DP_POLL,
	errno,
	ioctlAt,
	NativeBuffer,
	open,
	POLLREMOVE,
	syscall,
	writeAt,
} from "../../ffi/index.js";
import type { Poller } from "./poller.js";

const { EINTR } = constants.errno;

/** A `struct pollfd`: an int, then the events asked for and found as shorts. */
const pollfdBytes = 8;
/** A `struct dvpoll`: a pointer, an unsigned long, an int, and a pointer that DP_POLL does not use. */
const dvpollBytes = 32;

/** The poller of the devpoll selector. */
export class DevpollSet implements Poller {
	/** The descriptor of the device; -1 once closed. */
	fd = syscall("open", open("/dev/poll", DEVPOLL_OPEN_FLAGS), { path: "/dev/poll" });
	// Two entries: a change is a removal and an addition, written at once.
	readonly #changes = new NativeBuffer(2 * pollfdBytes);
	readonly #changeWords = new Int32Array(this.#changes.bytes);
	readonly #changeHalves = new Int16Array(this.#changes.bytes);
	readonly #request = new NativeBuffer(dvpollBytes);
	readonly #pointer = new BigUint64Array(this.#request.bytes);
	readonly #numbers = new Int32Array(this.#request.bytes);
	#capacity = 0;
	#found = new NativeBuffer(0);
	#words = new Int32Array(this.#found.bytes);
	#halves = new Int16Array(this.#found.bytes);

	add(fd: number, flags: number): void {
		this.#put(0, fd, flags);
		this.#write(fd, 1);
	}

	change(fd: number, flags: number): void {
		// Flags that are written are joined to those that are there: take the descriptor out first.
		this.#put(0, fd, POLLREMOVE);
		this.#put(1, fd, flags);
		this.#write(fd, 2);
	}

	remove(fd: number): void {
		this.#put(0, fd, POLLREMOVE);
		// EBADF where it was closed before: the device has forgotten it then.
		writeAt(this.fd, this.#changes.address, pollfdBytes);
	}

	wait(milliseconds: number, limit: number): number {
		if (limit > this.#capacity) this.#grow(limit);
		this.#pointer[0] = BigInt(this.#found.address);
		this.#pointer[1] = BigInt(limit);
		this.#numbers[4] = milliseconds;
		const count = ioctlAt(this.fd, DP_POLL, "uintptr_t", this.#request.address);
		if (count >= 0) return count;
		const error = errno();
		if (error === EINTR) return -1;
		throw osError(error, "ioctl", { path: "/dev/poll" });
	}

	fdAt(index: number): number {
		return this.#words[index * 2] ?? -1;
	}

	flagsAt(index: number): number {
		return (this.#halves[index * 4 + 3] ?? 0) & 0xffff;
	}

	close(): void {
		if (this.fd < 0) return;
		close(this.fd);
		this.fd = -1;
	}

	#put(index: number, fd: number, flags: number): void {
		this.#changeWords[index * 2] = fd;
		this.#changeHalves[index * 4 + 2] = flags;
		this.#changeHalves[index * 4 + 3] = 0;
	}

	#write(fd: number, count: number): void {
		if (writeAt(this.fd, this.#changes.address, count * pollfdBytes) < 0)
			throw osError(errno(), "write", { fd });
	}

	#grow(limit: number): void {
		this.#capacity = 2 ** Math.ceil(Math.log2(limit));
		this.#found = new NativeBuffer(this.#capacity * pollfdBytes);
		this.#words = new Int32Array(this.#found.bytes);
		this.#halves = new Int16Array(this.#found.bytes);
	}
}
