/** `pread`: what arrives is handed out in the memory that it arrived in. */
import { BufferView } from "../../internal/index.js";
import type { OpenedFile } from "../core/index.js";
import type { PooledMemory } from "../memory/index.js";
import type { PlacedChannel } from "../transfers/index.js";
import { SingleRead } from "./single-read.js";

/** Below this a copy costs less than the memory that would be kept alive. */
const copyBelow = 2048;

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
		const { bytes, size } = this.memory;
		if (got >= copyBelow && 2 * got >= size) return new BufferView(bytes.buffer, bytes.byteOffset, got);
		const copy = Buffer.from(bytes.subarray(0, got));
		this.giveBack();
		return copy;
	}

	protected giveBack(): void {
		this.file.pool.give(this.memory);
	}
}
