/**
 * The first of three storeys: what a selector is.
 *
 * `BaseSelector` is the interface and nothing of the mechanics; `RegistrySelector` above it keeps the registrations and
 * the rules; the backends on top touch their kernel call and nothing else. Python's `selectors` has the same three.
 */
import { KeyError, RuntimeError } from "../errors.js";
import { show } from "../internal/index.js";
import type { FileObject } from "./file-object.js";
import { checkedMaxEvents } from "./max-events.js";
import type { SelectorKey } from "./selector-key.js";
import type { SelectorMap } from "./selector-map.js";

/** The data argument of `register` and `modify`: it may be left out where `undefined` is one of the values. */
export type DataArgument<Data> = undefined extends Data ? [data?: Data] : [data: Data];

/**
 * The interface of all selectors, and the class to extend for one of your own.
 *
 * A selector holds file objects, each with the events it waits for and any data you attach, and tells which of them are
 * ready. It blocks the thread while it waits and knows nothing of an event loop; the loop is built on it.
 *
 * Who extends it writes `register`, `unregister`, `select` and `getMap`, and has a selector that serves the event loop,
 * too.
 *
 * @typeParam Data what is attached to each file object. Where it cannot be `undefined`, `register` demands it.
 * @example
 * ```ts
 * import { type BaseSelector, DefaultSelector, EVENT_WRITE } from "evloop";
 *
 * const selector: BaseSelector<() => void> = new DefaultSelector<() => void>();
 * selector.register(1, EVENT_WRITE, () => console.log("standard output can be written to")); // standard output can be written to
 * for (const [key] of selector.select()) key.data();
 * selector.close();
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.BaseSelector
 */
export abstract class BaseSelector<Data = unknown> {
	/**
	 * Called when the descriptor behind `fileno()` was replaced by another under the same number, so that whoever watches
	 * that number (an outer selector, Node's own loop) watches it anew. It is called from within a wait and must not wait.
	 */
	onRebuild: (() => void) | undefined = undefined;

	#readyFds = new Int32Array(64);
	#readyMasks = new Uint8Array(64);
	#turn = 0;

	/**
	 * Registers a file object.
	 *
	 * @param fileobj a descriptor, or an object with a `fileno()` method.
	 * @param events what to wait for: `EVENT_READ`, `EVENT_WRITE` or both.
	 * @param data anything, given back in the key.
	 * @returns the key of the registration.
	 * @throws ValueError where the file object or the events are invalid.
	 * @throws KeyError where the descriptor is registered already, under whatever object.
	 * @throws OSError where the kernel cannot watch this descriptor; nothing is registered then.
	 * @throws RuntimeError on a closed selector.
	 */
	abstract register(fileobj: FileObject, events: number, ...data: DataArgument<Data>): SelectorKey<Data>;

	/**
	 * Registers a descriptor for somebody who wants no key: the event loop.
	 *
	 * @param fd the descriptor.
	 * @param events what to wait for.
	 * @throws What {@link BaseSelector.register} throws.
	 * @internal
	 */
	watch(fd: number, events: number): void {
		(this as BaseSelector<unknown>).register(fd, events);
	}

	/**
	 * Takes a file object out.
	 *
	 * It works for one that has been closed meanwhile, but before is better: see {@link EpollSelector}.
	 *
	 * @param fileobj the descriptor or the object that was registered.
	 * @returns the key that it had.
	 * @throws ValueError where it is no file object and was never registered.
	 * @throws KeyError where it is not registered.
	 */
	abstract unregister(fileobj: FileObject): SelectorKey<Data>;

	/**
	 * Changes the events, the data or both of a registered file object.
	 *
	 * @param fileobj the descriptor or the object that was registered.
	 * @param events what to wait for from now on.
	 * @param data what is attached from now on.
	 * @returns the new key.
	 * @throws ValueError where the events are invalid.
	 * @throws KeyError where it is not registered.
	 * @throws OSError where the kernel refuses; the file object is no longer registered then.
	 */
	modify(fileobj: FileObject, events: number, ...data: DataArgument<Data>): SelectorKey<Data> {
		this.unregister(fileobj);
		return this.register(fileobj, events, ...data);
	}

