/** Makes a file shorter or longer. */
import { ftruncate } from "node:fs";
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { ThreadCall } from "../threads/index.js";
import { finishOperation } from "../transfers/index.js";

/**
 * Gives a file another size.
 *
 * @param file the file.
 * @param size how many bytes; the file's own place if absent.
 * @returns the coroutine of the size.
 */
export function* truncateFile(file: OpenedFile, size = file.place): Coroutine<number> {
	const { engine, state } = file;
	file.contentChanged();
	yield* finishOperation(
		new ThreadCall<void>(engine, "ftruncate", (callback) => ftruncate(state.fd, size, callback)),
	);
	file.contentChanged();
	return size;
}
