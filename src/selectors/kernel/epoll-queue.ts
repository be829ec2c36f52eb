/** One epoll descriptor with its event buffer: what the selector and the raw `epoll()` object both stand on. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import {
	close,
	dup3,
	epollCreate1,
	epollCtl,
	epollWait,
	errno,
	NativeBuffer,
	platform,
	syscall,
} from "../../ffi/index.js";

const { words, events: eventsWord, dataLow, dataHigh } = platform.polling.epollEvent;
const { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLL_CLOEXEC } = platform.polling.epoll;
const { EINTR } = constants.errno;

/** An epoll instance. Its event buffer is read in place, by index. */
export class EpollQueue {
	/** The epoll descriptor; -1 once closed. */
	fd: number;
	// epoll_ctl's event, and a view of it.
	readonly #event = new NativeBuffer(words * 4);
	readonly #eventWords = new Int32Array(this.#event.bytes);
	#buffer: NativeBuffer;
	#words: Int32Array;
	#capacity: number;

	/**
	 * @param fd an epoll descriptor; a new one, closed on exec, if absent.
	 * @param capacity how many events there is room for at first.
	 */
	constructor(fd = syscall("epoll_create1", epollCreate1(EPOLL_CLOEXEC)), capacity = 64) {
		this.fd = fd;
		this.#capacity = capacity;
		this.#buffer = new NativeBuffer(capacity * words * 4);
		this.#words = new Int32Array(this.#buffer.bytes);
	}

	/** `EPOLL_CTL_ADD`. Returns 0 or errno, as do the next two. */
	add(fd: number, flags: number, tag: number): number {
		return this.#control(EPOLL_CTL_ADD, fd, flags, tag);
	}

	/** `EPOLL_CTL_MOD`. */
	modify(fd: number, flags: number, tag: number): number {
		return this.#control(EPOLL_CTL_MOD, fd, flags, tag);
	}

	/** `EPOLL_CTL_DEL`. */
	remove(fd: number): number {
		// Kernels before 2.6.9 wanted an event here, too; it costs nothing to give one.
		return this.#control(EPOLL_CTL_DEL, fd, 0, 0);
	}

	/** Waits once: whole milliseconds, -1 for ever. Returns how many events there are, or -1 after a signal. */
	wait(milliseconds: number, limit: number): number {
		if (limit > this.#capacity) this.#grow(limit);
		const count = epollWait(this.fd, this.#buffer.address, limit, milliseconds);
		if (count >= 0) return count;
		const error = errno();
		if (error === EINTR) return -1;
		throw osError(error, "epoll_wait", { fd: this.fd });
	}

	/** The descriptor of an event. */
	fdAt(index: number): number {
		return this.#words[index * words + dataLow] ?? -1;
	}

	/** The tag that the descriptor was added with. */
	tagAt(index: number): number {
		return this.#words[index * words + dataHigh] ?? 0;
	}

	/** The flags of an event, unsigned. */
	flagsAt(index: number): number {
		return (this.#words[index * words + eventsWord] ?? 0) >>> 0;
	}

	/** Puts another instance under this one's number, and closes the other's own. */
	replaceBy(other: EpollQueue): void {
		try {
			syscall("dup3", dup3(other.fd, this.fd, EPOLL_CLOEXEC), { fd: this.fd });
		} finally {
			other.close();
		}
	}

	/** Closes the descriptor. Twice is harmless. */
	close(): void {
		if (this.fd < 0) return;
		close(this.fd);
		this.fd = -1;
	}

	#control(operation: number, fd: number, flags: number, tag: number): number {
		const event = this.#eventWords;
		event[eventsWord] = flags;
		event[dataLow] = fd;
		event[dataHigh] = tag;
		return epollCtl(this.fd, operation, fd, this.#event.address) < 0 ? errno() : 0;
	}

	#grow(limit: number): void {
		const capacity = 2 ** Math.ceil(Math.log2(limit));
		this.#buffer = new NativeBuffer(capacity * words * 4);
		this.#words = new Int32Array(this.#buffer.bytes);
		this.#capacity = capacity;
	}
}
