/** The kernel's side of an inotify: its calls, and the events that were read and not yet looked at. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import {
	errno,
	inotifyAddWatch,
	inotifyRmWatch,
	ioctl,
	parseInotifyEvents,
	platform,
	type RawInotifyEvent,
	read,
} from "../../ffi/index.js";

const { EAGAIN, EINTR } = constants.errno;
const { FIONREAD } = platform.inotify;

/** Room for some 200 events with the longest names that there are. */
const buffer = Buffer.from(new ArrayBuffer(65_536));
const outstanding = new Int32Array(1);
/** How many events are read ahead at most for one read(): as many as the kernel keeps by default. */
const mostAhead = 16_384;

/** What the kernel tells and is told. */
export class KernelQueue {
	readonly #fileno: (syscall: string) => number;
	#pending: RawInotifyEvent[] = [];
	/** How many of them were looked at. */
	#taken = 0;
	#ahead = 0;

	/** @param fileno gives the descriptor, or throws where it is closed. */
	constructor(fileno: (syscall: string) => number) {
		this.#fileno = fileno;
	}

	/**
	 * Watches a path.
	 *
	 * @param path the path.
	 * @param mask what for.
	 * @returns the watch descriptor, or a negative error number.
	 */
	watch(path: string, mask: number): number {
		const wd = inotifyAddWatch(
			this.#fileno("inotify_add_watch"),
			Buffer.from(`${path}\0`, "latin1"),
			mask >>> 0,
		);
		return wd < 0 ? -errno() : wd;
	}

	/**
	 * Ends a watch. Where what it watched is gone it has ended already, and its IN_IGNORED is on the way.
	 *
	 * @param wd the watch descriptor.
	 */
	unwatch(wd: number): void {
		inotifyRmWatch(this.#fileno("inotify_rm_watch"), wd);
	}

	/** Reads what is there, up to a buffer full. */
	fill(): void {
		this.#ahead = 0;
		this.#read();
	}

	/**
	 * Reads all that has happened so far, for whoever must know it before it goes on. Not more than one read() should carry:
	 * whoever makes directories faster than they are looked at is not waited for.
	 */
	readAhead(): void {
		const fd = this.#fileno("ioctl");
		if (ioctl(fd, FIONREAD, "void *", outstanding) < 0) return;
		let left = outstanding[0] ?? 0;
		while (left > 0 && this.#ahead < mostAhead) {
			const before = this.#pending.length;
			const length = this.#read();
			if (length <= 0) return;
			left -= length;
			this.#ahead += this.#pending.length - before;
		}
	}

	/** The next event; undefined where none is left. */
	next(): RawInotifyEvent | undefined {
		if (this.#taken === this.#pending.length) {
			this.#pending = [];
			this.#taken = 0;
			return undefined;
		}
		this.#taken += 1;
		return this.#pending[this.#taken - 1];
	}

	/**
	 * The names that the events which were read and not yet looked at tell first of as new in a directory.
	 *
	 * @param wd the directory's watch descriptor.
	 * @param appearing the bits of such events.
	 * @returns the names.
	 */
	announced(wd: number, appearing: number): Set<string> {
		const first = new Map<string, boolean>();
		for (const event of this.#pending.slice(this.#taken)) {
			if (event.wd !== wd || event.name === undefined || first.has(event.name)) continue;
			first.set(event.name, (event.mask & appearing) !== 0);
		}
		return new Set([...first].filter(([, appears]) => appears).map(([name]) => name));
	}

	/** Reads once; how many bytes, or 0 where there are none. */
	#read(): number {
		const fd = this.#fileno("read");
		for (;;) {
			const length = read(fd, buffer, buffer.length);
			if (length >= 0) {
				parseInotifyEvents(buffer, length, (event) => this.#pending.push(event));
				return length;
			}
			const number = errno();
			if (number === EAGAIN) return 0;
			if (number !== EINTR) throw osError(number, "read", { fd });
		}
	}
}
