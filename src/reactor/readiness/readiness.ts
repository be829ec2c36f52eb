/**
 * Readiness: one selector, and for each descriptor who waits for it.
 *
 * The choice that makes the speed: a registration stays when its operation is over, since the next one is coming, and
 * is dropped only when an event finds nobody waiting. asyncio registers and unregisters for each operation; that is a
 * system call or two a message.
 *
 * What it guarantees: an event with nobody to handle it disarms its direction, so a hung-up peer cannot make the loop
 * spin; a cancelled operation leaves no registration behind; an operation's future is settled here, but no user code
 * runs until the engine's round.
 */
import { OSError } from "../../errors.js";
import {
	type BaseSelector,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	fileDescriptor,
} from "../../selectors/index.js";
import type { Driver } from "../driver.js";
import type { Callback } from "../handle.js";
import { selectorWatchTarget, type WatchTarget } from "../watchers/index.js";
import { Aside } from "./aside.js";
import { closedError } from "./closed-error.js";
import { Descriptor } from "./descriptor.js";
import type { DescriptorOwner } from "./descriptor-owner.js";
import type { Direction } from "./direction.js";
import { ownedError } from "./owned-error.js";
import { ReaderHandle } from "./reader-handle.js";
import type { ReadinessOwner } from "./readiness-owner.js";
import type { ReadyCallback } from "./ready-callback.js";
import type { ReadyOperation } from "./ready-operation.js";
import { Registrations } from "./registrations.js";
import { SelectorWait } from "./selector-wait.js";

/**
 * How many operations are tried at once between two looks at the kernel. What succeeds at once is awaited in microtasks,
 * and while there are any, Node's loop and ours stand still: a thousand clients that answer within the time it takes to
 * serve them all would stop every timer of the process. A turn of 64 messages needs 64 of these; 512 take 2 ms.
 */
const triesBetweenPolls = 512;

/** The driver of a selector loop. */
export class Readiness implements Driver {
	readonly owner: ReadinessOwner;
	readonly selector: BaseSelector;
	protected readonly registrations: Registrations;
	/** Operations that wait for something else than their descriptor. */
	readonly aside = new Aside();
	/** How the selector is asked. */
	readonly waiting: SelectorWait;
	/** Descriptors that are watched for the sake of requests, which hold the engine themselves. */
	readonly bells = new Set<number>();
	/** How many operations may still be tried before the next look at the kernel; further ones wait for it. */
	#triesLeft = triesBetweenPolls;

	constructor(owner: ReadinessOwner, selector: BaseSelector) {
		this.owner = owner;
		this.selector = selector;
		this.waiting = new SelectorWait(selector);
		this.registrations = new Registrations(selector, () => owner.watchChanged());
	}

	get watched(): number {
		return this.registrations.watched;
	}

	isAwaited(): boolean {
		return this.registrations.all().some(({ fd, awaited }) => awaited && !this.bells.has(fd));
	}

	/**
	 * What a watcher needs to know of it.
	 *
	 * @returns the selector, seen as something that can be watched.
	 */
	watchTarget(): WatchTarget {
		return selectorWatchTarget(this.selector);
	}

	lookOut(duration: number, maxEvents: number): boolean {
		return this.waiting.lookOut(duration, maxEvents);
	}

	poll(timeout: number | undefined, maxEvents: number): boolean {
		this.#triesLeft = triesBetweenPolls;
		let count = 0;
		try {
			count = this.waiting.take(timeout, maxEvents);
		} catch (error) {
			if (!(error instanceof OSError && error.code === "EBADF")) throw error;
			// A wait may fail as a whole when one descriptor was closed behind our back: find out which.
			const closed = this.registrations.closed();
			if (closed.length === 0) throw error;
			for (const { fd } of closed) this.closing(fd);
			return true;
		}
		const { readyFds, readyMasks } = this.selector;
		for (let i = 0; i < count; i += 1) {
			const descriptor = this.registrations.find(readyFds[i] as number);
			if (descriptor === undefined) continue;
			const mask = readyMasks[i] as number;
			if ((mask & EVENT_READ) !== 0) this.#fire(descriptor, descriptor.reading, EVENT_READ);
			if ((mask & EVENT_WRITE) !== 0) this.#fire(descriptor, descriptor.writing, EVENT_WRITE);
		}
		return count >= maxEvents;
	}

	/**
	 * Starts an operation: tries it at once, unless others wait before it, or it would surely have to wait, or very many
	 * have been tried since the kernel was last asked.
	 *
	 * @param operation the operation.
	 * @param announced whether the closing of its descriptor will be announced, as by our own sockets.
	 */
	start(operation: ReadyOperation<unknown>, announced: boolean): void {
		const known = this.registrations.find(operation.fd);
		if (known === undefined) {
			const descriptor = new Descriptor(operation.fd);
			const direction = descriptor.directionOf(operation);
			if (!this.takeTry() || !operation.attempt(direction)) this.enlist(descriptor, operation, announced);
			else if (announced && !direction.ready) this.registrations.remember(descriptor);
			return;
		}
		if (known.owner !== undefined) {
			operation.abort(ownedError(known.fd, known.owner));
			return;
		}
		const direction = known.directionOf(operation);
		const first = direction.head === undefined && direction.ready;
		if (!first || !this.takeTry() || !operation.attempt(direction)) this.enlist(known, operation, announced);
	}

