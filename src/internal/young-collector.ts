/**
 * Has V8 collect what died young, after much memory was handed out.
 *
 * V8 counts the memory of ArrayBuffers, and begins to mark the whole heap for each 24 to 32 MiB of it, although nearly all of
 * it died at once: about 10 ms of processor time each, more than it costs to receive those bytes. A collection of the young
 * generation frees them in 0.2 to 0.6 ms, but V8 begins none for their sake (Node 24), or too late (Node 20). So it is asked
 * for one in time. See docs/performance.md, "Large data".
 */
import { getHeapStatistics } from "node:v8";
import { type Collect, findCollect } from "./find-collect.js";

/**
 * How many bytes are handed out between two collections. A program that was idle has a limit for its heap that is only 8 MiB
 * and its young generation away.
 */
const interval = 6 * 1024 * 1024;
/** After so many collections it is judged whether they do any good. */
const trial = 16;
/**
 * What survives two collections is taken for old. Where the heap has grown by more than this in a trial, whoever waits there
 * waits for longer than an interval, and the collections only make garbage of the expensive kind out of it.
 */
const mostKept = 1024 * 1024;
/** How many bytes are handed out before the next trial then. */
const pause = 512 * 1024 * 1024;

/** Asks for collections. */
export class YoungCollector {
	readonly #find: () => Collect | undefined;
	readonly #heapSize: () => number;
	#collect: Collect | undefined;
	#left = interval;
	/** Which collection of the trial comes next. */
	#step = 0;
	#resting = false;
	/** How large the heap was after the last one, and by how much it has grown in the trial. */
	#size = 0;
	#kept = 0;

	/**
	 * @param find finds V8's function, when it is first needed.
	 * @param heapSize how many bytes of the heap are used.
	 */
	constructor(
		find: () => Collect | undefined = findCollect,
		heapSize: () => number = () => getHeapStatistics().used_heap_size,
	) {
		this.#find = find;
		this.#heapSize = heapSize;
	}

	/** Whether collections are left to V8 for now: what was handed out is held, or is waited beside, for longer than an interval. */
	get isResting(): boolean {
		return this.#resting;
	}

	/**
	 * Is told of memory that is about to be handed out.
	 *
	 * @param size how many bytes.
	 */
	count(size: number): void {
		this.#left -= size;
		if (this.#left < 0) this.#run();
	}

	#run(): void {
		this.#collect ??= this.#find();
		if (this.#collect === undefined) {
			this.#left = Number.POSITIVE_INFINITY;
			return;
		}
		this.#collect({ type: "minor", execution: "sync" });
		this.#resting = !this.#isWorthwhile();
		this.#left = this.#resting ? pause : interval;
	}

	#isWorthwhile(): boolean {
		const size = this.#heapSize();
		// A full collection in between has made it smaller.
		if (this.#step > 0) this.#kept += Math.max(0, size - this.#size);
		this.#size = size;
		this.#step += 1;
		if (this.#step <= trial) return true;
		const kept = this.#kept;
		this.#step = 0;
		this.#kept = 0;
		return kept <= mostKept;
	}
}
