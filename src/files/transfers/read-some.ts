/** Reads a piece of a file. */
import type { Coroutine } from "../../futures/index.js";
import type { FileMemoryPool } from "../memory/index.js";
import type { Channel } from "./channel.js";
import { fill } from "./fill.js";

/**
 * Reads a piece.
 *
 * @param channel the file.
 * @param pool where memory comes from.
 * @param length how many bytes, of which so many are allocated.
 * @param position where from.
 * @returns the coroutine of the bytes, which are the caller's; fewer only where the file ends, or has no places.
 */
export function* readSome(
	channel: Channel,
	pool: FileMemoryPool,
	length: number,
	position: number,
): Coroutine<Buffer> {
	const memory = pool.take(length);
	let got: number;
	try {
		got = yield* fill(channel, memory, length, position);
	} catch (error) {
		pool.give(memory);
		throw error;
	}
	return pool.handOut(memory, got);
}
