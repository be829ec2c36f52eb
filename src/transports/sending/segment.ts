/** A piece of memory with bytes that wait to be sent. */
import { koffi } from "../../ffi/index.js";
import { freshMemory } from "../../internal/index.js";

/** Memory outside V8's heap, filled from one end and sent from the other. */
export class Segment {
	readonly memory: Buffer;
	/** The address of the memory's first byte; it never moves. */
	readonly address: number;
	/** Where the bytes begin that were not sent yet. */
	start: number;
	/** Where they end, and free room begins. */
	end: number;
	/** The one behind it. */
	next: Segment | undefined;

	/** @param size how many bytes it has room for. */
	constructor(size: number) {
		this.memory = freshMemory(size);
		this.address = Number(koffi().address(this.memory));
		this.start = 0;
		this.end = 0;
		this.next = undefined;
	}

	/** How many bytes wait in it. */
	get length(): number {
		return this.end - this.start;
	}
}
