/**
 * The engine: the ready queue, the timers and a driver, and the one place where callbacks are called.
 *
 * A turn, as in asyncio's `_run_once`:
 *
 * 1. the driver polls the kernel and settles what is ready (no user code runs here);
 * 2. the timers that are due are enqueued;
 * 3. a round: what was ready when the round began is run; what that enqueues waits for the next round.
 *
 * Several rounds make a turn, since a turn has a price of its own (an immediate, a poll), with a look at the kernel and
 * the clock between some of them. The rounds end at once when a promise was settled: its reactions are microtasks, and
 * those run only when the turn is over.
 */
import { RuntimeError } from "../errors.js";
import {
	activate,
	type ExceptionContext,
	type Future,
	type Job,
	type Scheduler,
	type SchedulerOwner,
} from "../futures/index.js";
import { Deque, queueMicrotask, shownAs } from "../internal/index.js";
import type { Clock } from "./clock.js";
import type { Driver } from "./driver.js";
import { FailureWatch } from "./failure-watch.js";
import type { Callback } from "./handle.js";
import type { Host } from "./hosts/host.js";
import { runTimed } from "./run-timed.js";
import type { Timer } from "./timers/timer.js";
import { TimerHandle } from "./timers/timer-handle.js";
import { TimerQueue } from "./timers/timer-queue.js";

/**
 * How many events a turn takes. With 1024 of them and handlers of 20 µs a node:net server beside us fell to a
 * twentieth; with 64 it did not, and we lost nothing (docs/performance.md).
 */
export const maxEvents = 64;
/** How many rounds a turn has: a chain of callSoon then pays a 64th of an immediate for each link. */
const maxRounds = 64;
/** After how many rounds the engine looks at the kernel and the clock again. */
const roundsBetweenPolls = 16;
/** After how many jobs a turn begins no other round: a thousand chains of callSoon may not keep Node waiting 64 times. */
const enoughJobs = 1024;

/** What an engine is made of. */
export interface EngineOptions {
	/** Tells the time. */
	readonly clock: Clock;
}

/** How an engine stands; frozen. */
export interface EngineStatistics {
	/** Jobs that wait for the next round. */
	readonly ready: number;
	/** Timers that run. */
	readonly timers: number;
	/** Descriptors that are registered, and requests that the kernel carries out (io_uring). */
	readonly watched: number;
	/** Whether something keeps the process alive. */
	readonly holding: boolean;
}

/** Runs jobs: the ones that are ready, the ones whose time has come, the ones that the kernel has news for. */
export class Engine<D extends Driver = Driver> implements Scheduler, SchedulerOwner {
	/** The loop whose inside it is. */
	loop: SchedulerOwner;
	readonly clock: Clock;
	readonly timers: TimerQueue;
	/** Told of exceptions that nobody can be given. */
	report: (context: ExceptionContext) => void;
	taskFactory: Scheduler["taskFactory"];
	/** How long a callback may run before debug mode reports it, in milliseconds; `undefined` outside debug mode. */
	slowAfter: number | undefined;
	private readonly ready: Deque<Job>;
	private readonly failures: FailureWatch;
	private afterTurn: (() => void)[];
	private readonly closers: (() => void)[];
	private attachedDriver: D | undefined;
	private attachedHost: Host | undefined;
	/** Whether a turn is under way or asked for, so that the host need not be woken. */
	private awake: boolean;
	private turning: boolean;
	/** Whether the driver has news that came after it was asked. */
	private moreNews: boolean;
	private settledPromise: boolean;
	/** Whether a timer was set in this round: one whose time has come already is due in the next, as in asyncio. */
	private timerSet: boolean;
	private held: number;
	private closed: boolean;
	/** Whether it is being closed just now: what fails by that is nobody's error. */
	private closing: boolean;

