/** Begins to read at a position. */
import { constants } from "node:buffer";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import { checkPlace } from "../arguments/index.js";
import type { OpenedFile } from "../core/index.js";
import { Pread } from "../single/index.js";
import { PlacedChannel } from "../transfers/index.js";
import { largestPiece, readAt } from "./read-bytes.js";

/**
 * Begins to read at a position.
 *
 * @param file the file.
 * @param length how many bytes.
 * @param position where from.
 * @param options a signal that takes it back.
 * @returns a future of the bytes.
 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind.
 */
export function beginPread(
	file: OpenedFile,
	length: number,
	position: number,
	options: OperationOptions | undefined,
): Future<Buffer> {
	const { channel } = file;
	checkPlace(length, "Cannot pread: length", channel.alignment, constants.MAX_LENGTH);
	checkPlace(position, "Cannot pread: position", channel.alignment);
	if (!(channel instanceof PlacedChannel) || length === 0 || length > largestPiece) {
		return file.beginPlaced("pread", options, () => readAt(file, length, position));
	}
	file.expectOpen("pread");
	const aborted = alreadyAborted<Buffer>(file.engine, options);
	return aborted ?? abortable(new Pread(file, channel, length, position).begin(), options);
}