	/**
	 * Asks leave to try a write at once, as {@link Readiness.start} would try it; whoever gets it makes the try.
	 *
	 * @param fd the descriptor.
	 * @returns whether it may.
	 */
	takeWriteTry(fd: number): boolean {
		const known = this.registrations.find(fd);
		if (known === undefined) return this.takeTry();
		return known.owner === undefined && known.maySend && this.takeTry();
	}

	/**
	 * Asks leave to try something at once that can be awaited in microtasks; whoever gets it makes the try.
	 *
	 * @returns whether it may; not when very many have been tried since the kernel was last asked.
	 */
	takeTry(): boolean {
		if (this.#triesLeft === 0) return false;
		this.#triesLeft -= 1;
		return true;
	}

	/**
	 * Has an operation wait without a first try.
	 *
	 * @param operation the operation.
	 * @param announced whether the closing of its descriptor will be announced.
	 */
	wait(operation: ReadyOperation<unknown>, announced: boolean): void {
		const descriptor = this.registrations.find(operation.fd) ?? new Descriptor(operation.fd);
		if (descriptor.owner !== undefined) operation.abort(ownedError(descriptor.fd, descriptor.owner));
		else this.enlist(descriptor, operation, announced);
	}

	/**
	 * Takes an operation off its descriptor, and the descriptor out of the selector if nobody else waits for it.
	 *
	 * @param operation the operation.
	 */
	withdraw(operation: ReadyOperation<unknown>): void {
		const descriptor = operation.waitsOn;
		if (descriptor === undefined) {
			this.aside.delete(operation);
			return;
		}
		const direction = descriptor.directionOf(operation);
		direction.remove(operation);
		this.owner.release();
		if (!direction.wanted) this.registrations.disarm(descriptor, operation.event);
	}

	/**
	 * Calls a function whenever a descriptor is ready.
	 *
	 * @param file the file object.
	 * @param event EVENT_READ or EVENT_WRITE.
	 * @param callback the function; it takes the place of an earlier one.
	 * @param args its arguments.
	 * @returns the handle of the callback.
	 * @throws OSError where the selector refuses the descriptor.
	 */
	addCallback(
		file: FileObject,
		event: number,
		callback: Callback<never[]>,
		args: readonly unknown[],
	): ReaderHandle {
		const fd = fileDescriptor(file);
		this.registrations.expectNoOwner(fd);
		const direction = this.#armFor(fd, event);
		const handle = new ReaderHandle(this.owner, file, callback, args);
		direction.callback?.cancel();
		direction.callback = handle;
		return handle;
	}

	/**
	 * Refuses a descriptor that is a transport's; see {@link Readiness.adopt}.
	 *
	 * @param fd the descriptor.
	 * @throws RuntimeError where it is one.
	 */
	expectNoOwner(fd: number): void {
		this.registrations.expectNoOwner(fd);
	}

	/**
	 * Makes a descriptor a transport's own: nobody else may wait for it, and the transport is told when it is closed. Whoever
	 * waits for it already is told that it was closed.
	 *
	 * @param fd the descriptor; its closing is announced, by our own sockets or by the transport.
	 * @param owner the transport.
	 * @throws RuntimeError if it is another transport's already.
	 */
	adopt(fd: number, owner: DescriptorOwner): void {
		this.registrations.expectNoOwner(fd);
		// Perhaps of a descriptor that was closed behind our back, and had this number before.
		if (this.registrations.find(fd) !== undefined) this.closing(fd);
		const descriptor = new Descriptor(fd);
		descriptor.owner = owner;
		this.registrations.remember(descriptor);
	}

	/**
	 * Ends what {@link Readiness.adopt} began; its callbacks were removed before.
	 *
	 * @param fd the descriptor.
	 */
	disown(fd: number): void {
		const descriptor = this.registrations.find(fd);
		if (descriptor === undefined) return;
		descriptor.owner = undefined;
		this.registrations.disarm(descriptor, 0);
	}

	/**
	 * Has a transport's job enqueued whenever its descriptor is ready.
	 *
	 * @param fd the descriptor, which the transport has adopted.
	 * @param event EVENT_READ or EVENT_WRITE.
	 * @param callback the job.
	 * @throws OSError where the selector refuses the descriptor.
	 */
	setCallback(fd: number, event: number, callback: ReadyCallback): void {
		this.#armFor(fd, event).callback = callback;
	}

	/**
	 * Takes the callback of a descriptor back.
	 *
	 * @param fd the descriptor.
	 * @param event EVENT_READ or EVENT_WRITE.
	 * @returns whether there was one.
	 */
	removeCallback(fd: number, event: number): boolean {
		const descriptor = this.registrations.find(fd);
		const direction = event === EVENT_READ ? descriptor?.reading : descriptor?.writing;
		if (descriptor === undefined || direction?.callback === undefined) return false;
		direction.callback.cancel();
		direction.callback = undefined;
		direction.endRest();
		if (!direction.wanted) this.registrations.disarm(descriptor, event);
		return true;
	}

	/**
	 * Is told how a transport fared that was called because there was room: where there was none, the direction rests, as
	 * it does for operations.
	 *
	 * @param fd the descriptor, which the transport has adopted.
	 * @param wrote whether anything was sent.
	 */
	reportWrite(fd: number, wrote: boolean): void {
		const descriptor = this.registrations.find(fd);
		if (descriptor === undefined) return;
		if (wrote) descriptor.writing.pause = 0;
		else this.#wokenInVain(descriptor, descriptor.writing);
	}

	/**
	 * Forgets a descriptor that is about to be closed, and fails whoever waits for it.
	 *
	 * @param fd the descriptor.
	 */
	closing(fd: number): void {
		const descriptor = this.registrations.find(fd);
		if (descriptor !== undefined) {
			this.registrations.disarm(descriptor, EVENT_READ | EVENT_WRITE);
			this.registrations.forget(fd);
			descriptor.abandon(() => closedError(fd));
		}
		this.aside.closing(fd);
	}

	close(): void {
		for (const { fd } of this.registrations.all()) this.closing(fd);
		this.aside.close();
		this.selector.close();
	}

	/** Gives an event to whoever waits for it. */
	#fire(descriptor: Descriptor, direction: Direction, event: number): void {
		direction.ready = true;
		// A callback whose handle was cancelled is one that was removed.
		if (direction.callback?.cancelled()) direction.callback = undefined;
		if (!direction.wanted) {
			this.registrations.disarm(descriptor, event);
			return;
		}
		let operation = direction.head;
		while (operation !== undefined && direction.ready && !operation.isElsewhere) {
			if (!descriptor.keep && !operation.isCurrent()) {
				operation.abort(closedError(descriptor.fd));
			} else if (operation.done() || operation.attempt(direction)) {
				direction.remove(operation);
				this.owner.release();
			} else {
				if (event === EVENT_WRITE) this.#wokenInVain(descriptor, direction);
				break;
			}
			operation = direction.head;
		}
		if (direction.callback !== undefined) this.owner.enqueue(direction.callback);
		else if (operation === undefined && !descriptor.keep) this.registrations.disarm(descriptor, event);
	}

