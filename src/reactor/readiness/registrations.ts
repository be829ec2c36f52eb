/**
 * The descriptors that a selector watches, and what for.
 *
 * The one place that registers, changes and unregisters; whatever the selector refuses leaves table and selector agreed.
 */
import type { BaseSelector } from "../../selectors/index.js";
import type { Descriptor } from "./descriptor.js";
import { isOpen } from "./is-open.js";
import { ownedError } from "./owned-error.js";

/** The table of descriptors beside their selector. */
export class Registrations {
	readonly selector: BaseSelector;
	/** How many descriptors the selector watches. */
	watched = 0;
	/** By number; descriptors are small integers. */
	readonly #descriptors: (Descriptor | undefined)[] = [];
	readonly #changed: () => void;

	/**
	 * @param selector what watches.
	 * @param changed called whenever the set of what is watched has changed.
	 */
	constructor(selector: BaseSelector, changed: () => void) {
		this.selector = selector;
		this.#changed = changed;
	}

	/**
	 * Finds a descriptor.
	 *
	 * @param fd its number.
	 * @returns the descriptor; `undefined` where nothing is known of it.
	 */
	find(fd: number): Descriptor | undefined {
		return this.#descriptors[fd];
	}

	/**
	 * Refuses a descriptor that is a transport's.
	 *
	 * @param fd its number.
	 * @throws RuntimeError where it is one.
	 */
	expectNoOwner(fd: number): void {
		const owner = this.find(fd)?.owner;
		if (owner !== undefined) throw ownedError(fd, owner);
	}

	/**
	 * All descriptors.
	 *
	 * @returns a list of its own, so that they may come and go meanwhile.
	 */
	all(): Descriptor[] {
		return this.#descriptors.filter((descriptor) => descriptor !== undefined);
	}

	/**
	 * The descriptors that were closed behind our back.
	 *
	 * @returns them.
	 */
	closed(): Descriptor[] {
		return this.all().filter(({ fd }) => !isOpen(fd));
	}

	/**
	 * Keeps what is known of a descriptor that the selector does not watch.
	 *
	 * @param descriptor the descriptor; its closing must be announced.
	 */
	remember(descriptor: Descriptor): void {
		descriptor.keep = true;
		this.#descriptors[descriptor.fd] = descriptor;
	}

	/**
	 * Forgets a descriptor that the selector does not watch any more.
	 *
	 * @param fd its number.
	 */
	forget(fd: number): void {
		this.#descriptors[fd] = undefined;
	}

	/**
	 * Has the selector watch a descriptor for one event more.
	 *
	 * @param descriptor the descriptor.
	 * @param event EVENT_READ or EVENT_WRITE.
	 * @throws OSError where the selector refuses it.
	 */
	arm(descriptor: Descriptor, event: number): void {
		const { mask, fd } = descriptor;
		if ((mask & event) !== 0) {
			// Somebody waits there already, and it may have been closed since, and opened again by somebody else: the kernel
			// would never tell of that one. (cpython#88968)
			if (!descriptor.keep) this.#register(descriptor);
			return;
		}
		if (mask === 0) {
			this.selector.watch(fd, event);
			this.#descriptors[fd] = descriptor;
			this.watched += 1;
			this.#changed();
		} else {
			this.#modify(descriptor, mask | event);
		}
		descriptor.mask = mask | event;
	}

	/**
	 * Has the selector watch a descriptor for less.
	 *
	 * @param descriptor the descriptor.
	 * @param event EVENT_READ, EVENT_WRITE or both.
	 */
	disarm(descriptor: Descriptor, event: number): void {
		const { mask, fd } = descriptor;
		descriptor.mask = mask & ~event;
		if (descriptor.mask === 0) {
			if (descriptor.forgettable) this.#descriptors[fd] = undefined;
			if (mask === 0) return;
			this.selector.unregister(fd);
			this.watched -= 1;
			this.#changed();
			return;
		}
		if (descriptor.mask === mask) return;
		try {
			this.#modify(descriptor, descriptor.mask);
		} catch {
			// Whoever waited for the other direction has been told; whoever leaves this one need not know.
		}
	}

	#modify(descriptor: Descriptor, mask: number): void {
		try {
			this.selector.modify(descriptor.fd, mask);
			this.#changed();
		} catch (error) {
			this.#lose(descriptor, error);
			throw error;
		}
	}

	/** Registers anew what is registered. */
	#register(descriptor: Descriptor): void {
		const { fd, mask } = descriptor;
		this.selector.unregister(fd);
		try {
			this.selector.watch(fd, mask);
		} catch (error) {
			this.#lose(descriptor, error);
			throw error;
		}
	}

	/** A selector that refuses a change has dropped the registration, so whoever waited there must be told. */
	#lose(descriptor: Descriptor, error: unknown): void {
		descriptor.mask = 0;
		this.#descriptors[descriptor.fd] = undefined;
		this.watched -= 1;
		this.#changed();
		descriptor.abandon(() => error);
	}
}
