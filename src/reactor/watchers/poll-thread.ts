/**
 * The thread of a {@link ThreadWatcher}: a worker of its own, which does nothing but poll(2).
 *
 * It waits only while it is armed, and then in slices: a thread in poll(2) cannot be terminated, and where nobody could
 * wake it (a worker that is terminated runs no JavaScript that could) its parent waits for it. While it is not armed it
 * sleeps in Atomics.wait, which can be terminated.
 */
import { constants } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { errno, NativeBuffer, platform, poll } from "../../ffi/index.js";
import { Waker } from "../waker.js";
import { BoardReader } from "./board-reader.js";

const { EINTR } = constants.errno;
/** How long one wait takes at most, in milliseconds. */
const slice = 250;

/** What the watcher sends its thread. */
export interface PollThreadData {
	/** The board's memory. */
	readonly buffer: SharedArrayBuffer;
	/** The waker's descriptor. */
	readonly waker: number;
}

/** `struct pollfd`s: an int and two shorts each, the waker's first. */
class PollList {
	#buffer = new NativeBuffer(8 * 64);
	#fds = new Int32Array(this.#buffer.bytes);
	#events = new Int16Array(this.#buffer.bytes);
	#length = 0;
	readonly #waker: number;

	constructor(waker: number) {
		this.#waker = waker;
	}

	/** Makes room for the waker and so many others. */
	readonly begin = (length: number): void => {
		this.#length = length + 1;
		if (this.#length * 8 > this.#buffer.bytes.byteLength) {
			this.#buffer = new NativeBuffer(this.#length * 16);
			this.#fds = new Int32Array(this.#buffer.bytes);
			this.#events = new Int16Array(this.#buffer.bytes);
		}
		this.#set(0, this.#waker, platform.polling.poll.POLLIN);
	};

	/** Puts one of the others into its place. */
	readonly add = (index: number, fd: number, events: number): void => this.#set(index + 1, fd, events);

	/** Waits; returns whether anything but the waker is to be reported. */
	wait(timeout: number): boolean {
		const found = poll(this.#buffer.address, this.#length, timeout);
		// Whatever poll(2) has against the list, the selector's own wait will say it.
		if (found < 0) return errno() !== EINTR;
		if (this.#events[3] === 0) return found > 0;
		Waker.drainFd(this.#waker);
		return found > 1;
	}

	#set(place: number, fd: number, events: number): void {
		this.#fds[place * 2] = fd;
		this.#events[place * 4 + 2] = events;
		this.#events[place * 4 + 3] = 0;
	}
}

function run({ buffer, waker }: PollThreadData): void {
	const board = new BoardReader(buffer);
	if (!board.enterLoading()) return;
	try {
		const list = new PollList(waker);
		// The first calls load koffi and bind the functions.
		list.begin(0);
		list.wait(0);
		Waker.drainFd(waker);
		board.leaveLoading();
		while (board.awaitArmed()) {
			board.beginPolling(list.begin, list.add);
			const isReady = list.wait(slice);
			board.endPolling();
			if (isReady && board.report()) parentPort?.postMessage(null);
		}
	} finally {
		board.finish();
	}
}

run(workerData as PollThreadData);
