/**
 * The second storey: the table of registrations and every rule that does not depend on the kernel.
 *
 * A backend says how an interest is added, changed and removed and how to wait once. Validation, roll-back, interrupted
 * waits, deadlines and limits are here, once.
 */
import { KeyError, RuntimeError, ValueError } from "../errors.js";
import { show, shownAs } from "../internal/index.js";
import { BaseSelector, type DataArgument } from "./base-selector.js";
import { deadlineOf, timeLeft } from "./deadline.js";
import { EVENT_READ, EVENT_WRITE } from "./events.js";
import { type FileObject, fileDescriptor } from "./file-object.js";
import { checkedMaxEvents } from "./max-events.js";
import { RegistryMap } from "./registry-map.js";
import { SelectorKey } from "./selector-key.js";
import type { SelectorMap } from "./selector-map.js";
import type { SelectorStatistics } from "./selector-statistics.js";

const purposes = ["", "reading", "writing", "reading and writing"] as const;

function checkEvents(events: number): void {
	if (events !== EVENT_READ && events !== EVENT_WRITE && events !== (EVENT_READ | EVENT_WRITE)) {
		throw new ValueError(`Invalid events: ${show(events)} is not EVENT_READ, EVENT_WRITE or both`);
	}
}

/** The base of all selectors of this package. Not exported: extend {@link BaseSelector}. */
export abstract class RegistrySelector<Data = unknown> extends BaseSelector<Data> {
	readonly #keys = new Map<number, SelectorKey<Data>>();
	#map: RegistryMap<Data> | undefined = new RegistryMap(this.#keys, (fileobj) =>
		this.#keys.get(this.#lookUp(fileobj)),
	);
	/** How many descriptors have no key: a loop has thousands, and looks at none. Who wants to see one has it made. */
	#keyless = 0;
	/** Whether somebody has the map, in which all keys must be. */
	#shown = false;
	// The events of each registered descriptor, by its number, 0 for the others: twice as fast to look up as a key. A plain
	// array, which V8 turns into a hash table should somebody use descriptor 2,000,000,000.
	readonly #interests: number[] = [];
	#changes = 0;
	#waits = 0;
	#interruptions = 0;
	#events = 0;

	/**
	 * Tells the kernel to watch a descriptor. Throws where it refuses; the kernel then watches nothing new.
	 *
	 * @internal
	 */
	protected abstract addInterest(fd: number, events: number): void;

	/**
	 * Tells the kernel to watch a descriptor for something else. Throws where it refuses.
	 *
	 * @internal
	 */
	protected abstract changeInterest(fd: number, before: number, after: number): void;

	/**
	 * Tells the kernel to forget a descriptor, which may have been closed and even reused meanwhile. Never throws.
	 *
	 * @internal
	 */
	protected abstract removeInterest(fd: number, before: number): void;

	/**
	 * Waits once and puts down the results with `setReady`.
	 *
	 * @param timeout milliseconds with fractions, to round up; 0 for no waiting; `Infinity` for ever.
	 * @param limit how many results there may be at most; there is room for them.
	 * @returns how many there are, or -1 where a signal interrupted the wait.
	 * @internal
	 */
	protected abstract waitOnce(timeout: number, limit: number): number;

	/**
	 * Frees the kernel's object. Called once.
	 *
	 * @internal
	 */
	protected abstract closeKernel(): void;

	override register(fileobj: FileObject, events: number, ...data: DataArgument<Data>): SelectorKey<Data> {
		checkEvents(events);
		const fd = this.#lookUp(fileobj);
		this.#refuseDuplicate(fd, fileobj);
		// After the last call of a foreign fileno(), which may have closed this very selector.
		this.checkOpen(`register fd ${fd}`);
		const key = new SelectorKey(fileobj, fd, events, data[0] as Data);
		this.#changes++;
		this.addInterest(fd, events);
		this.#keys.set(fd, key);
		this.#interests[fd] = events;
		return key;
	}

	/** @internal */
	override watch(fd: number, events: number): void {
		// Who overrides register() is to hear of everything.
		const needsKey = this.#shown || this.register !== RegistrySelector.prototype.register;
		if (needsKey || this.interestOf(fd) !== 0) {
			super.watch(fd, events);
			return;
		}
		checkEvents(events);
		fileDescriptor(fd);
		this.checkOpen(`register fd ${fd}`);
		this.#changes++;
		this.addInterest(fd, events);
		this.#interests[fd] = events;
		this.#keyless += 1;
	}

	override unregister(fileobj: FileObject): SelectorKey<Data> {
		const key = this.#registered(fileobj, "unregister");
		this.#drop(key);
		return key;
	}

	override modify(fileobj: FileObject, events: number, ...data: DataArgument<Data>): SelectorKey<Data> {
		checkEvents(events);
		const key = this.#registered(fileobj, "modify");
		const attached = data[0] as Data;
		if (events === key.events && attached === key.data) return key;
		if (events !== key.events) this.#change(key, events);
		const changed = new SelectorKey(key.fileobj, key.fd, events, attached);
		this.#keys.set(key.fd, changed);
		this.#interests[key.fd] = events;
		return changed;
	}

	override select(timeout?: number): [key: SelectorKey<Data>, mask: number][] {
		const count = this.wait(timeout);
		const fds = this.readyFds;
		const masks = this.readyMasks;
		const ready: [SelectorKey<Data>, number][] = [];
		for (let i = 0; i < count; i++) {
			const key = this.#keyOf(fds[i] ?? -1);
			if (key !== undefined) ready.push([key, masks[i] ?? 0]);
		}
		return ready;
	}

	override wait(timeout?: number, maxEvents?: number): number {
		this.checkOpen("select");
		// No more than is registered can be ready, so no number that a caller passes makes the buffers grow past that.
		const limit = Math.min(checkedMaxEvents(maxEvents), Math.max(this.size, 1));
		const deadline = deadlineOf(timeout);
		this.reserveReady(limit);
		for (;;) {
			this.#waits++;
			const count = this.waitOnce(timeLeft(deadline), limit);
			if (count > 0) {
				this.#events += count;
				return count;
			}
			if (count < 0) this.#interruptions++;
			// A call that is over too early has been interrupted, was longer than the kernel can count, or had nothing
			// to report but ghosts: it goes on with the time left.
			if (deadline === 0 || timeLeft(deadline) === 0) return 0;
		}
	}

	override getMap(): SelectorMap<Data> | undefined {
		this.#shown = true;
		if (this.#keyless > 0) for (const fd of Object.keys(this.#interests)) this.#keyOf(Number(fd));
		return this.#map;
	}

	override close(): void {
		if (this.#map === undefined) return;
		this.#map = undefined;
		this.#keys.clear();
		this.#keyless = 0;
		this.#interests.length = 0;
		this.closeKernel();
	}

	/**
	 * Figures about this selector. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): SelectorStatistics {
		return Object.freeze({
			registered: this.size,
			changes: this.#changes,
			waits: this.#waits,
			interruptions: this.#interruptions,
			events: this.#events,
		});
	}

	/**
	 * How many descriptors are registered.
	 *
	 * @internal
	 */
	protected get size(): number {
		return this.#keys.size + this.#keyless;
	}

	/**
	 * The events that a descriptor is registered for; 0 where it is not.
	 *
	 * @internal
	 */
	protected interestOf(fd: number): number {
		return fd < 0 ? 0 : (this.#interests[fd] ?? 0);
	}

	/**
	 * Refuses to work on a closed selector.
	 *
	 * @internal
	 */
	protected checkOpen(what: string): void {
		if (this.#map === undefined) throw new RuntimeError(`Cannot ${what}: the selector is closed`);
	}

	/** The descriptor of a file object; of one that no longer knows it, the one it was registered under. */
	#lookUp(fileobj: FileObject): number {
		try {
			return fileDescriptor(fileobj);
		} catch (error) {
			for (const key of this.#keys.values()) {
				if (key.fileobj === fileobj) return key.fd;
			}
			throw error;
		}
	}

	/** The key of a descriptor, made if it has none yet. */
	#keyOf(fd: number): SelectorKey<Data> | undefined {
		const key = this.#keys.get(fd);
		if (key !== undefined || this.#keyless === 0) return key;
		const events = this.interestOf(fd);
		if (events === 0) return undefined;
		const made = new SelectorKey(fd, fd, events, undefined as Data);
		this.#keys.set(fd, made);
		this.#keyless -= 1;
		return made;
	}

	#registered(fileobj: FileObject, what: string): SelectorKey<Data> {
		const fd = this.#lookUp(fileobj);
		const key = this.#keyOf(fd);
		if (key === undefined) throw new KeyError(`Cannot ${what} fd ${fd}: it is not registered`);
		return key;
	}

	#drop(key: SelectorKey<Data>): void {
		this.#keys.delete(key.fd);
		this.#interests[key.fd] = 0;
		this.#changes++;
		this.removeInterest(key.fd, key.events);
	}

	/** A refused change leaves the kernel's side unknown: the registration is dropped, as in Python. */
	#change(key: SelectorKey<Data>, events: number): void {
		this.#changes++;
		try {
			this.changeInterest(key.fd, key.events, events);
		} catch (error) {
			this.#drop(key);
			throw error;
		}
	}

	/**
	 * Throws where a descriptor is registered, unless the object it was registered by has been closed without a word and
	 * somebody else has its number now: such a key can never be told from outside, and is replaced.
	 */
	#refuseDuplicate(fd: number, fileobj: FileObject): void {
		const key = this.#keyOf(fd);
		if (key === undefined) return;
		if (key.fileobj !== fileobj && this.#hasLeft(key)) this.#drop(key);
		else throw new KeyError(`Cannot register fd ${fd}: already registered for ${purposes[key.events]}`);
	}

	#hasLeft(key: SelectorKey<Data>): boolean {
		try {
			return fileDescriptor(key.fileobj) !== key.fd;
		} catch {
			// A closed object's fileno() is -1, or throws.
			return true;
		}
	}

	static {
		// Without the map, which would have a key made for each descriptor of a loop.
		shownAs(RegistrySelector, (selector) => {
			const state = selector.#map === undefined ? "closed" : `registered:${selector.size}`;
			return `<${selector.constructor.name} [${state}]>`;
		});
	}
}
