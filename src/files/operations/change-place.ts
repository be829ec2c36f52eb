/** Moves a file's own place. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { SEEK_CUR, SEEK_END } from "../seek-constants.js";
import { fileSize } from "./file-size.js";

const { EINVAL } = constants.errno;

/**
 * Moves the place.
 *
 * @param file the file, one with places.
 * @param offset how far, in bytes.
 * @param whence from where.
 * @returns the coroutine of the new place.
 * @throws OSError with EINVAL if it would lie before the beginning.
 */
export function* changePlace(file: OpenedFile, offset: number, whence: number): Coroutine<number> {
	const start = whence === SEEK_END ? yield* fileSize(file) : whence === SEEK_CUR ? file.place : 0;
	const place = start + offset;
	if (place < 0 || !Number.isSafeInteger(place)) throw osError(EINVAL, "seek", { path: file.state.path });
	file.place = place;
	return place;
}
