/** What the selectors on poll, epoll and /dev/poll share: flags to events, events to flags, whole milliseconds. */
import { EVENT_READ, EVENT_WRITE } from "./events.js";
import { wholeMilliseconds } from "./kernel/milliseconds.js";
import type { Poller } from "./kernel/poller.js";
import { RegistrySelector } from "./registry-selector.js";

/** A selector over a {@link Poller}. */
export abstract class PollLikeSelector<Data = unknown> extends RegistrySelector<Data> {
	readonly #poller: Poller;
	readonly #in: number;
	readonly #out: number;

	/**
	 * @param poller the kernel's part.
	 * @param inFlag its flag for reading.
	 * @param outFlag its flag for writing.
	 */
	constructor(poller: Poller, inFlag: number, outFlag: number) {
		super();
		this.#poller = poller;
		this.#in = inFlag;
		this.#out = outFlag;
	}

	/** @internal */
	protected override addInterest(fd: number, events: number): void {
		this.#poller.add(fd, this.#flagsOf(events));
	}

	/** @internal */
	protected override changeInterest(fd: number, _before: number, after: number): void {
		this.#poller.change(fd, this.#flagsOf(after));
	}

	/** @internal */
	protected override removeInterest(fd: number, _before: number): void {
		this.#poller.remove(fd);
	}

	/** @internal */
	protected override waitOnce(timeout: number, limit: number): number {
		const poller = this.#poller;
		const count = poller.wait(wholeMilliseconds(timeout), limit);
		let ready = 0;
		for (let i = 0; i < count; i++) {
			const fd = poller.fdAt(i);
			const mask = this.#eventsOf(poller.flagsAt(i)) & this.interestOf(fd);
			if (mask !== 0) this.setReady(ready++, fd, mask);
		}
		return count < 0 ? count : ready;
	}

	/** @internal */
	protected override closeKernel(): void {
		this.#poller.close();
	}

	#flagsOf(events: number): number {
		return ((events & EVENT_READ) !== 0 ? this.#in : 0) | ((events & EVENT_WRITE) !== 0 ? this.#out : 0);
	}

	/** Whatever is not plain readiness (an error, a hang-up, a closed descriptor) wakes readers and writers alike. */
	#eventsOf(flags: number): number {
		return ((flags & ~this.#out) !== 0 ? EVENT_READ : 0) | ((flags & ~this.#in) !== 0 ? EVENT_WRITE : 0);
	}
}
