/**
 * Watches a selector from a thread of its own, for selectors without a descriptor (poll, select) and for runtimes whose
 * loop cannot watch one (Bun).
 *
 * The thread (poll-thread.ts) waits in poll(2) for what the selector watches, and for a waker. It does not sit in libuv's
 * pool, so files and DNS go on beside it. A wake-up costs a message between threads, 10 to 20 µs of CPU.
 *
 * It starts when first armed, and then takes some 40 ms until it watches.
 */
import { setImmediate } from "node:timers";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { RuntimeError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import { Waker } from "../waker.js";
import { outside } from "./outside.js";
import type { PollThreadData } from "./poll-thread.js";
import { ThreadBoard } from "./thread-board.js";
import { type Endable, endAtExit, hasEnded } from "./thread-exit.js";
import type { Watcher, WatchTarget } from "./watcher.js";

const { POLLIN, POLLOUT } = platform.polling.poll;

/** Watches any selector, from another thread. */
export class ThreadWatcher implements Watcher, Endable {
	readonly #target: WatchTarget;
	readonly #onReady: () => void;
	readonly #board = new ThreadBoard();
	readonly #waker = new Waker();
	#thread: Worker | undefined;
	/** Whether `onReady` may be called. */
	#armed = false;
	/** Whether the board's list is not what the selector watches. */
	#stale = true;
	/** Whether an immediate is on its way that brings it up to date. */
	#refreshing = false;
	#closed = false;

	/**
	 * @param target the selector.
	 * @param onReady called when it has something.
	 * @throws OSError where the process has no descriptor left.
	 */
	constructor(target: WatchTarget, onReady: () => void) {
		this.#target = target;
		this.#onReady = onReady;
	}

	changed(): void {
		if (this.#target.fileno?.() === undefined) this.rebuilt();
	}

	rebuilt(): void {
		this.#stale = true;
		if (!this.#armed || this.#refreshing) return;
		this.#refreshing = true;
		// Many changes come at once: one interruption is enough for all of them.
		setImmediate(() => {
			this.#refreshing = false;
			if (this.#stale && this.#armed) this.arm();
		});
	}

	arm(): void {
		if (this.#closed) return;
		this.#armed = true;
		if (this.#stale) {
			this.#stale = false;
			this.#board.writeList((add) => this.#list(add));
		}
		if (this.#board.arm()) Waker.wakeFd(this.#waker.remoteFileno());
		this.#thread ??= outside(() => this.#start());
	}

	rest(): void {
		if (this.#closed || !this.#armed) return;
		this.#armed = false;
		this.#board.disarm();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#armed = false;
		// The thread still uses the waker: it is closed when the thread is over.
		if (this.#thread === undefined) this.#waker.close();
		else this.#end();
	}

	/** Ends the thread, and blocks while it must not be terminated. */
	endNow(): void {
		this.#closed = true;
		this.#end();
		this.#board.awaitLoaded();
	}

	#end(): void {
		this.#board.end();
		Waker.wakeFd(this.#waker.remoteFileno());
	}

	#list(add: (fd: number, events: number) => void): void {
		const own = this.#target.fileno?.();
		if (own !== undefined) {
			add(own, POLLIN);
			return;
		}
		for (const [fd, events] of this.#target.pollSet()) {
			add(fd, (events & EVENT_READ ? POLLIN : 0) | (events & EVENT_WRITE ? POLLOUT : 0));
		}
	}

	#start(): Worker {
		const workerData: PollThreadData = { buffer: this.#board.buffer, waker: this.#waker.fileno() };
		const thread = new Worker(new URL("./poll-thread.js", import.meta.url), {
			workerData,
			name: "evloop watcher",
			env: SHARE_ENV,
			// Not this process's loaders and hooks: the thread runs this one file.
			execArgv: [],
		});
		endAtExit(this);
		thread.on("message", () => this.#reported());
		thread.on("error", (cause) => this.#failed(cause));
		thread.on("exit", () => {
			hasEnded(this);
			this.#waker.close();
			if (!this.#closed) this.#failed(undefined);
		});
		// Last, since a listener for messages references it anew.
		thread.unref();
		return thread;
	}

	#reported(): void {
		// A message may be late: the watcher has been told to rest, or armed again, since it was sent.
		if (!this.#armed || !this.#board.isReady()) return;
		this.#armed = false;
		this.#onReady();
	}

	/** Nobody waits for this thread's result; what is thrown here is an uncaught exception, which is what it should be. */
	#failed(cause: unknown): never {
		this.#closed = true;
		this.#armed = false;
		throw new RuntimeError("Cannot watch the selector: its thread has ended", { cause });
	}
}
