/** `readInto` at a position: into the caller's memory, by way of ours where somebody could take that away. */
import { byteLength } from "../../sockets/internals.js";
import type { FileMemory } from "../backends/index.js";
import type { OpenedFile } from "../core/index.js";
import { PooledMemory, steadyMemory } from "../memory/index.js";
import type { PlacedChannel } from "../transfers/index.js";
import { SingleRead } from "./single-read.js";

/** The future of how many bytes were read. */
export class ReadIntoBuffer extends SingleRead<number> {
	private readonly buffer: Uint8Array;
	/** Our memory; `undefined` where the caller's own is read into. */
	private readonly pooled: PooledMemory | undefined;

	/**
	 * @param file the file.
	 * @param channel its channel.
	 * @param buffer where to.
	 * @param position where from.
	 */
	constructor(file: OpenedFile, channel: PlacedChannel, buffer: Uint8Array, position: number) {
		const { pool } = file;
		const length = byteLength(buffer);
		const memory: FileMemory = steadyMemory(buffer, pool.alignment) ?? pool.take(length);
		super(file, channel, memory, length, position);
		this.buffer = buffer;
		this.pooled =
			memory instanceof PooledMemory && memory.bytes.buffer !== buffer.buffer ? memory : undefined;
	}

	protected outcome(got: number): number {
		const { buffer, pooled } = this;
		if (pooled === undefined) return got;
		try {
			if (byteLength(buffer) < got) {
				throw new TypeError("Cannot read: the buffer lost its memory while it waited");
			}
			Uint8Array.prototype.set.call(buffer, pooled.bytes.subarray(0, got));
		} finally {
			this.giveBack();
		}
		return got;
	}

	protected giveBack(): void {
		if (this.pooled !== undefined) this.file.pool.give(this.pooled);
	}
}
