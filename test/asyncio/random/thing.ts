/** What random programs work with. */
import { KeyError } from "../../../src/errors.js";
import { Future } from "../../../src/futures/index.js";
import {
	Barrier,
	BoundedSemaphore,
	Condition,
	Event,
	LifoQueue,
	Lock,
	PriorityQueue,
	Queue,
	Semaphore,
} from "../../../src/sync/index.js";

/** A lock, a queue, a future, … */
export type Thing = Lock | Semaphore | Event | Condition | Barrier | Queue<number> | Future<string>;

const kinds: Readonly<Record<string, (size: number, lock: Lock | undefined) => Thing>> = {
	lock: () => new Lock(),
	sem: (size) => new Semaphore(size),
	bounded: (size) => new BoundedSemaphore(size),
	event: () => new Event(),
	cond: () => new Condition(),
	shared: (_size, lock) => new Condition(lock),
	barrier: (size) => new Barrier(size),
	queue: (size) => new Queue<number>(size),
	prio: (size) => new PriorityQueue<number>(size),
	lifo: (size) => new LifoQueue<number>(size),
	f: () => new Future<string>(),
};

/**
 * Makes a thing.
 *
 * @param name its kind, and its size or a number: `queue2`.
 * @param lock what a condition shares.
 * @returns the thing.
 */
export function makeThing(name: string, lock?: Lock): Thing {
	const kind = kinds[name.replace(/\d+$/, "")];
	if (kind === undefined) throw new KeyError(`There is no kind of ${name}`);
	return kind(Number(name.replace(/^\D+/, "")), lock);
}
