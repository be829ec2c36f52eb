/** Several attempts, each begun a while after the one before: what happy eyeballs does with addresses. */
import { CancelledError } from "../../errors.js";
import { Future, type Job, type Scheduler } from "../../futures/index.js";

/** How a race went. */
export interface RaceOutcome<T> {
	/** What the first attempt that succeeded gave; `undefined` where none did. */
	readonly winner: T | undefined;
	/** Why the others failed, in the order in which they did. */
	readonly errors: readonly unknown[];
}

/**
 * The future of a race. The next attempt begins when the last one failed, or after a delay. The first that succeeds
 * wins, and the others are cancelled; one that succeeds in the same moment as another is handed to `discard`.
 */
class StaggeredRace<A, T> extends Future<RaceOutcome<T>> implements Job {
	private readonly entries: readonly A[];
	private readonly attempt: (entry: A) => Future<T>;
	private readonly discard: (loser: T) => void;
	private readonly delay: number;
	private readonly running: Set<Future<T>>;
	private readonly errors: unknown[];
	private begun: number;
	private timer: { cancel(): void } | undefined;

	constructor(
		scheduler: Scheduler,
		entries: readonly A[],
		attempt: (entry: A) => Future<T>,
		discard: (loser: T) => void,
		delay: number,
	) {
		super(scheduler);
		this.entries = entries;
		this.attempt = attempt;
		this.discard = discard;
		this.delay = delay;
		this.running = new Set();
		this.errors = [];
		this.begun = 0;
		this.timer = undefined;
		this.beginNext();
	}

	/** The last attempt has had its time: the next one begins beside it. */
	run(): void {
		this.timer = undefined;
		if (!this.done()) this.beginNext();
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.stop();
		return true;
	}

	private beginNext(): void {
		this.timer?.cancel();
		this.timer = undefined;
		const entry = this.entries[this.begun];
		if (entry === undefined) {
			if (this.running.size === 0) this.setResult({ winner: undefined, errors: this.errors });
			return;
		}
		this.begun += 1;
		const future = this.attempt(entry);
		this.running.add(future);
		future.observe({ run: () => this.ended(future) }, false);
		if (this.begun < this.entries.length && this.delay !== Number.POSITIVE_INFINITY) {
			this.timer = this.scheduler.enqueueLater(this.delay, this);
		}
	}

	private ended(future: Future<T>): void {
		this.running.delete(future);
		let winner: T;
		try {
			winner = future.result();
		} catch (error) {
			if (this.done()) return;
			if (!(error instanceof CancelledError)) this.errors.push(error);
			this.beginNext();
			return;
		}
		if (this.done()) {
			this.discard(winner);
			return;
		}
		this.setResult({ winner, errors: this.errors });
		this.stop();
	}

	private stop(): void {
		this.timer?.cancel();
		for (const future of this.running) future.cancel();
	}
}

/**
 * Makes attempts until one succeeds.
 *
 * @param scheduler the loop.
 * @param entries what to try, the best first.
 * @param attempt begins an attempt; it throws nothing.
 * @param discard gives back what an attempt gave that succeeded too late.
 * @param delay how long an attempt has before the next one begins beside it, in milliseconds; Infinity for one at a time.
 * @returns a future of how it went; it does not fail.
 */
export function staggeredRace<A, T>(
	scheduler: Scheduler,
	entries: readonly A[],
	attempt: (entry: A) => Future<T>,
	discard: (loser: T) => void,
	delay: number,
): Future<RaceOutcome<T>> {
	return new StaggeredRace(scheduler, entries, attempt, discard, delay);
}
