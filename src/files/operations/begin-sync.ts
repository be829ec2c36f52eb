/** Begins to have the device have what was written. */
import type { Future, OperationOptions } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { finishOperation } from "../transfers/index.js";

/**
 * Begins to sync.
 *
 * @param file the file.
 * @param syscall which way.
 * @param options a signal that takes it back.
 * @returns a future that is done when the device has it.
 */
export function beginSync(
	file: OpenedFile,
	syscall: "fsync" | "fdatasync",
	options: OperationOptions | undefined,
): Future<void> {
	const { backend, state } = file;
	return file.begin(syscall, options, function* () {
		yield* finishOperation(backend.sync(state.fd, syscall === "fdatasync"));
	});
}
