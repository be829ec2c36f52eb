/** `pread`: what arrives is handed out in the memory that it arrived in. */
import type { OpenedFile } from "../core/index.js";
import type { PooledMemory } from "../memory/index.js";
import type { PlacedChannel } from "../transfers/index.js";
import { SingleRead } from "./single-read.js";

/** The future of bytes. */
export class Pread extends SingleRead<Buffer> {
	declare protected readonly memory: PooledMemory;

	/**
	 * @param file the file.
	 * @param channel its channel.
	 * @param length how many bytes at most.
	 * @param position where from.
	 */
	constructor(file: OpenedFile, channel: PlacedChannel, length: number, position: number) {
		super(file, channel, file.pool.take(length), length, position);
	}

	protected outcome(got: number): Buffer {
		return this.file.pool.handOut(this.memory, got);
	}

	protected giveBack(): void {
		this.file.pool.give(this.memory);
	}
}