	/**
	 * Waits until a file object is ready or the time is up, blocking the thread.
	 *
	 * @param timeout milliseconds, fractions allowed and rounded up; 0 and less do not wait; `undefined` waits for ever.
	 * @returns a pair of key and ready events for each file object that is ready.
	 * @throws TypeError where the timeout is not a number.
	 * @throws ValueError where it is `NaN`.
	 * @throws RuntimeError on a closed selector.
	 */
	abstract select(timeout?: number): [key: SelectorKey<Data>, mask: number][];

	/**
	 * The view of what is registered. Throws nothing.
	 *
	 * @returns a live view; `undefined` once the selector is closed.
	 */
	abstract getMap(): SelectorMap<Data> | undefined;

	/**
	 * The key of a registered file object.
	 *
	 * @param fileobj the descriptor or the object that was registered.
	 * @returns its key.
	 * @throws KeyError where it is not registered.
	 * @throws RuntimeError on a closed selector.
	 */
	getKey(fileobj: FileObject): SelectorKey<Data> {
		const map = this.getMap();
		if (map === undefined) throw new RuntimeError("Selector is closed");
		const key = map.get(fileobj);
		if (key === undefined) throw new KeyError(`${show(fileobj)} is not registered`);
		return key;
	}

	/**
	 * Frees what the selector holds in the kernel. The registered files stay open. Closing twice is harmless. Throws nothing.
	 */
	close(): void {}

	/** Closes the selector at the end of a `using` block. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	/**
	 * The kernel object's own descriptor, on selectors that have one (epoll, kqueue, devpoll): it is readable when
	 * something registered is ready. The other selectors have no such method: ask `selector.fileno?.()`.
	 *
	 * @returns the descriptor.
	 * @throws RuntimeError on a closed selector.
	 */
	fileno?(): number;

	/**
	 * Advanced: waits as `select` does and leaves the result in `readyFds` and `readyMasks`, without making an object.
	 *
	 * This is what the event loop calls. Here it stands on `select`, for selectors of your own; the selectors of this
	 * package do it the other way round.
	 *
	 * @param timeout milliseconds, as for `select`.
	 * @param maxEvents take at most so many. What is left over comes with the next wait, and no descriptor is always the
	 * one left over. All that is ready, if absent.
	 * @returns how many entries of `readyFds` and `readyMasks` are valid, until the next wait.
	 * @throws TypeError where the timeout is not a number.
	 * @throws ValueError where it is `NaN`, or where `maxEvents` is not a positive integer.
	 * @throws RuntimeError on a closed selector.
	 */
	wait(timeout?: number, maxEvents?: number): number {
		const limit = checkedMaxEvents(maxEvents);
		const ready = this.select(timeout);
		const count = Math.min(ready.length, limit);
		this.reserveReady(count);
		// Where not all fit, start where the last wait ended, so that the first ones do not starve the others.
		const first = count < ready.length ? this.#turn % ready.length : 0;
		this.#turn = first + count;
		for (let i = 0; i < count; i++) {
			const [key, mask] = ready[(first + i) % ready.length] as [SelectorKey<Data>, number];
			this.setReady(i, key.fd, mask & key.events);
		}
		return count;
	}

	/** Advanced: the descriptors that the last `wait` found ready. Read it anew after each wait: it is replaced to grow. */
	get readyFds(): Int32Array {
		return this.#readyFds;
	}

	/** Advanced: what each of `readyFds` is ready for, of the events that are waited for. Replaced to grow, as that is. */
	get readyMasks(): Uint8Array {
		return this.#readyMasks;
	}

	/**
	 * For selectors of your own that override `wait`: makes room for so many results; what stood there is lost.
	 *
	 * Throws nothing.
	 *
	 * @param count how many.
	 */
	protected reserveReady(count: number): void {
		if (count <= this.#readyFds.length) return;
		const capacity = 2 ** Math.ceil(Math.log2(count));
		this.#readyFds = new Int32Array(capacity);
		this.#readyMasks = new Uint8Array(capacity);
	}

	/**
	 * For selectors of your own that override `wait`: puts one result down. Throws nothing.
	 *
	 * @param index its place.
	 * @param fd the descriptor.
	 * @param mask what it is ready for.
	 */
	protected setReady(index: number, fd: number, mask: number): void {
		this.#readyFds[index] = fd;
		this.#readyMasks[index] = mask;
	}
}
