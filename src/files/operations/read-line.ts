/** Reads a line, and some way beyond it: the next ones are at hand then. */
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { readSome } from "../transfers/index.js";

const newline = Buffer.from("\n");
const pieceSize = 64 * 1024;

/** What was read ahead belongs to the place where it was read; elsewhere it is of no use. */
function keepAhead({ ahead, aheadPlace, channel, place }: OpenedFile): void {
	if (channel.placed && aheadPlace !== place) ahead.clear();
}

function take(file: OpenedFile, count: number): Buffer {
	const line = file.ahead.take(count);
	if (file.channel.placed) {
		file.place += line.length;
		file.aheadPlace = file.place;
	}
	return line;
}

/**
 * Takes a line that was read already.
 *
 * @param file the file; nobody may be at its place.
 * @param limit how many bytes at most.
 * @returns the line; `undefined` where it must be read.
 */
export function lineAtHand(file: OpenedFile, limit: number): Buffer | undefined {
	keepAhead(file);
	const { ahead } = file;
	if (ahead.length === 0) return undefined;
	const end = ahead.indexOf(newline, 0, Math.min(limit, ahead.length));
	if (end < 0 && ahead.length < limit) return undefined;
	return take(file, end < 0 ? limit : end + 1);
}

/**
 * Reads a line.
 *
 * @param file the file.
 * @param limit how many bytes at most.
 * @returns the coroutine of the line with its end; the last one may have none, and an empty one is the end of the file.
 */
export function* readLine(file: OpenedFile, limit: number): Coroutine<Buffer> {
	keepAhead(file);
	const { ahead, channel, pool } = file;
	for (let searched = 0; ; ) {
		if (ahead.length === 0) file.aheadPlace = file.place;
		const end = ahead.indexOf(newline, searched, Math.min(limit, ahead.length));
		if (end >= 0) return take(file, end + 1);
		if (ahead.length >= limit) return take(file, limit);
		searched = ahead.length;
		const { changes } = file;
		const piece = yield* readSome(channel, pool, pieceSize, file.place + ahead.length);
		if (changes !== file.changes) {
			// Somebody wrote meanwhile: what was read may lie beside what the file says now.
			ahead.clear();
			searched = 0;
		} else if (piece.length === 0) return take(file, ahead.length);
		else ahead.push(piece);
	}
}
