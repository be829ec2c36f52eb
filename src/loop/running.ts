/** The state of being run: at most one of the run methods at a time. */
import { RuntimeError } from "../errors.js";
import type { Future } from "../futures/index.js";
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
	 * Runs until {@link Running.stop}, in Node's loop.
	 *
	 * @returns a promise that is settled after the turn in which it was stopped.
	 */
	forever(): Promise<void> {
		this.#checkFree();
		return new Promise((resolve) => {
			this.#begin(() => resolve());
		});
	}

	/**
	 * Runs until a future is done, in Node's loop.
	 *
	 * @param future the future.
	 * @returns a promise of its result.
	 */
	async untilDone<T>(future: Future<T>): Promise<T> {
		const ended = this.forever();
		const forget = this.#stopWhenDone(future);
		await ended;
		forget();
		return this.#resultOf(future);
	}

	/** Runs until {@link Running.stop}, blocking the thread. */
	foreverBlocking(): void {
		this.#checkFree();
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
	 * @param future the future.
	 * @returns its result.
	 */
	untilDoneBlocking<T>(future: Future<T>): T {
		this.#checkFree();
		const forget = this.#stopWhenDone(future);
		try {
			this.foreverBlocking();
		} finally {
			forget();
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

	/** @throws RuntimeError if a run method is under way. */
	#checkFree(): void {
		if (this.isRunning) throw new RuntimeError("This event loop is already running");
	}

	#begin(end: () => void): void {
		this.#end = end;
		if (!this.#stopRequested) return;
		this.#stopRequested = false;
		this.stop();
	}

	/** Stops when the future is done; returns what takes that back, for a run that was ended by other means. */
	#stopWhenDone(future: Future<unknown>): () => void {
		let waiting = true;
		future.observe({
			run: () => {
				if (waiting) this.stop();
			},
		});
		return () => {
			waiting = false;
		};
	}

	#resultOf<T>(future: Future<T>): T {
		if (!future.done()) throw new RuntimeError("Event loop stopped before Future completed.");
		return future.result();
	}
}
