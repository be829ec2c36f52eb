/** A piece of the pool. */
import { koffi } from "../../ffi/index.js";
import type { FileMemory } from "../backends/index.js";

/** Memory of ours; its address is found out when a backend asks for it, which Node's threads never do. */
export class PooledMemory implements FileMemory {
	readonly bytes: Buffer;
	/** How many bytes it can take. */
	readonly size: number;
	/** The slab that it is a part of: one address for all of them is asked for. */
	private readonly slab: PooledMemory | undefined;
	private known: number;

	/**
	 * @param bytes memory that never moves: none of V8's heap.
	 * @param slab the memory that it is a part of.
	 */
	constructor(bytes: Buffer, slab?: PooledMemory) {
		this.bytes = bytes;
		this.size = bytes.length;
		this.slab = slab;
		this.known = 0;
	}

	get address(): number {
		if (this.known === 0) this.known = this.find();
		return this.known;
	}

	private find(): number {
		const { bytes, slab } = this;
		if (slab === undefined) return Number(koffi().address(bytes));
		return slab.address + bytes.byteOffset - slab.bytes.byteOffset;
	}
}
