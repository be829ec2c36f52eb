/** Says which file an error is about. */
import { OSError, osError } from "../../errors.js";

/**
 * Adds the path, and how much had been written, to an error of the system's.
 *
 * @param error what was thrown.
 * @param path the file's path.
 * @param written how many bytes were written before, where that is more than none.
 * @returns an error of the same class that says so; anything but an error of the system's as it is.
 */
export function describeFailure(error: unknown, path: string, written = 0): unknown {
	if (!(error instanceof OSError) || error.errno === undefined || error.syscall === undefined) return error;
	// Of a descriptor that was closed under it; its own message says more.
	if (error.code === "ECONNABORTED") return error;
	const bytesWritten = error.bytesWritten ?? (written > 0 ? written : undefined);
	return osError(-error.errno, error.syscall, { path, bytesWritten });
}
