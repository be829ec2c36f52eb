/**
 * A selector over a ring: each registration is a request to poll, handed in along with everything else, so that to register
 * costs no system call.
 *
 * A request to poll is answered once. It is asked for again before the next wait, and the kernel then looks at the
 * descriptor as it is: that makes it level-triggered. One that is in flight holds its file open: it is cancelled, and that
 * handed in at once, before anybody can close the descriptor.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, fcntl, platform, uringOp } from "../../ffi/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import { RegistrySelector } from "../../selectors/internals.js";
import { type PollListener, PollRequest } from "./poll-request.js";
import { Ring } from "./ring.js";
import { RingBell } from "./ring-bell.js";

const { POLLIN, POLLOUT } = platform.polling.poll;
const { F_GETFD } = platform.files;
const { ECANCELED } = constants.errno;

/** The selector of a proactor loop. */
export class RingSelector extends RegistrySelector implements PollListener {
	readonly ring: Ring;
	readonly #bell: RingBell;
	readonly #requests = new Map<number, PollRequest>();
	/** Requests that the next wait hands in. */
	#unasked: PollRequest[] = [];
	/** How many descriptors the wait that is under way has found; -1 outside of waits. */
	#found = -1;
	/** Whether the bell may have rung for something that was taken out of the ring since. */
	#mayRing = false;
	/** How many completions the last wait has taken. */
	taken = 0;
	/** Called when something is to be handed in and no wait is under way. */
	onQueued: (() => void) | undefined;

	/**
	 * @param ring the ring; it is closed along with the selector.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(ring = new Ring()) {
		super();
		this.ring = ring;
		try {
			this.#bell = new RingBell(ring.fd);
		} catch (error) {
			ring.close();
			throw error;
		}
	}

	/** The descriptor that is readable when there is news. */
	override fileno(): number {
		this.checkOpen("tell the descriptor");
		return this.#bell.fd;
	}

	/** Hands in what is queued, without waiting; what has ended by then is told. */
	flush(): void {
		this.#ask();
		this.ring.enter(0);
	}

	/** Tells whom it concerns what has ended, outside of a wait. */
	reapAside(): void {
		this.#mayRing = true;
		this.ring.reap(Number.POSITIVE_INFINITY);
	}

	/**
	 * Waits for completions of any kind. Unlike other selectors' it returns when one has come, though no descriptor is ready.
	 *
	 * @param timeout how long, in milliseconds.
	 * @param maxEvents how many completions to take at most.
	 * @returns how many descriptors are ready.
	 */
	override wait(timeout?: number, maxEvents = Number.MAX_SAFE_INTEGER): number {
		this.checkOpen("select");
		const { ring } = this;
		this.reserveReady(Math.min(this.#requests.size, maxEvents));
		this.#ask();
		const hasNews = ring.hasNews();
		if (hasNews || this.#mayRing) this.#bell.silence();
		this.#mayRing = false;
		const patience = hasNews ? 0 : timeout;
		if (patience !== 0 || ring.queued > 0 || hasNews) ring.enter(patience === 0 ? 0 : 1, patience);
		this.#found = 0;
		try {
			this.taken = ring.reap(maxEvents);
			return this.#found;
		} finally {
			this.#found = -1;
			if (this.#unasked.length > 0) this.onQueued?.();
		}
	}

	polled(request: PollRequest, result: number): void {
		this.#unasked.push(request);
		if (this.#found < 0 || result === -ECANCELED) {
			this.onQueued?.();
			return;
		}
		this.setReady(this.#found, request.fd, this.#eventsOf(result) & this.interestOf(request.fd));
		this.#found += 1;
	}

	/** @internal */
	protected override addInterest(fd: number, events: number): void {
		// The kernel would say so only when it is asked to poll.
		if (fcntl(fd, F_GETFD, "int", 0) < 0) throw osError(errno(), "io_uring_enter", { fd });
		this.#watch(fd, events);
	}

	/** @internal */
	protected override changeInterest(fd: number, _before: number, after: number): void {
		const request = this.#requests.get(fd);
		if (request !== undefined) this.#giveUp(request);
		this.#watch(fd, after);
	}

	/** @internal */
	protected override removeInterest(fd: number): void {
		const request = this.#requests.get(fd);
		if (request === undefined) return;
		this.#requests.delete(fd);
		if (!this.#giveUp(request)) return;
		this.ring.enter(0);
		this.reapAside();
	}

	/** @internal */
	protected override waitOnce(): number {
		return this.wait(0);
	}

	/** @internal */
	protected override closeKernel(): void {
		for (const request of this.#requests.values()) request.wanted = false;
		this.#requests.clear();
		this.ring.close();
		this.#bell.close();
	}

	#watch(fd: number, events: number): void {
		const mask = ((events & EVENT_READ) !== 0 ? POLLIN : 0) | ((events & EVENT_WRITE) !== 0 ? POLLOUT : 0);
		const request = new PollRequest(this, fd, mask);
		this.#requests.set(fd, request);
		this.#unasked.push(request);
		if (this.#found < 0) this.onQueued?.();
	}

	/** Takes a request back; true where that is to be handed in. */
	#giveUp(request: PollRequest): boolean {
		request.wanted = false;
		if (request.place < 0) return false;
		this.ring.cancel(request.place);
		return true;
	}

	/** Queues the requests that have been answered or are new. */
	#ask(): void {
		if (this.#unasked.length === 0) return;
		const requests = this.#unasked;
		this.#unasked = [];
		for (const request of requests) {
			if (!request.wanted || request.place >= 0) continue;
			request.place = this.ring.request(uringOp.POLL_ADD, request.fd, 0, 0, request, {
				flags: request.events,
			});
		}
	}

	/** Whatever is not plain readiness (an error, a hang-up, a closed descriptor) wakes readers and writers alike. */
	#eventsOf(result: number): number {
		if (result < 0) return EVENT_READ | EVENT_WRITE;
		return ((result & ~POLLOUT) !== 0 ? EVENT_READ : 0) | ((result & ~POLLIN) !== 0 ? EVENT_WRITE : 0);
	}
}
