/** The kernel's watch over one descriptor, for as long as the selector wants it. */
import type { Completion } from "./completion.js";

/** What a request to poll reports to. */
export interface PollListener {
	/**
	 * A request has ended: its descriptor is ready, or cannot be polled.
	 *
	 * @param request the request; it is not in flight any more.
	 * @param result poll(2)'s events, or a negative error number.
	 */
	polled(request: PollRequest, result: number): void;
}

/** A watch over a descriptor: asked for once, and again after each answer. */
export class PollRequest implements Completion {
	readonly fd: number;
	/** What it is asked for, as poll(2) has it. */
	readonly events: number;
	/** Its place in the ring while the kernel has it; -1 while it has not. */
	place: number;
	/** Whether somebody still wants the answer. */
	wanted: boolean;
	readonly #listener: PollListener;

	/**
	 * @param listener whom it reports to.
	 * @param fd the descriptor.
	 * @param events poll(2)'s events.
	 */
	constructor(listener: PollListener, fd: number, events: number) {
		this.#listener = listener;
		this.fd = fd;
		this.events = events;
		this.place = -1;
		this.wanted = true;
	}

	complete(result: number): void {
		this.place = -1;
		if (this.wanted) this.#listener.polled(this, result);
	}
}
