/**
 * What a watcher and its thread share: a few words, and the list of descriptors to wait for.
 *
 * - `life`: the thread starts, loads koffi, runs, is over. A thread must not be terminated while it loads koffi, which
 *   ends the process then; so whoever ends it looks here first.
 * - `state`: idle → armed by the watcher; armed → ready by the thread, which then sends one message; anything → ended by
 *   the watcher.
 * - `version`: of the list; odd while it is being written. The thread copies the list, and the copy is good if the version
 *   was even before and is the same after.
 * - `polling`: the version that the thread waits with, 0 while it does not wait. The watcher writes `version`, then reads
 *   `polling`; the thread writes `polling`, then reads `version`: one of the two sees that the thread's copy is old.
 */

const life = 0;
const state = 1;
const version = 2;
const polling = 3;
const count = 4;
/** Where the list begins: descriptor and events, in turn. */
const list = 8;

const starting = 0;
const loading = 1;
const running = 2;
const over = 3;

const idle = 0;
const armed = 1;
const ready = 2;
const ended = 3;

/** The list may have so many descriptors; the memory is reserved, not used. */
const maxCount = 2 ** 20;
/** How long an exiting process waits for a thread that loads koffi, in milliseconds: it takes about five. */
const loadingTime = 5000;

/** TypeScript's es2023 library does not know yet that shared memory can grow. */
type Growable = SharedArrayBuffer & { grow(size: number): void };
type GrowableMaker = new (size: number, options: { maxByteLength: number }) => Growable;

function newBuffer(): SharedArrayBuffer {
	const size = (entries: number): number => (list + 2 * entries) * Int32Array.BYTES_PER_ELEMENT;
	return new (SharedArrayBuffer as unknown as GrowableMaker)(size(64), { maxByteLength: size(maxCount) });
}

/** The common memory. The watcher makes one, the thread a second one over the same buffer. */
export class ThreadBoard {
	/** To be sent to the thread. */
	readonly buffer: SharedArrayBuffer;
	readonly #words: Int32Array;

	/** @param buffer the other side's; a new one if absent. */
	constructor(buffer: SharedArrayBuffer = newBuffer()) {
		this.buffer = buffer;
		// No length: it grows with the buffer.
		this.#words = new Int32Array(buffer);
	}

	/**
	 * The watcher writes the list.
	 *
	 * @param fill is given a function that adds a descriptor and what poll(2) shall look for.
	 * @throws RangeError where it grows past a million descriptors.
	 */
	writeList(fill: (add: (fd: number, events: number) => void) => void): void {
		const words = this.#words;
		Atomics.add(words, version, 1);
		let length = 0;
		try {
			fill((fd, events) => {
				const at = list + 2 * length;
				if (at >= words.length) (this.buffer as Growable).grow(this.buffer.byteLength * 2 - list * 4);
				words[at] = fd;
				words[at + 1] = events;
				length += 1;
			});
		} finally {
			words[count] = length;
			Atomics.add(words, version, 1);
		}
	}

	/**
	 * The watcher asks the thread to wait.
	 *
	 * @returns whether the thread waits with an older list and must be interrupted.
	 */
	arm(): boolean {
		const words = this.#words;
		if (Atomics.exchange(words, state, armed) !== armed) Atomics.notify(words, state);
		const waitsWith = Atomics.load(words, polling);
		return waitsWith !== 0 && waitsWith !== Atomics.load(words, version);
	}

	/** The watcher no longer wants to know. The thread goes to sleep when its present wait is over. */
	disarm(): void {
		Atomics.store(this.#words, state, idle);
	}

	/** Whether the thread has reported since the watcher armed it. */
	isReady(): boolean {
		return Atomics.load(this.#words, state) === ready;
	}

	/** The watcher ends the thread, which must be interrupted then. */
	end(): void {
		Atomics.compareExchange(this.#words, life, starting, over);
		Atomics.store(this.#words, state, ended);
		Atomics.notify(this.#words, state);
	}

	/** Blocks until the thread may be terminated. */
	awaitLoaded(): void {
		Atomics.wait(this.#words, life, loading, loadingTime);
	}

	/**
	 * The thread is about to load koffi.
	 *
	 * @returns whether it may: not where it was ended before it began.
	 */
	enterLoading(): boolean {
		return Atomics.compareExchange(this.#words, life, starting, loading) === starting;
	}

	/** The thread has loaded koffi and whatever it calls. */
	leaveLoading(): void {
		Atomics.store(this.#words, life, running);
		Atomics.notify(this.#words, life);
	}

	/** The thread will not call koffi any more. */
	finish(): void {
		Atomics.store(this.#words, life, over);
		Atomics.notify(this.#words, life);
	}

	/**
	 * The thread sleeps until it has something to do.
	 *
	 * @returns false when it was ended.
	 */
	awaitArmed(): boolean {
		for (;;) {
			const now = Atomics.load(this.#words, state);
			if (now === armed) return true;
			if (now === ended) return false;
			Atomics.wait(this.#words, state, now);
		}
	}

	/**
	 * The thread copies the list and says that it waits with it from now on.
	 *
	 * @param begin is told how many descriptors follow.
	 * @param add is given each.
	 */
	beginPolling(
		begin: (length: number) => void,
		add: (index: number, fd: number, events: number) => void,
	): void {
		const words = this.#words;
		for (;;) {
			const seen = Atomics.load(words, version);
			Atomics.store(words, polling, seen);
			if (seen % 2 === 0) {
				const length = words[count] ?? 0;
				begin(length);
				for (let i = 0; i < length; i += 1) add(i, words[list + 2 * i] ?? -1, words[list + 2 * i + 1] ?? 0);
				if (Atomics.load(words, version) === seen) return;
			}
		}
	}

	/** The thread's wait is over. */
	endPolling(): void {
		Atomics.store(this.#words, polling, 0);
	}

	/**
	 * The thread has found something.
	 *
	 * @returns whether the watcher is to be told: not where it no longer wants to know.
	 */
	report(): boolean {
		return Atomics.compareExchange(this.#words, state, armed, ready) === armed;
	}
}
