/** Reads a file to its end, or a large part of it. */
import type { Coroutine } from "../../futures/index.js";
import type { FileMemoryPool } from "../memory/index.js";
import type { Channel } from "./channel.js";
import { readSome } from "./read-some.js";

const firstPiece = 64 * 1024;
const largestPiece = 16 * 1024 * 1024;

/**
 * Reads up to a length, however much larger than the file that is: memory is taken as the bytes come.
 *
 * @param channel the file, one with places.
 * @param pool where memory comes from.
 * @param length how many bytes at most.
 * @param position where from.
 * @param expected how many there are likely to be, so that they come in one piece.
 * @returns the coroutine of the bytes.
 */
export function* readAll(
	channel: Channel,
	pool: FileMemoryPool,
	length: number,
	position: number,
	expected: number,
): Coroutine<Buffer> {
	const pieces: Buffer[] = [];
	let got = 0;
	let size = Math.max(firstPiece, Math.ceil((expected + 1) / firstPiece) * firstPiece);
	while (got < length) {
		const wanted = Math.min(size, length - got);
		const piece = yield* readSome(channel, pool, wanted, position + got);
		got += piece.length;
		pieces.push(piece);
		if (piece.length < wanted) break;
		size = Math.min(2 * Math.max(size, firstPiece), largestPiece);
	}
	return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, got);
}
