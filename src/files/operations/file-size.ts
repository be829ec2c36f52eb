/** How large a file is. */
import { fstatSync } from "node:fs";
import { lseek } from "../../ffi/index.js";
import type { Coroutine } from "../../futures/index.js";
import type { OpenedFile } from "../core/index.js";
import { statFile } from "./stat-file.js";

const SEEK_END = 2;

/**
 * The size of a file.
 *
 * @param file the file, one with places.
 * @returns the coroutine of how many bytes it has; 0 where nobody knows, as of what lies in /proc.
 */
export function* fileSize(file: OpenedFile): Coroutine<number> {
	const { fd } = file.state;
	// A blocked loop would not hear of a thread's answer, and has nothing else to do.
	const stats = file.engine.host.blocks ? fstatSync(fd) : yield* statFile(file);
	return stats.isFile() ? stats.size : Math.max(0, lseek(fd, 0, SEEK_END));
}
