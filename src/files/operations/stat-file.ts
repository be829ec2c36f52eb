/** Asks the system about an open file. */
import { fstat, type Stats } from "node:fs";
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { ThreadCall } from "../threads/index.js";
import { finishOperation } from "../transfers/index.js";

/**
 * Asks about a file.
 *
 * @param file the file.
 * @returns the coroutine of the answer.
 */
export function* statFile({ engine, state }: OpenedFile): Coroutine<Stats> {
	return yield* finishOperation(
		new ThreadCall<Stats>(engine, "fstat", (callback) => fstat(state.fd, callback)),
	);
}
