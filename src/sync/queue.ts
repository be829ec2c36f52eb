/**
 * Queue: items from those who put to those who get.
 *
 * As in asyncio, an item is not handed to a getter: the getter is woken, and takes the item that is first when its turn
 * comes. So a PriorityQueue gives it the best there is, qsize() and full() count the item until it is taken, and a
 * getter that is cancelled between the two has nothing to lose: it wakes the next one.
 *
 * One thing is stricter. In asyncio a get() that is called between the two takes the item away, and the one that was
 * woken goes to the end. Since operations begin at the call here, that would happen in the plainest code
 * (`q.get(); q.putNowait(1); q.get()`), so get() and put() stand behind those who were woken; and one that finds nothing
 * all the same, since getNowait() was called, waits again at its old place. Strictly first come, first served.
 */
import { QueueEmpty, QueueFull, QueueShutDown, ValueError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	currentScheduler,
	type Future,
	failedFuture,
	Operation,
	type OperationOptions,
	type Scheduler,
} from "../futures/index.js";
import { settledVoid } from "../futures/internals.js";
import { Deque, shownAs } from "../internal/index.js";
import { checkCount } from "./check-count.js";
import type { ItemStore } from "./item-store.js";
import { settled } from "./settled.js";
import { type Waiter, WaitQueue } from "./wait-queue.js";

/** How a {@link Queue} stands. */
export interface QueueStatistics {
	/** How many items lie in it. */
	readonly qsize: number;
	/** How many items it has room for; 0 or less means any number. */
	readonly maxsize: number;
	/** How many items were put in whose work is not done. */
	readonly unfinishedTasks: number;
	/** How many wait for an item. */
	readonly tasksWaitingGet: number;
	/** How many wait for room. */
	readonly tasksWaitingPut: number;
	/** How many wait that all work be done. */
	readonly tasksWaitingJoin: number;
	/** Whether it was shut down. */
	readonly isShutdown: boolean;
}

/**
 * A queue between tasks: first in, first out, first come, first served.
 *
 * `put` waits while it is full, `get` while it is empty; both take effect at the call where they need not wait. In a
 * `for await` it gives item after item until it is shut down.
 *
 * @example
 * ```ts
 * import { Queue } from "evloop";
 *
 * const queue = new Queue<string>(1);
 * async function produce(): Promise<void> {
 * 	for (const word of ["to", "be", "or", "not"]) await queue.put(word);
 * 	queue.shutdown();
 * }
 *
 * const producing = produce();
 * const words: string[] = [];
 * for await (const word of queue) words.push(word);
 * await producing;
 * console.log(words.join(" ")); // to be or not
 * ```
 * @see https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue
 */
export class Queue<T> implements AsyncIterable<T> {
	readonly #maxsize: number;
	readonly #items: ItemStore<T>;
	readonly #getters = new WaitQueue<void>(undefined);
	readonly #putters = new WaitQueue<void>(undefined);
	readonly #joiners = new WaitQueue<void>(undefined);
	#unfinished = 0;
	#isShutdown = false;

	/**
	 * @param maxsize how many items it has room for; 0 or less means any number.
	 * @param items what it keeps them in, empty; first in, first out if absent.
	 * @throws TypeError if `maxsize` is no number.
	 * @throws ValueError if `maxsize` is no whole number.
	 */
	constructor(maxsize = 0, items: ItemStore<T> = new Deque<T>()) {
		this.#maxsize = checkCount(maxsize, "the size of a queue", Number.NEGATIVE_INFINITY);
		this.#items = items;
	}

	/** How many items it has room for; 0 or less means any number. */
	get maxsize(): number {
		return this.#maxsize;
	}

	/**
	 * Counts the items. Throws nothing.
	 *
	 * @returns how many lie in it.
	 */
	qsize(): number {
		return this.#items.length;
	}

	/**
	 * Asks whether nothing lies in it. Throws nothing.
	 *
	 * @returns whether it is empty.
	 */
	empty(): boolean {
		return this.#items.length === 0;
	}

	/**
	 * Asks whether it has no room. Throws nothing.
	 *
	 * @returns whether it is full.
	 */
	full(): boolean {
		return this.#room() <= 0;
	}