	constructor({ clock }: EngineOptions) {
		this.loop = this;
		this.clock = clock;
		this.report = () => {};
		this.timers = new TimerQueue(this);
		this.taskFactory = undefined;
		this.slowAfter = undefined;
		this.ready = new Deque();
		this.failures = new FailureWatch(this);
		this.afterTurn = [];
		this.closers = [];
		this.attachedDriver = undefined;
		this.attachedHost = undefined;
		this.awake = false;
		this.turning = false;
		this.moreNews = false;
		this.settledPromise = false;
		this.timerSet = false;
		this.held = 0;
		this.closed = false;
		this.closing = false;
	}

	/** Itself: an engine can be given wherever futures want a loop. */
	get scheduler(): this {
		return this;
	}

	/** What it waits with. */
	get driver(): D {
		return this.attachedDriver as D;
	}

	/** What makes it turn. */
	get host(): Host {
		return this.attachedHost as Host;
	}

	/** Whether anything that keeps the process alive is waited for. */
	get holding(): boolean {
		return this.held > 0;
	}

	/** Whether it was closed, or is being closed. */
	get isClosed(): boolean {
		return this.closed;
	}

	/** Whether it is in the middle of a turn. */
	get isTurning(): boolean {
		return this.turning;
	}

	/**
	 * Gives it what it waits with; once, before anything else.
	 *
	 * @param driver the driver.
	 */
	attachDriver(driver: D): void {
		this.attachedDriver = driver;
	}

	/**
	 * Gives it what makes it turn; a blocking host takes the place of another for a while.
	 *
	 * @param host the host.
	 */
	attachHost(host: Host): void {
		this.attachedHost = host;
		// The turn that the last one asked for, or that was asked of it, is now this one's: the driver's news may ring no other bell.
		const isAsked = this.awake;
		this.awake = false;
		if (isAsked || this.ready.length > 0) this.wake();
		if (this.held > 0) host.hold();
		else host.release();
		host.timersChanged();
		host.watchChanged();
	}

	time(): number {
		return this.clock.time();
	}

	enqueue(job: Job): void {
		if (this.closed) {
			// Nothing turns a closed loop, yet whoever waits must be told: Node's microtasks serve.
			queueMicrotask(() => job.run());
			return;
		}
		this.ready.push(job);
		if (!this.awake) this.wake();
	}

	enqueueLater(delay: number, job: Job): Timer {
		if (this.closed) throw new RuntimeError("Cannot set a timer: the loop is closed");
		const timer = this.timers.add(this.clock.time() + delay, job);
		this.timerSet = true;
		if (!this.turning) this.host.timersChanged();
		return timer;
	}

	/**
	 * Sets a timer for a callback.
	 *
	 * @param when when it is due, on the loop's clock.
	 * @param callback the callback.
	 * @param args its arguments.
	 * @returns its handle.
	 */
	addTimer(when: number, callback: Callback<never[]>, args: readonly unknown[]): TimerHandle {
		const handle = new TimerHandle(this, this.timers, when, callback, args);
		this.timerSet = true;
		if (!this.turning) this.host.timersChanged();
		return handle;
	}

	/**
	 * How things stand.
	 *
	 * @returns a frozen record.
	 */
	statistics(): EngineStatistics {
		return Object.freeze({
			ready: this.ready.length,
			timers: this.timers.size,
			watched: this.driver.watched,
			holding: this.holding,
		});
	}

	callExceptionHandler(context: ExceptionContext): void {
		this.report(context);
	}

	promiseSettled(): void {
		this.settledPromise = true;
	}

	watchFailure(future: Future<unknown>): void {
		if (!this.closed) this.failures.add(future);
		else if (!this.closing) this.failures.addLate(future);
	}

	/** One thing more keeps the process alive. */
	retain(): void {
		this.held += 1;
		if (this.held === 1) this.host.hold();
	}

	/** One thing less keeps the process alive. */
	release(): void {
		this.held -= 1;
		// Within a turn the host asks when the turn is over: most often something new is waited for by then.
		if (this.held === 0 && !this.turning) this.host.release();
	}

