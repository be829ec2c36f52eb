/**
 * One kqueue with its event buffer: what the selector and the raw `kqueue()` object both stand on.
 *
 * A `struct kevent` is read and written in place, in 32-bit words (see `KqueueTable`): 0 and 1 are ident, the halves of 2
 * are filter and flags, 3 is fflags, 4 and 5 are data, 6 and 7 udata. All systems that have kqueue and koffi are
 * little-endian and, so far as anybody runs Node on them, 64-bit.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import {
	close,
	errno,
	fcntl,
	type KqueueCalls,
	type KqueueTable,
	kqueueCalls,
	NativeBuffer,
	platform,
	syscall,
} from "../../ffi/index.js";
import { KernelTime } from "./kernel-time.js";

const { EINTR } = constants.errno;
const { F_SETFD, FD_CLOEXEC } = platform.files;
const high = 2 ** 32;

/** What stands in one kevent, in numbers. Idents and data are exact up to 2^53. */
export interface KeventFields {
	readonly ident: number;
	readonly filter: number;
	readonly flags: number;
	readonly fflags: number;
	readonly data: number;
	readonly udata: number;
}

/** A list of kevents in memory. */
class KeventList {
	readonly capacity: number;
	readonly memory: NativeBuffer;
	readonly words: Int32Array;

	constructor(capacity: number, bytes: number) {
		this.capacity = capacity;
		this.memory = new NativeBuffer(capacity * bytes);
		this.words = new Int32Array(this.memory.bytes);
	}
}

/** A kqueue. */
export class KernelQueue {
	/** The numbers that this kqueue understands. */
	readonly table: KqueueTable;
	/** The kqueue's descriptor; -1 once closed. */
	fd: number;
	readonly #calls: KqueueCalls;
	readonly #time = new KernelTime(1e6);
	readonly #words: number;
	#changes: KeventList;
	#events: KeventList;

	/**
	 * @param table the layout and the numbers.
	 * @param library the file of the library that has kqueue; the C library if absent.
	 * @param fd the descriptor of a kqueue; a new one, closed on exec, if absent.
	 */
	constructor(table: KqueueTable, library?: string, fd?: number) {
		this.table = table;
		this.#calls = kqueueCalls(library);
		this.#words = table.keventBytes / 4;
		this.#changes = new KeventList(1, table.keventBytes);
		this.#events = new KeventList(64, table.keventBytes);
		this.fd = fd ?? this.#open();
	}

	/** Submits one change that needs no data. Returns 0 or errno. */
	change(ident: number, filter: number, flags: number): number {
		this.#put(0, ident, filter, flags, 0, 0, 0);
		for (;;) {
			if (this.#submit() >= 0) return 0;
			const error = errno();
			if (error !== EINTR) return error;
		}
	}

	/** Waits once: milliseconds with fractions, `Infinity` for ever. Returns how many events there are, or -1 after a signal. */
	wait(timeout: number, limit: number): number {
		return this.control(0, limit, timeout);
	}

	/** Submits the first changes of the list, and waits, as one call. */
	control(changeCount: number, limit: number, timeout: number): number {
		if (limit > this.#events.capacity) this.#events = this.#list(limit);
		const time = this.#time.addressOf(timeout);
		const { address } = this.#events.memory;
		const changes = this.#changes.memory.address;
		const count = this.#calls.kevent(this.fd, changes, changeCount, address, limit, time);
		if (count >= 0) return count;
		const error = errno();
		if (error === EINTR) return -1;
		throw osError(error, "kevent", { fd: this.fd });
	}

	/** Fills the list of changes. */
	prepare(changes: readonly KeventFields[]): void {
		if (changes.length > this.#changes.capacity) this.#changes = this.#list(changes.length);
		for (const [index, event] of changes.entries()) {
			this.#put(index, event.ident, event.filter, event.flags, event.fflags, event.data, event.udata);
		}
	}

	/** The identifier of an event: for files, the descriptor. */
	identAt(index: number): number {
		return this.#word(index, 0) + this.#word(index, 1) * high;
	}

	/** The filter of an event. */
	filterAt(index: number): number {
		return ((this.#events.words[index * this.#words + 2] ?? 0) << 16) >> 16;
	}

	/** All of an event. */
	eventAt(index: number): KeventFields {
		return {
			ident: this.identAt(index),
			filter: this.filterAt(index),
			flags: this.#word(index, 2) >>> 16,
			fflags: this.#word(index, 3),
			data: this.#word(index, 4) + (this.#events.words[index * this.#words + 5] ?? 0) * high,
			udata: this.#word(index, 6) + this.#word(index, 7) * high,
		};
	}

	/** Closes the descriptor. Twice is harmless. */
	close(): void {
		if (this.fd < 0) return;
		close(this.fd);
		this.fd = -1;
	}

	#open(): number {
		const fd = syscall("kqueue", this.#calls.kqueue());
		fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
		return fd;
	}

	#list(atLeast: number): KeventList {
		return new KeventList(2 ** Math.ceil(Math.log2(atLeast)), this.table.keventBytes);
	}

	#submit(): number {
		return this.#calls.kevent(this.fd, this.#changes.memory.address, 1, 0, 0, this.#time.addressOf(0));
	}

	/** One word of an event, unsigned. */
	#word(index: number, word: number): number {
		return (this.#events.words[index * this.#words + word] ?? 0) >>> 0;
	}

	#put(
		index: number,
		ident: number,
		filter: number,
		flags: number,
		fflags: number,
		data: number,
		udata: number,
	): void {
		const { words } = this.#changes;
		const at = index * this.#words;
		words.fill(0, at, at + this.#words);
		words[at] = ident;
		words[at + 1] = Math.floor(ident / high);
		words[at + 2] = (filter & 0xffff) | (flags << 16);
		words[at + 3] = fflags;
		words[at + 4] = data;
		words[at + 5] = Math.floor(data / high);
		words[at + 6] = udata;
		words[at + 7] = Math.floor(udata / high);
	}
}
