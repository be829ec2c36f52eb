/** Fills memory from a file. */
import type { Coroutine } from "../../futures/index.js";
import type { FileMemory } from "../backends/index.js";
import { memoryFrom } from "../memory/index.js";
import type { Channel } from "./channel.js";

/**
 * Reads until the memory is full or the file ends; what has no places, once.
 *
 * @param channel the file.
 * @param memory where to.
 * @param length how many bytes at most.
 * @param position where from.
 * @returns the coroutine of how many were read.
 */
export function* fill(
	channel: Channel,
	memory: FileMemory,
	length: number,
	position: number,
): Coroutine<number> {
	let got = 0;
	while (got < length) {
		const count = yield* channel.receive(memoryFrom(memory, got), length - got, position + got);
		got += count;
		// With O_DIRECT a part of a block is the last one, and nothing may be asked for behind it.
		if (count === 0 || !channel.placed || got % channel.alignment !== 0) break;
	}
	return got;
}
