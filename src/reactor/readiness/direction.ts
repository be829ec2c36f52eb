/** One direction of a descriptor: who waits to read from it, or to write to it. */
import type { ReadyCallback } from "./ready-callback.js";
import type { ReadyOperation } from "./ready-operation.js";

/** For how long a direction rests that was called ready in vain, in milliseconds: at first, and at most. */
const firstPause = 1;
const longestPause = 50;

/** One direction of a descriptor: who waits for it. */
export class Direction {
	/** The operations that wait, first come first served; a list through their `next`. */
	head: ReadyOperation<unknown> | undefined;
	tail: ReadyOperation<unknown> | undefined;
	/** The callback of addReader or addWriter, or a transport's. */
	callback: ReadyCallback | undefined;
	/** False while the next try would surely have to wait: after EAGAIN or a short read. An event makes it true. */
	ready: boolean;
	/** How long it rests when it is called ready in vain once more, in milliseconds; 0 while it is not. */
	pause: number;
	/** Ends its rest; `undefined` while it does not rest. */
	rest: { cancel(): void } | undefined;

	constructor() {
		this.head = undefined;
		this.tail = undefined;
		this.callback = undefined;
		this.ready = true;
		this.pause = 0;
		this.rest = undefined;
	}

	/** Whether anybody waits. */
	get wanted(): boolean {
		return this.head !== undefined || (this.callback !== undefined && !this.callback.cancelled());
	}

	/**
	 * It was called ready in vain: the next time it rests twice as long.
	 *
	 * @returns how long it is to rest now, in milliseconds; 0 for the first time.
	 */
	lengthenPause(): number {
		const { pause } = this;
		this.pause = pause === 0 ? firstPause : Math.min(2 * pause, longestPause);
		return pause;
	}

	/**
	 * Puts an operation at the end of those that wait.
	 *
	 * @param operation the operation.
	 */
	add(operation: ReadyOperation<unknown>): void {
		if (this.tail === undefined) this.head = operation;
		else this.tail.next = operation;
		this.tail = operation;
	}

	/**
	 * Takes an operation out, wherever it stands.
	 *
	 * @param operation the operation.
	 */
	remove(operation: ReadyOperation<unknown>): void {
		operation.waitsOn = undefined;
		let before: ReadyOperation<unknown> | undefined;
		let each = this.head;
		while (each !== operation && each !== undefined) {
			before = each;
			each = each.next;
		}
		if (each === undefined) return;
		if (before === undefined) this.head = each.next;
		else before.next = each.next;
		if (this.tail === each) this.tail = before;
		each.next = undefined;
		this.endRest();
	}

	/** Ends its rest where nobody waits any more. */
	endRest(): void {
		if (this.rest === undefined || this.wanted) return;
		this.rest.cancel();
		this.rest = undefined;
	}

	/**
	 * Takes the callback back, and fails every operation that waits.
	 *
	 * @param reason makes what they fail with.
	 */
	abandon(reason: () => unknown): void {
		this.callback?.cancel();
		this.callback = undefined;
		this.endRest();
		while (this.head !== undefined) this.head.abort(reason());
	}
}
