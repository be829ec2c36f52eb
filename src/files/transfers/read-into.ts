/** Reads into memory of the caller's. */
import type { Coroutine } from "../../futures/index.js";
import { byteLength } from "../../sockets/internals.js";
import { type FileMemoryPool, steadyMemory } from "../memory/index.js";
import type { Channel } from "./channel.js";
import { fill } from "./fill.js";

const largestPiece = 1024 * 1024;

/**
 * Fills buffers, one after the other: by way of memory of ours, unless theirs is shared and so cannot be taken away.
 *
 * @param channel the file.
 * @param pool where memory comes from.
 * @param buffers where to.
 * @param position where from.
 * @returns the coroutine of how many bytes were read; fewer than there is room only where the file ends, or has no places.
 * @throws TypeError if a buffer has lost its memory meanwhile.
 */
export function* readInto(
	channel: Channel,
	pool: FileMemoryPool,
	buffers: readonly Uint8Array[],
	position: number,
): Coroutine<number> {
	const only = buffers.length === 1 ? buffers[0] : undefined;
	const steady = only === undefined ? undefined : steadyMemory(only, pool.alignment);
	if (steady !== undefined) return yield* fill(channel, steady, steady.bytes.length, position);
	const room = buffers.reduce((sum, buffer) => sum + byteLength(buffer), 0);
	let done = 0;
	while (done < room) {
		const wanted = Math.min(room - done, largestPiece);
		const memory = pool.take(wanted);
		try {
			const got = yield* fill(channel, memory, wanted, position + done);
			scatter(memory.bytes.subarray(0, got), buffers, done);
			done += got;
			if (got < wanted || !channel.placed) break;
		} finally {
			pool.give(memory);
		}
	}
	return done;
}

/** Copies bytes to where they belong in a row of buffers. */
function scatter(bytes: Buffer, buffers: readonly Uint8Array[], offset: number): void {
	let start = 0;
	let skip = offset;
	for (const buffer of buffers) {
		if (start === bytes.length) return;
		const size = byteLength(buffer);
		if (skip < size) {
			const count = Math.min(size - skip, bytes.length - start);
			Uint8Array.prototype.set.call(buffer, bytes.subarray(start, start + count), skip);
			start += count;
			skip = 0;
		} else skip -= size;
	}
	if (start < bytes.length) throw new TypeError("Cannot read: the buffer lost its memory while it waited");
}
