/** An eventfd to which the kernel adds when requests have ended, watched by an engine. It does not hold the engine. */
import { close, closeAtThreadEnd, keepAtThreadEnd, read } from "../../ffi/index.js";
import type { ReadyCallback, SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ } from "../../selectors/index.js";

/** The count is thrown away: what has ended is looked for. */
const count = new Uint8Array(8);

/** Calls a function in the engine's turn when an eventfd was added to. */
export class BellWatch implements ReadyCallback {
	private readonly engine: SelectorEngine;
	private readonly fd: number;
	private readonly listener: () => void;
	private isOver = false;

	/**
	 * @param engine the engine.
	 * @param fd the eventfd, which does not block; closed by {@link BellWatch.close}.
	 * @param listener the function.
	 * @throws OSError where the selector refuses the descriptor; it is closed then.
	 */
	constructor(engine: SelectorEngine, fd: number, listener: () => void) {
		this.engine = engine;
		this.fd = fd;
		this.listener = listener;
		closeAtThreadEnd(fd);
		try {
			engine.driver.setCallback(fd, EVENT_READ, this);
		} catch (error) {
			this.release();
			throw error;
		}
		engine.driver.bells.add(fd);
	}

	run(): void {
		if (this.isOver) return;
		// First, so that what ends from here on rings again. It fails only where nothing was added.
		read(this.fd, count, count.length);
		this.listener();
	}

	/** Watches no more; the descriptor is closed by {@link BellWatch.close}. */
	cancel(): void {
		this.isOver = true;
	}

	cancelled(): boolean {
		return this.isOver;
	}

	/** Watches no more and closes the eventfd. */
	close(): void {
		if (this.isOver) return;
		this.engine.driver.removeCallback(this.fd, EVENT_READ);
		this.isOver = true;
		this.engine.driver.bells.delete(this.fd);
		this.release();
	}

	private release(): void {
		keepAtThreadEnd(this.fd);
		close(this.fd);
	}
}