	/**
	 * Puts an item in, waiting until there is room and all who came before have put theirs.
	 *
	 * Cancelling the future takes the item back; once it is done the item is in.
	 *
	 * @param item the item.
	 * @param options a signal that takes it back.
	 * @returns a future, done when the item is in.
	 * @throws QueueShutDown, through the future, if the queue is or gets shut down.
	 * @throws TypeError if the signal is none; through the future, if a priority queue cannot compare the item with the
	 *   others.
	 * @throws RuntimeError where there is no loop.
	 */
	put(item: T, options?: OperationOptions): Future<void> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<void>(scheduler, options);
		if (aborted !== undefined) return aborted;
		// Those who were woken have not put theirs yet, and come first.
		if (!this.#isShutdown && (this.#putters.live > 0 || this.full())) {
			return abortable(new Operation(scheduler, this.#waitToPut(scheduler, item)), options);
		}
		try {
			this.putNowait(item);
		} catch (error) {
			return failedFuture(scheduler, error);
		}
		return settledVoid(scheduler);
	}

	/**
	 * Puts an item in without waiting.
	 *
	 * @param item the item.
	 * @throws QueueFull if there is no room.
	 * @throws QueueShutDown if the queue was shut down.
	 * @throws TypeError if a priority queue cannot compare the item with the others.
	 */
	putNowait(item: T): void {
		if (this.#isShutdown) throw new QueueShutDown("Cannot put an item: the queue was shut down");
		if (this.full()) throw new QueueFull(`Cannot put an item: the queue is full with ${this.qsize()}`);
		this.#items.push(item);
		this.#unfinished += 1;
		this.#getters.wakeNext();
	}

	/**
	 * Takes an item out, waiting until there is one and all who came before have got theirs.
	 *
	 * Cancelling the future loses no item: it stays for the next.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of the item.
	 * @throws QueueShutDown, through the future, if the queue is or gets shut down and is empty.
	 * @throws TypeError if the signal is none; through the future, if a priority queue cannot compare its items.
	 * @throws RuntimeError where there is no loop.
	 */
	get(options?: OperationOptions): Future<T> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<T>(scheduler, options);
		if (aborted !== undefined) return aborted;
		// Those who were woken have not taken theirs yet, and come first.
		if (this.#getters.live > 0 || (this.empty() && !this.#isShutdown)) {
			return abortable(new Operation(scheduler, this.#waitToGet(scheduler)), options);
		}
		try {
			return settled(scheduler, this.getNowait());
		} catch (error) {
			return failedFuture(scheduler, error);
		}
	}

	/**
	 * Takes an item out without waiting, though others may be waiting for it.
	 *
	 * @returns the item.
	 * @throws QueueEmpty if there is none.
	 * @throws QueueShutDown if there is none, and the queue was shut down.
	 * @throws TypeError if a priority queue cannot compare its items; none is lost.
	 */
	getNowait(): T {
		if (this.empty()) {
			if (this.#isShutdown) throw new QueueShutDown("Cannot get an item: the queue was shut down");
			throw new QueueEmpty("Cannot get an item: the queue is empty");
		}
		const item = this.#items.shift() as T;
		this.#putters.wakeNext();
		return item;
	}

	/**
	 * Says that the work on an item that was taken out is done.
	 *
	 * @throws ValueError if it was said of every item that was put in already.
	 */
	taskDone(): void {
		if (this.#unfinished <= 0) {
			throw new ValueError("Cannot finish a task: all items that were put in are done already");
		}
		this.#unfinished -= 1;
		if (this.#unfinished === 0) this.#joiners.wakeAll();
	}

	/**
	 * Waits until {@link Queue.taskDone} was called for every item that was put in.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future, done when nothing is left to do.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	join(options?: OperationOptions): Future<void> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<void>(scheduler, options);
		if (aborted !== undefined) return aborted;
		return this.#unfinished > 0 ? abortable(this.#joiners.visit(scheduler), options) : settledVoid(scheduler);
	}

	/**
	 * Ends it: nothing can be put in any more, and whoever gets from it gets what is left, then QueueShutDown. All who
	 * wait are woken. Doing it twice is harmless. Throws nothing.
	 *
	 * @param options whether to throw away what is left: `immediate`. Each such item counts as done.
	 */
	shutdown(options?: { readonly immediate?: boolean | undefined }): void {
		this.#isShutdown = true;
		if (options?.immediate) this.#throwAway();
		this.#getters.wakeAll();
		this.#putters.wakeAll();
	}

	/**
	 * Item after item, until the queue is shut down and empty; for `for await`.
	 *
	 * @returns the items.
	 * @throws TypeError, when an item is asked for, if a priority queue cannot compare its items.
	 */
	async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
		for (;;) {
			let item: T;
			try {
				item = await this.get();
			} catch (error) {
				if (error instanceof QueueShutDown) return;
				throw error;
			}
			yield item;
		}
	}

	/**
	 * How it stands. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): QueueStatistics {
		return Object.freeze({
			qsize: this.qsize(),
			maxsize: this.#maxsize,
			unfinishedTasks: this.#unfinished,
			tasksWaitingGet: this.#getters.waiting,
			tasksWaitingPut: this.#putters.waiting,
			tasksWaitingJoin: this.#joiners.waiting,
			isShutdown: this.#isShutdown,
		});
	}

	#room(): number {
		return this.#maxsize <= 0 ? Number.POSITIVE_INFINITY : this.#maxsize - this.#items.length;
	}

	#throwAway(): void {
		while (!this.empty()) {
			this.#items.shift();
			if (this.#unfinished > 0) this.#unfinished -= 1;
		}
		if (this.#unfinished === 0) this.#joiners.wakeAll();
	}

	*#waitToGet(scheduler: Scheduler): Coroutine<T> {
		const ahead = this.#getters.live;
		let waiter = this.#getters.join(scheduler);
		// There is an item for it, too, or the news of the end: its turn is right after theirs.
		if (ahead < this.qsize() || this.#isShutdown) this.#getters.wakeNext();
		for (;;) {
			yield* this.#wait(waiter, this.#getters, () => !this.empty());
			if (!this.empty() || this.#isShutdown) break;
			waiter = this.#getters.rejoin(waiter, scheduler);
		}
		waiter.leave();
		try {
			return this.getNowait();
		} catch (error) {
			// Items that cannot be compared: they are still there, for the next.
			if (!this.empty()) this.#getters.wakeNext();
			throw error;
		}
	}

	*#waitToPut(scheduler: Scheduler, item: T): Coroutine<void> {
		const ahead = this.#putters.live;
		let waiter = this.#putters.join(scheduler);
		// There is room for its item, too: its turn is right after theirs.
		if (ahead < this.#room()) this.#putters.wakeNext();
		for (;;) {
			yield* this.#wait(waiter, this.#putters, () => !this.full());
			if (!this.full() || this.#isShutdown) break;
			waiter = this.#putters.rejoin(waiter, scheduler);
		}
		waiter.leave();
		try {
			this.putNowait(item);
		} catch (error) {
			// An item that cannot be compared with the others: the room is still there, for the next.
			if (!this.full()) this.#putters.wakeNext();
			throw error;
		}
	}

	/** Waits to be woken; one who was, but cannot go on, wakes the next instead. */
	*#wait(waiter: Waiter<void>, queue: WaitQueue<void>, mayGoOn: () => boolean): Coroutine<void> {
		try {
			yield waiter;
			waiter.result();
		} catch (error) {
			const woken = waiter.woken();
			waiter.leave();
			if (woken && mayGoOn()) queue.wakeNext();
			throw error;
		}
	}
}

shownAs(Queue, (queue) => {
	const { maxsize, qsize, tasksWaitingGet, tasksWaitingPut, unfinishedTasks, isShutdown } =
		queue.statistics();
	const waiting =
		(tasksWaitingGet > 0 ? ` getters:${tasksWaitingGet}` : "") +
		(tasksWaitingPut > 0 ? ` putters:${tasksWaitingPut}` : "");
	const work = (unfinishedTasks > 0 ? ` tasks=${unfinishedTasks}` : "") + (isShutdown ? " shutdown" : "");
	return `<${queue.constructor.name} maxsize=${maxsize} qsize=${qsize}${waiting}${work}>`;
});
