/** The kernel's side of an inotify: its calls, and the events that were read and not yet looked at. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import {
	errno,
	inotifyAddWatch,
	inotifyInit1,
	inotifyRmWatch,
	ioctl,
	parseInotifyEvents,
	platform,
	type RawInotifyEvent,
	read,
	syscall,
} from "../../ffi/index.js";
import { type Listed, listFolder } from "./list-folder.js";
import { ToldEvents } from "./told-events.js";
import type { WatchQueue } from "./watch-queue.js";

const { EAGAIN, EINTR } = constants.errno;
const { FIONREAD } = platform.inotify;
const { IN_DONT_FOLLOW, IN_ONLYDIR } = platform.inotify.constants;
const { O_CLOEXEC, O_NONBLOCK } = platform.files;

/** Room for some 200 events with the longest names that there are. */
const buffer = Buffer.from(new ArrayBuffer(65_536));
const outstanding = new Int32Array(1);
/** How many events are read ahead at most for one read(): as many as the kernel keeps by default. */
const mostAhead = 16_384;

/** The kernel's inotify. */
export class KernelQueue implements WatchQueue {
	readonly fd: number;
	readonly call = "inotify_add_watch";
	readonly #told = new ToldEvents();
	#ahead = 0;

	/** Opens it, non-blocking and closed on exec. */
	constructor() {
		this.fd = syscall("inotify_init1", inotifyInit1(O_NONBLOCK | O_CLOEXEC));
	}

	watch(path: string, mask: number): number {
		const wd = inotifyAddWatch(this.fd, Buffer.from(`${path}\0`, "latin1"), mask >>> 0);
		return wd < 0 ? -errno() : wd;
	}

	enter(_wd: number, _name: string, path: string, mask: number): number {
		return this.watch(path, mask | IN_ONLYDIR | IN_DONT_FOLLOW);
	}

	// Where what it watched is gone it has ended already.
	unwatch(wd: number): void {
		inotifyRmWatch(this.fd, wd);
	}

	list(_wd: number, path: string): Listed[] {
		return listFolder(path);
	}

	/** Reads up to a buffer full. */
	fill(): void {
		this.#ahead = 0;
		this.#read();
	}

	readAhead(): void {
		if (ioctl(this.fd, FIONREAD, "void *", outstanding) < 0) return;
		let left = outstanding[0] ?? 0;
		while (left > 0 && this.#ahead < mostAhead) {
			const before = this.#told.size;
			const length = this.#read();
			if (length <= 0) return;
			left -= length;
			this.#ahead += this.#told.size - before;
		}
	}

	next(): RawInotifyEvent | undefined {
		return this.#told.next();
	}

	announced(wd: number, appearing: number): Set<string> {
		return this.#told.announced(wd, appearing);
	}

	// The watches go with the descriptor.
	release(): void {}

	/** Reads once; how many bytes, or 0 where there are none. */
	#read(): number {
		const { fd } = this;
		for (;;) {
			const length = read(fd, buffer, buffer.length);
			if (length >= 0) {
				parseInotifyEvents(buffer, length, (event) => this.#told.push(event));
				return length;
			}
			const number = errno();
			if (number === EAGAIN) return 0;
			if (number !== EINTR) throw osError(number, "read", { fd });
		}
	}
}
