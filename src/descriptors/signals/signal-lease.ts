/**
 * Signals that this thread holds back, so that a signalfd gets them.
 *
 * A signalfd gets only what the reading thread blocks: signals sent to that very thread, and those sent to the process while
 * no other thread takes them. Node's other threads (V8's, libuv's pool) block nothing, and nobody can make them: one of them
 * takes what is sent to the process, and does with it what the process does with that signal. So in the main thread Node
 * listens as well, by `process.on`, in whichever thread the signal came, and what it hears is raised again in this thread,
 * where it stays for the signalfd. Every signal arrives once, by one of the two ways.
 *
 * All is counted, since several may hold back the same signal, and put back when the last one lets go: the mask, what the
 * signal did before Node listened, and what is still pending is taken out first, or it would do that now.
 */
import {
	platform,
	pthreadSigmask,
	raise,
	sigismember,
	signalSet,
	takePendingSignals,
} from "../../ffi/index.js";
import type { Scheduler } from "../../futures/index.js";
import { hearSignal } from "./hear-signal.js";

const { SIG_BLOCK, SIG_UNBLOCK } = platform.descriptors;

/** One signal that is held back. */
class HeldSignal {
	readonly number: number;
	/** Whether the thread blocked it before: then it stays so. */
	readonly wasBlocked: boolean;
	holders = 0;
	/** Has Node listen no more, and the signal do what it did before. */
	readonly end: () => void;

	constructor(number: number, wasBlocked: boolean) {
		this.number = number;
		this.wasBlocked = wasBlocked;
		this.end = hearSignal(number, () => {
			raise(number);
			turnAll();
		});
	}
}

const held = new Map<number, HeldSignal>();
const waiting = new Map<Scheduler, number>();

/**
 * Has the loops that wait for signals take a turn. A selector without a descriptor is watched by another thread, to which
 * the kernel does not tell of this one's signals; in a turn this one asks itself.
 */
function turnAll(): void {
	const nothing = { run: () => {} };
	for (const scheduler of waiting.keys()) scheduler.enqueue(nothing);
}

/**
 * Counts who waits for signals.
 *
 * @param scheduler the loop that waits.
 * @param change 1 for one more, -1 for one less.
 */
export function countWaiting(scheduler: Scheduler, change: 1 | -1): void {
	const count = (waiting.get(scheduler) ?? 0) + change;
	if (count === 0) waiting.delete(scheduler);
	else waiting.set(scheduler, count);
}

/** Holds signals back until it is released. */
export class SignalLease {
	readonly #numbers: readonly number[];
	#released = false;

	/** @param numbers the signals. */
	constructor(numbers: readonly number[]) {
		this.#numbers = numbers;
		const before = signalSet([]);
		pthreadSigmask(SIG_BLOCK, signalSet(numbers), before);
		for (const number of numbers) {
			let signal = held.get(number);
			if (signal === undefined) {
				signal = new HeldSignal(number, sigismember(before, number) === 1);
				held.set(number, signal);
			}
			signal.holders += 1;
		}
	}

	/** Lets them go, those that nobody else holds. Twice is harmless. */
	release(): void {
		if (this.#released) return;
		this.#released = true;
		const last: HeldSignal[] = [];
		for (const number of this.#numbers) {
			const signal = held.get(number);
			if (signal === undefined) continue;
			signal.holders -= 1;
			if (signal.holders > 0) continue;
			held.delete(number);
			last.push(signal);
		}
		unblock(last.filter(({ wasBlocked }) => !wasBlocked).map(({ number }) => number));
		for (const signal of last) signal.end();
	}
}

/** What is pending would do its work as soon as it is let go, end the process most often: it is taken out first. */
function unblock(numbers: readonly number[]): void {
	if (numbers.length === 0) return;
	const set = signalSet(numbers);
	takePendingSignals(set);
	pthreadSigmask(SIG_UNBLOCK, set, null);
}
