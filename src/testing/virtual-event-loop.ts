/** The event loop whose time jumps. */
import { setImmediate } from "node:timers";
import { ValueError } from "../errors.js";
import { checkOptions, show } from "../internal/index.js";
import { SelectorEventLoop } from "../loop/index.js";
import { type BaseSelector, DefaultSelector } from "../selectors/index.js";
import { IdleAlarm } from "./idle-alarm.js";
import { VirtualEngine } from "./virtual-engine.js";

/** How a {@link VirtualEventLoop} is made. */
export interface VirtualEventLoopOptions {
	/** What it waits with, closed along with the loop; the best of this machine if absent. */
	readonly selector?: BaseSelector | undefined;
	/**
	 * Whether time stands still until {@link VirtualEventLoop.advance}; if absent, it jumps by itself to the next timer
	 * whenever nothing else is left to do.
	 */
	readonly manual?: boolean | undefined;
	/**
	 * How long the kernel may take to deliver what is under way before time jumps, in real milliseconds; it counts only
	 * while somebody waits for a descriptor. 2 if absent.
	 */
	readonly grace?: number | undefined;
}

/**
 * An event loop for tests: its clock begins at 0, and jumps to the next timer when nothing else is left to do.
 *
 * An hour of sleeps takes a millisecond, and each run does the same in the same order. Everything else is as in
 * {@link SelectorEventLoop}: descriptors and sockets are real, and time jumps only when the kernel has no news for those
 * who wait for them (see `grace`). What is not the loop's own it cannot know of: while a promise of Node's is pending,
 * such as a file's or `fetch`'s, time goes on jumping; a loop with `manual: true` is for such tests.
 *
 * It runs in Node's loop and blocking the thread alike, and in a `Runner` that makes it: `new Runner({ loopFactory: () =>
 * new VirtualEventLoop() })`.
 *
 * @example
 * ```ts
 * import { setEventLoop, sleep } from "evloop";
 * import { VirtualEventLoop } from "evloop/testing";
 *
 * using loop = new VirtualEventLoop();
 * setEventLoop(loop);
 * await loop.runUntilComplete(async () => {
 * 	for (let minute = 0; minute < 60; minute += 1) await sleep(60_000);
 * });
 * console.log(loop.time()); // 3600000
 * ```
 */
export class VirtualEventLoop extends SelectorEventLoop {
	readonly #engine: VirtualEngine;

	/**
	 * @param options its selector, and how its time passes.
	 * @throws TypeError if the options are no object.
	 * @throws ValueError if `grace` is no number of milliseconds.
	 * @throws OSError if a selector cannot be made.
	 */
	constructor(options: VirtualEventLoopOptions = {}) {
		checkOptions(options, "make a virtual loop");
		const { grace = 2, manual = false } = options;
		if (typeof grace !== "number" || !(grace >= 0 && grace < Number.POSITIVE_INFINITY)) {
			throw new ValueError(
				`Cannot make a virtual loop: grace must be a number of milliseconds, got ${show(grace)}`,
			);
		}
		const selector = options.selector ?? new DefaultSelector();
		const engine = new VirtualEngine(selector, { grace, limit: manual ? 0 : Number.POSITIVE_INFINITY });
		super(selector, engine, (_delay, fire) => new IdleAlarm(engine, fire));
		this.#engine = engine;
	}

	/**
	 * Lets time pass: each timer that is due in it is called at its own time, in order, and whatever is ready by then.
	 *
	 * It moves the time of a loop with `manual: true`; time that jumps by itself gets there, too.
	 *
	 * @param ms how long, in virtual milliseconds.
	 * @returns a promise that is fulfilled when that time has come and nothing is ready any more.
	 * @throws ValueError if `ms` is negative or not a number.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { VirtualEventLoop } from "evloop/testing";
	 *
	 * using loop = new VirtualEventLoop({ manual: true });
	 * loop.callLater(100, () => console.log("at", loop.time())); // at 100
	 * await loop.advance(99);
	 * console.log("not yet"); // not yet
	 * await loop.advance(1);
	 * ```
	 */
	advance(ms: number): Promise<void> {
		if (typeof ms !== "number" || !(ms >= 0 && ms < Number.POSITIVE_INFINITY)) {
			throw new ValueError(`Cannot advance the clock: ms must be a number of milliseconds, got ${show(ms)}`);
		}
		const engine = this.#engine;
		const end = this.time() + ms;
		return new Promise((resolve) => {
			const settled = (): void => {
				// Promise reactions may have more for the loop; they have run by the next immediate.
				if (engine.isBusy && !this.isClosed()) setImmediate(settled);
				else resolve();
			};
			this.callAt(end, () => setImmediate(settled));
			engine.limit = Math.max(engine.limit, end);
			engine.alarm?.wait();
		});
	}
}
