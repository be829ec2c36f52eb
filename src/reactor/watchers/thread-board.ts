/** The watcher's side of what it shares with its thread. */
import { stage, state, word } from "./board-layout.js";

/** The list may have so many descriptors; the memory is reserved, not used. */
const maxCount = 2 ** 20;
/** How long an exiting process waits for a thread that loads koffi, in milliseconds: it takes about ten. */
const loadingTime = 5000;

/** TypeScript's es2023 library does not know yet that shared memory can grow. */
type Growable = SharedArrayBuffer & { grow(size: number): void };
type GrowableMaker = new (size: number, options: { maxByteLength: number }) => Growable;

function newBuffer(): SharedArrayBuffer {
	const size = (entries: number): number => (word.list + 2 * entries) * Int32Array.BYTES_PER_ELEMENT;
	return new (SharedArrayBuffer as unknown as GrowableMaker)(size(64), { maxByteLength: size(maxCount) });
}

/** Gives a thread its orders; board-layout.ts tells how. */
export class ThreadBoard {
	/** To be sent to the thread. */
	readonly buffer: SharedArrayBuffer = newBuffer();
	// No length: it grows with the buffer.
	readonly #words = new Int32Array(this.buffer);

	/**
	 * Writes the list.
	 *
	 * @param fill is given a function that adds a descriptor and what poll(2) shall look for.
	 * @throws RangeError where it grows past a million descriptors.
	 */
	writeList(fill: (add: (fd: number, events: number) => void) => void): void {
		const words = this.#words;
		Atomics.add(words, word.version, 1);
		let length = 0;
		try {
			fill((fd, events) => {
				const at = word.list + 2 * length;
				if (at >= words.length) this.#grow();
				words[at] = fd;
				words[at + 1] = events;
				length += 1;
			});
		} finally {
			words[word.count] = length;
			Atomics.add(words, word.version, 1);
		}
	}

	/**
	 * Asks the thread to wait.
	 *
	 * @returns whether the thread waits with an older list and must be interrupted.
	 */
	arm(): boolean {
		const words = this.#words;
		if (Atomics.exchange(words, word.state, state.armed) !== state.armed) Atomics.notify(words, word.state);
		const waitsWith = Atomics.load(words, word.polling);
		return waitsWith !== 0 && waitsWith !== Atomics.load(words, word.version);
	}

	/** Asks for nothing any more. The thread goes to sleep when its present wait is over. */
	disarm(): void {
		Atomics.store(this.#words, word.state, state.idle);
	}

	/**
	 * Whether the thread has found something since it was armed.
	 *
	 * @returns true until it is armed or disarmed.
	 */
	isReady(): boolean {
		return Atomics.load(this.#words, word.state) === state.ready;
	}

	/** Ends the thread, which must be interrupted then. */
	end(): void {
		Atomics.compareExchange(this.#words, word.life, stage.starting, stage.over);
		Atomics.store(this.#words, word.state, state.ended);
		Atomics.notify(this.#words, word.state);
	}

	/** Blocks until the thread may be terminated. */
	awaitLoaded(): void {
		Atomics.wait(this.#words, word.life, stage.loading, loadingTime);
	}

	#grow(): void {
		const entries = (this.#words.length - word.list) * 2;
		(this.buffer as Growable).grow((word.list + entries) * Int32Array.BYTES_PER_ELEMENT);
	}
}