	/**
	 * The kernel said that there is room, and there was none. Once, somebody else may have filled it. But a Unix datagram
	 * socket that is not connected is called writable whether or not the receiver's queue is full: the loop would spin until
	 * the receiver reads. So the direction rests for a while, each time twice as long.
	 */
	#wokenInVain(descriptor: Descriptor, direction: Direction): void {
		const pause = direction.lengthenPause();
		// The callback of addWriter is the user's, who asked for every event.
		if (pause === 0 || (direction.callback !== undefined && descriptor.owner === undefined)) return;
		const run = () => {
			direction.rest = undefined;
			if (direction.wanted) this.armWaiting(descriptor, EVENT_WRITE);
		};
		direction.rest = this.owner.enqueueLater(pause, { run });
		this.registrations.disarm(descriptor, EVENT_WRITE);
	}

	/** Arms a descriptor for somebody who comes, and says which direction it was. */
	#armFor(fd: number, event: number): Direction {
		const descriptor = this.registrations.find(fd) ?? new Descriptor(fd);
		this.registrations.arm(descriptor, event);
		return event === EVENT_READ ? descriptor.reading : descriptor.writing;
	}

	/**
	 * Arms a descriptor for those who wait already; they fail with what the selector says against it.
	 *
	 * @param descriptor the descriptor.
	 * @param event EVENT_READ or EVENT_WRITE.
	 */
	protected armWaiting(descriptor: Descriptor, event: number): void {
		try {
			this.registrations.arm(descriptor, event);
		} catch (error) {
			this.registrations.forget(descriptor.fd);
			descriptor.abandon(() => error);
		}
	}

	/**
	 * Has an operation wait.
	 *
	 * @param descriptor its descriptor.
	 * @param operation the operation.
	 * @param announced whether the closing of its descriptor will be announced.
	 */
	protected enlist(descriptor: Descriptor, operation: ReadyOperation<unknown>, announced: boolean): void {
		const direction = descriptor.directionOf(operation);
		try {
			if (direction.rest === undefined) this.registrations.arm(descriptor, operation.event);
		} catch (error) {
			operation.abort(error);
			return;
		}
		descriptor.keep = announced;
		operation.waitsOn = descriptor;
		direction.add(operation);
		this.owner.retain();
	}
}
