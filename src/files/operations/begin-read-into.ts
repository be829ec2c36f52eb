/** Checks what shall be read into, and begins. */
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import { byteLength } from "../../sockets/internals.js";
import { checkBuffers, checkPlace } from "../arguments/index.js";
import type { OpenedFile } from "../core/index.js";
import { ReadIntoBuffer } from "../single/index.js";
import { PlacedChannel, readInto } from "../transfers/index.js";
import { largestPiece } from "./read-bytes.js";
import { readIntoHere } from "./read-into-buffers.js";

/**
 * Begins to read into buffers.
 *
 * @param file the file.
 * @param name the method, for errors.
 * @param buffers where to.
 * @param position where; the file's own place if absent.
 * @param options a signal that takes it back.
 * @returns a future of how many bytes.
 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind.
 */
export function beginReadInto(
	file: OpenedFile,
	name: string,
	buffers: unknown,
	position: number | undefined,
	options: OperationOptions | undefined,
): Future<number> {
	const { alignment } = file.channel;
	const list = checkBuffers(buffers, `Cannot ${name}: buffers`, alignment);
	if (position === undefined) {
		return file.begin("read", options, () => file.reading.through(() => readIntoHere(file, list)));
	}
	checkPlace(position, `Cannot ${name}: position`, alignment);
	const { channel } = file;
	const [only] = list;
	const isSimple = list.length === 1 && only !== undefined && isPiece(byteLength(only));
	if (isSimple && channel instanceof PlacedChannel) {
		file.expectOpen("pread");
		const aborted = alreadyAborted<number>(file.engine, options);
		return aborted ?? abortable(new ReadIntoBuffer(file, channel, only, position).begin(), options);
	}
	return file.beginPlaced("pread", options, () => readInto(channel, file.pool, list, position));
}

function isPiece(length: number): boolean {
	return length > 0 && length <= largestPiece;
}
