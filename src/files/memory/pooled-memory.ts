/** A piece of the pool. */
import { koffi } from "../../ffi/index.js";
import type { FileMemory } from "../backends/index.js";

/** Memory of ours; its address is found out when a backend asks for it, which Node's threads never do. */
export class PooledMemory implements FileMemory {
	readonly bytes: Buffer;
	/** How many bytes it can take. */
	readonly size: number;
	private known: number;

	/** @param bytes memory that never moves: none of V8's heap. */
	constructor(bytes: Buffer) {
		this.bytes = bytes;
		this.size = bytes.length;
		this.known = 0;
	}

	get address(): number {
		if (this.known === 0) this.known = Number(koffi().address(this.bytes));
		return this.known;
	}
}