	/** Asks for a turn. */
	wake(): void {
		if (this.awake) return;
		this.awake = true;
		this.host.wake();
	}

	/** The driver has news: it is to be asked soon, in a turn after the one that is under way. */
	hasNews(): void {
		if (this.turning) this.moreNews = true;
		else this.wake();
	}

	/**
	 * Has a function called when the turn is over; ends its rounds.
	 *
	 * @param callback the function.
	 */
	whenTurnIsOver(callback: () => void): void {
		this.afterTurn.push(callback);
		this.wake();
	}

	/**
	 * Has a function called when the engine is closed, while its driver and its host still are open; the last one first.
	 *
	 * @param callback the function; it must not throw.
	 */
	whenClosed(callback: () => void): void {
		this.closers.push(callback);
	}

	/**
	 * How long the driver may wait: not at all while something is ready, until the next timer, or for ever.
	 *
	 * @returns milliseconds; `undefined` for ever.
	 */
	patience(): number | undefined {
		if (this.ready.length > 0 || this.afterTurn.length > 0) return 0;
		const next = this.timers.next();
		return next === undefined ? undefined : Math.max(0, next - this.clock.time());
	}

	/**
	 * Takes a turn.
	 *
	 * @param timeout how long the driver may wait, in milliseconds.
	 * @returns whether there is more to do at once.
	 */
	turn(timeout: number | undefined): boolean {
		this.awake = true;
		this.turning = true;
		this.settledPromise = false;
		const before = activate(this);
		let full = false;
		try {
			this.moreNews = false;
			if (timeout !== 0 || this.driver.watched > 0) full = this.driver.poll(timeout, maxEvents);
			this.takeDueTimers();
			let jobs = 0;
			for (let round = 1; this.ready.length > 0; round += 1) {
				jobs += this.ready.length;
				this.runRound();
				if (this.timerSet) this.takeDueTimers();
				if (this.settledPromise || round === maxRounds || jobs >= enoughJobs) break;
				if (this.afterTurn.length > 0) break;
				if (round % roundsBetweenPolls === 0) {
					if (this.driver.watched > 0) full = this.driver.poll(0, maxEvents) || full;
					this.takeDueTimers();
				}
			}
			this.driver.turnIsOver?.(this.settledPromise);
		} finally {
			activate(before);
			this.turning = false;
			this.finishTurn();
			this.awake = full || this.moreNews || this.ready.length > 0;
		}
		return this.awake;
	}

	/**
	 * Ends it: what is ready is dropped, timers are cancelled, the driver and the host are closed. Operations of several steps
	 * go on to their ends: a file's descriptor is in use until then.
	 */
	close(): void {
		if (this.closed) return;
		this.failures.flush();
		this.dropReady();
		this.timers.clear();
		this.closed = true;
		this.closing = true;
		for (const callback of this.closers.reverse()) callback();
		this.driver.close();
		this.host.close();
		this.closing = false;
	}

	private dropReady(): void {
		for (let job = this.ready.shift(); job !== undefined; job = this.ready.shift()) job.dropped?.();
	}

	private takeDueTimers(): void {
		this.timerSet = false;
		if (this.timers.next() === undefined) return;
		this.timers.takeDue(this.clock.time(), (job) => this.ready.push(job));
	}

	private runRound(): void {
		const { slowAfter } = this;
		for (let left = this.ready.length; left > 0; left -= 1) {
			const job = this.ready.shift();
			if (job === undefined) return;
			if (slowAfter === undefined) job.run();
			else runTimed(job, this, slowAfter);
		}
	}

	private finishTurn(): void {
		if (this.afterTurn.length === 0) return;
		const callbacks = this.afterTurn;
		this.afterTurn = [];
		for (const callback of callbacks) callback();
	}
}

shownAs(Engine, (engine) => `<${engine.constructor.name}>`);
