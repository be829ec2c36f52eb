/** Reads bytes: at a position, or at the file's own place. */
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { readAll, readSome } from "../transfers/index.js";
import { fileSize } from "./file-size.js";

/** So many are asked for at once, whether the file has them or not. */
export const largestPiece = 1024 * 1024;
const pieceOfStream = 64 * 1024;

/**
 * Reads at a position.
 *
 * @param file the file, one with places.
 * @param length how many bytes; negative for all up to the end.
 * @param position where from.
 * @returns the coroutine of the bytes.
 */
export function* readAt(file: OpenedFile, length: number, position: number): Coroutine<Buffer> {
	const { channel, pool } = file;
	if (length >= 0 && length <= largestPiece) return yield* readSome(channel, pool, length, position);
	const limit = length < 0 ? Number.POSITIVE_INFINITY : length;
	const expected = Math.min(limit, Math.max(0, (yield* fileSize(file)) - position));
	return yield* readAll(channel, pool, limit, position, expected);
}

/**
 * Reads at the file's own place, which moves on.
 *
 * @param file the file.
 * @param length how many bytes; negative for all up to the end.
 * @returns the coroutine of the bytes; where there are no places, of what is there.
 */
export function* readHere(file: OpenedFile, length: number): Coroutine<Buffer> {
	if (!file.channel.placed) return yield* readStream(file, length);
	const bytes = yield* readAt(file, length, file.place);
	file.place += bytes.length;
	return bytes;
}

function* readStream(file: OpenedFile, length: number): Coroutine<Buffer> {
	const { ahead, channel, pool } = file;
	if (length >= 0) {
		if (ahead.length > 0) return ahead.take(length);
		return yield* readSome(channel, pool, Math.min(length, largestPiece), 0);
	}
	for (;;) {
		const piece = yield* readSome(channel, pool, pieceOfStream, 0);
		if (piece.length === 0) return ahead.takeAll();
		// Kept here, so that a cancelled read loses nothing.
		ahead.push(piece);
	}
}
