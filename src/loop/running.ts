/** The state of being run: at most one of the run methods at a time. */
import { RuntimeError } from "../errors.js";
import type { Future, Job } from "../futures/index.js";
import { BlockingHost, type Engine, type NodeHost } from "../reactor/index.js";
import { withDefaultInterrupt } from "./default-interrupt.js";

/** Runs an engine until it is told to stop, in Node's loop or blocking the thread. */
export class Running {
	readonly #engine: Engine;
	readonly #nodeHost: NodeHost;
	/** Ends the run method that is under way. */
	#end: (() => void) | undefined;
	#stopRequested = false;

	constructor(engine: Engine, nodeHost: NodeHost) {
		this.#engine = engine;
		this.#nodeHost = nodeHost;
	}

	/** Whether a run method is under way. */
	get isRunning(): boolean {
		return this.#end !== undefined;
	}

	/**
	 * Refuses to run a loop that runs already.
	 *
	 * @throws RuntimeError if a run method is under way.
	 */
	checkFree(): void {
		if (this.isRunning) throw new RuntimeError("This event loop is already running");
	}

	/**
	 * Refuses to block in a loop that runs already, or that calls us from its turn.
	 *
	 * @throws RuntimeError if so.
	 */
	checkFreeToBlock(): void {
		this.checkFree();
		if (this.#engine.isTurning) {
			throw new RuntimeError("Cannot block in an event loop from one of its own callbacks");
		}
	}

	/**
	 * Runs until {@link Running.stop}, in Node's loop.
	 *
	 * @returns a promise that is settled after the turn in which it was stopped.
	 * @throws RuntimeError if a run method is under way.
	 */
	forever(): Promise<void> {
		this.checkFree();
		return new Promise((resolve) => this.#begin(resolve));
	}

	/**
	 * Runs until a future is done, in Node's loop.
	 *
	 * @param make makes the future, when the loop runs already.
	 * @returns a promise of its result.
	 * @throws RuntimeError if a run method is under way.
	 * @throws What `make` throws; the loop does not run then.
	 */
	untilDone<T>(make: () => Future<T>): Promise<T> {
		this.checkFree();
		let finish: () => void = () => {};
		this.#begin(() => finish());
		let future: Future<T>;
		try {
			future = make();
		} catch (error) {
			this.#end = undefined;
			throw error;
		}
		const stop = this.#stopWhenDone(future);
		return new Promise((resolve) => {
			finish = () => {
				future.unobserve(stop);
				resolve(future.done() ? future.toPromise() : Promise.reject(stoppedFirst()));
			};
		});
	}

	/**
	 * Runs until {@link Running.stop}, blocking the thread.
	 *
	 * @throws RuntimeError if a run method is under way, or nothing is left that could ever happen.
	 */
	foreverBlocking(): void {
		this.checkFreeToBlock();
		const host = new BlockingHost(this.#engine);
		this.#nodeHost.suspend();
		this.#engine.attachHost(host);
		this.#begin(() => host.stop());
		try {
			withDefaultInterrupt(() => host.run());
		} finally {
			this.#end = undefined;
			this.#nodeHost.resume();
			this.#engine.attachHost(this.#nodeHost);
		}
	}

	/**
	 * Runs until a future is done, blocking the thread.
	 *
	 * @param future the future, of this loop.
	 * @returns its result.
	 * @throws RuntimeError if the loop is stopped first, or nothing is left that could ever happen.
	 */
	untilDoneBlocking<T>(future: Future<T>): T {
		const stop = this.#stopWhenDone(future);
		try {
			this.foreverBlocking();
		} finally {
			future.unobserve(stop);
		}
		return this.#resultOf(future);
	}

	/** Ends the run method after the turn; without one, the next ends after its first turn. */
	stop(): void {
		const end = this.#end;
		if (end === undefined) {
			this.#stopRequested = true;
			return;
		}
		this.#engine.whenTurnIsOver(() => {
			if (this.#end !== end) return;
			this.#end = undefined;
			end();
		});
	}

	#begin(end: () => void): void {
		this.#end = end;
		if (!this.#stopRequested) return;
		this.#stopRequested = false;
		this.stop();
	}

	/** Stops when the future is done; returns what takes that back, for a run that is ended by other means. */
	#stopWhenDone(future: Future<unknown>): Job {
		const stop = { run: () => this.stop() };
		future.observe(stop);
		return stop;
	}

	#resultOf<T>(future: Future<T>): T {
		if (!future.done()) throw stoppedFirst();
		return future.result();
	}
}

function stoppedFirst(): RuntimeError {
	return new RuntimeError("Event loop stopped before Future completed.");
}
