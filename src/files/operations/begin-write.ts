/** Checks what shall be written, and begins. */
import type { Future, OperationOptions } from "../../futures/index.js";
import { checkPieces, checkPlace } from "../arguments/index.js";
import type { OpenedFile } from "../core/index.js";
import { writeAt, writeHere } from "./write-bytes.js";

/**
 * Begins to write.
 *
 * @param file the file.
 * @param name the method, for errors.
 * @param pieces what, one after the other.
 * @param position where; the file's own place if absent.
 * @param options a signal that takes it back.
 * @returns a future of how many bytes.
 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind.
 */
export function beginWrite(
	file: OpenedFile,
	name: string,
	pieces: unknown,
	position: number | undefined,
	options: OperationOptions | undefined,
): Future<number> {
	const { alignment } = file.channel;
	const list = checkPieces(pieces, `Cannot ${name}: data`, alignment);
	if (position === undefined) return file.begin("write", options, () => writeHere(file, list));
	checkPlace(position, `Cannot ${name}: position`, alignment);
	return file.beginPlaced("pwrite", options, () => writeAt(file, list, position));
}
