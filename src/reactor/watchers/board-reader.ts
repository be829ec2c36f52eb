/** The thread's side of what it shares with its watcher. */
import { stage, state, word } from "./board-layout.js";

/** Takes a watcher's orders; board-layout.ts tells how. */
export class BoardReader {
	readonly #words: Int32Array;

	/** @param buffer the watcher's. */
	constructor(buffer: SharedArrayBuffer) {
		this.#words = new Int32Array(buffer);
	}

	/**
	 * Says that koffi is about to be loaded.
	 *
	 * @returns whether it may be: not where the thread was ended before it began.
	 */
	enterLoading(): boolean {
		return Atomics.compareExchange(this.#words, word.life, stage.starting, stage.loading) === stage.starting;
	}

	/** Says that koffi is loaded, and whatever is called through it bound. */
	leaveLoading(): void {
		this.#setLife(stage.running);
	}

	/** Says that the thread will not call koffi any more. */
	finish(): void {
		this.#setLife(stage.over);
	}

	/**
	 * Sleeps until there is something to do.
	 *
	 * @returns false when the thread was ended.
	 */
	awaitArmed(): boolean {
		for (;;) {
			const now = Atomics.load(this.#words, word.state);
			if (now === state.armed) return true;
			if (now === state.ended) return false;
			Atomics.wait(this.#words, word.state, now);
		}
	}

	/**
	 * Copies the list and says that the thread waits with it from now on.
	 *
	 * @param begin is told how many descriptors follow; again where the list has changed meanwhile.
	 * @param add is given each.
	 */
	beginPolling(
		begin: (length: number) => void,
		add: (index: number, fd: number, events: number) => void,
	): void {
		const words = this.#words;
		for (;;) {
			const seen = Atomics.load(words, word.version);
			Atomics.store(words, word.polling, seen);
			if (seen % 2 !== 0) continue;
			const length = words[word.count] ?? 0;
			begin(length);
			for (let i = 0; i < length; i += 1) {
				const at = word.list + 2 * i;
				add(i, words[at] ?? -1, words[at + 1] ?? 0);
			}
			if (Atomics.load(words, word.version) === seen) return;
		}
	}

	/** Says that the wait is over. */
	endPolling(): void {
		Atomics.store(this.#words, word.polling, 0);
	}

	/**
	 * Says that something was found.
	 *
	 * @returns whether the watcher is to be told: not where it no longer wants to know.
	 */
	report(): boolean {
		return Atomics.compareExchange(this.#words, word.state, state.armed, state.ready) === state.armed;
	}

	#setLife(now: number): void {
		Atomics.store(this.#words, word.life, now);
		Atomics.notify(this.#words, word.life);
	}
}
