/** The callback of addReader or addWriter. */
import type { Scheduler } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { type Callback, Handle } from "../handle.js";

/** Who must know when a handle begins or ceases to keep the process alive. */
export interface HandleOwner extends Scheduler {
	retain(): void;
	release(): void;
}

/**
 * A callback that is called whenever its descriptor is ready, until it is removed.
 *
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#watching-file-descriptors
 */
export class ReaderHandle extends Handle {
	readonly #owner: HandleOwner;
	/**
	 * What is watched: a socket must not be collected, and thereby closed, as long as somebody watches it.
	 *
	 * @internal
	 */
	file: FileObject | undefined;
	#holds = true;

	/** @hidden */
	constructor(owner: HandleOwner, file: FileObject, callback: Callback<never[]>, args: readonly unknown[]) {
		super(owner, callback, args);
		this.#owner = owner;
		this.file = file;
		owner.retain();
	}

	/** Takes the callback back. Twice is harmless. Throws nothing. */
	override cancel(): void {
		this.unref();
		this.file = undefined;
		super.cancel();
	}

	/**
	 * Makes it keep the process alive, as it does from the start. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this {
		if (!this.#holds && !this.cancelled()) {
			this.#holds = true;
			this.#owner.retain();
		}
		return this;
	}

	/**
	 * Lets the process end although the descriptor is still watched. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this {
		if (this.#holds) {
			this.#holds = false;
			this.#owner.release();
		}
		return this;
	}

	/**
	 * Asks whether it keeps the process alive. Throws nothing.
	 *
	 * @returns whether it does.
	 */
	hasRef(): boolean {
		return this.#holds;
	}
}
