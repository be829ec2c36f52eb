/** Reads into buffers of the caller's at the file's own place. */
import type { Coroutine } from "../../futures/index.js";
import { byteLength } from "../../sockets/internals.js";
import type { OpenedFile } from "../core/index.js";
import { readInto } from "../transfers/index.js";

/**
 * Reads at the file's own place, which moves on.
 *
 * @param file the file.
 * @param buffers where to.
 * @returns the coroutine of how many bytes.
 */
export function* readIntoHere(file: OpenedFile, buffers: readonly Uint8Array[]): Coroutine<number> {
	const { ahead, channel, pool } = file;
	if (!channel.placed && ahead.length > 0) return takeAhead(file, buffers);
	const count = yield* readInto(channel, pool, buffers, file.place);
	if (channel.placed) file.place += count;
	return count;
}

function takeAhead({ ahead }: OpenedFile, buffers: readonly Uint8Array[]): number {
	let count = 0;
	for (const buffer of buffers) {
		const piece = ahead.take(byteLength(buffer));
		Uint8Array.prototype.set.call(buffer, piece);
		count += piece.length;
	}
	return count;
}
