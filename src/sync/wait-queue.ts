/**
 * The one wait queue under every lock and queue: who waits, in the order in which they came.
 *
 * A doubly linked list through the waiters themselves, so that one that is cancelled leaves the middle at no cost. A
 * waiter stays in the list from when it joins until the operation that it stands for has seen what became of it and
 * lets it leave, as asyncio's futures stay in their deque: between the two it is woken or cancelled, and counts so. A
 * cursor stands on the first that was not woken yet; it only moves on, so waking is cheap, too, however many woken ones
 * stand before it.
 */
import { Future, type Scheduler } from "../futures/index.js";

/** One who waits: done when woken or cancelled. */
export class Waiter<T> extends Future<T> {
	/** The queue it stands in; `undefined` once it has left. */
	queue: WaitQueue<T> | undefined;
	/** Who stands before it. */
	previous: Waiter<T> | undefined;
	/** Who stands behind it. */
	next: Waiter<T> | undefined;
	/** Its place in the order: smaller is earlier. */
	readonly ticket: number;
	/** Whether it is an operation by itself, with nobody to let it leave. */
	readonly visits: boolean;

	constructor(scheduler: Scheduler, ticket: number, visits: boolean) {
		super(scheduler);
		this.visits = visits;
		this.queue = undefined;
		this.previous = undefined;
		this.next = undefined;
		this.ticket = ticket;
	}

	/** Whether it was woken: as against waiting still, or cancelled. */
	woken(): boolean {
		return this.done() && !this.cancelled();
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.queue?.countCancelled();
		if (this.visits) this.leave();
		return true;
	}

	/**
	 * Takes a visitor out and makes it fail: its signal was aborted.
	 *
	 * @param reason what it fails with.
	 */
	abort(reason: unknown): void {
		if (this.done()) return;
		this.leave();
		this.setException(reason);
	}

	/** Takes it out of its queue. */
	leave(): void {
		this.queue?.remove(this);
	}
}

/** Those who wait for one thing, first come, first woken. */
export class WaitQueue<T> {
	readonly #value: T;
	#head: Waiter<T> | undefined;
	#tail: Waiter<T> | undefined;
	#cursor: Waiter<T> | undefined;
	#length = 0;
	#cancelled = 0;
	#woken = 0;
	#tickets = 0;

	/** @param value what whoever is woken is given. */
	constructor(value: T) {
		this.#value = value;
	}

	/** How many stand in it, those who were woken or cancelled but have not left among them. */
	get length(): number {
		return this.#length;
	}

	/** How many will go on or may yet: all but the cancelled ones. */
	get live(): number {
		return this.#length - this.#cancelled;
	}

	/** How many wait: neither woken nor cancelled. */
	get waiting(): number {
		return this.#length - this.#cancelled - this.#woken;
	}

	/**
	 * Joins the end.
	 *
	 * @param scheduler the loop of whoever waits.
	 * @returns the waiter.
	 */
	join(scheduler: Scheduler): Waiter<T> {
		return this.#append(scheduler, false);
	}

	/**
	 * Joins the end, as an operation by itself: it leaves when it is woken or cancelled.
	 *
	 * @param scheduler the loop of whoever waits.
	 * @returns the waiter.
	 */
	visit(scheduler: Scheduler): Waiter<T> {
		return this.#append(scheduler, true);
	}

	/**
	 * Waits again at the same place, for one who was woken and found nothing.
	 *
	 * @param woken the waiter that was woken; it leaves.
	 * @param scheduler the loop of whoever waits.
	 * @returns the waiter that stands in its place.
	 */
	rejoin(woken: Waiter<T>, scheduler: Scheduler): Waiter<T> {
		const waiter = new Waiter<T>(scheduler, woken.ticket, false);
		waiter.queue = this;
		waiter.previous = woken;
		waiter.next = woken.next;
		if (woken.next === undefined) this.#tail = waiter;
		else woken.next.previous = waiter;
		woken.next = waiter;
		this.#length += 1;
		this.remove(woken);
		if (this.#cursor === undefined || waiter.ticket < this.#cursor.ticket) this.#cursor = waiter;
		return waiter;
	}

	/**
	 * Wakes the first that waits.
	 *
	 * @returns whether there was one.
	 */
	wakeNext(): boolean {
		let waiter = this.#cursor;
		while (waiter?.done()) waiter = waiter.next;
		this.#cursor = waiter?.next;
		if (waiter === undefined) return false;
		this.#woken += 1;
		waiter.setResult(this.#value);
		if (waiter.visits) waiter.leave();
		return true;
	}

	/** Wakes the one at the front, unless it was woken or cancelled already: it will pass the turn on when it leaves. */
	wakeFront(): void {
		if (this.#head !== undefined && !this.#head.done()) this.wakeNext();
	}

	/** Wakes all who wait. */
	wakeAll(): void {
		while (this.wakeNext());
	}

	/** Told by a waiter that it was cancelled. */
	countCancelled(): void {
		this.#cancelled += 1;
	}

	/**
	 * Takes a waiter out.
	 *
	 * @param waiter one that stands in this queue.
	 */
	remove(waiter: Waiter<T>): void {
		const { previous, next } = waiter;
		if (previous === undefined) this.#head = next;
		else previous.next = next;
		if (next === undefined) this.#tail = previous;
		else next.previous = previous;
		if (this.#cursor === waiter) this.#cursor = next;
		this.#length -= 1;
		if (waiter.cancelled()) this.#cancelled -= 1;
		else if (waiter.done()) this.#woken -= 1;
		waiter.queue = undefined;
		waiter.previous = undefined;
		waiter.next = undefined;
	}

	#append(scheduler: Scheduler, visits: boolean): Waiter<T> {
		this.#tickets += 1;
		const waiter = new Waiter<T>(scheduler, this.#tickets, visits);
		waiter.queue = this;
		waiter.previous = this.#tail;
		if (this.#tail === undefined) this.#head = waiter;
		else this.#tail.next = waiter;
		this.#tail = waiter;
		this.#length += 1;
		this.#cursor ??= waiter;
		return waiter;
	}
}
