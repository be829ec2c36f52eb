/** What can be the pipe of a transport. */
import { fstatSync, type Stats } from "node:fs";
import { OSError, osError, ValueError } from "../../errors.js";
import { type FileObject, fileDescriptor } from "../../selectors/index.js";

/** Of which kind a pipe is: one of the kernel's, with a name or without; a socket; a terminal or another device. */
export type PipeKind = "fifo" | "socket" | "device";

/** A pipe that was looked at, and not touched. */
export interface CheckedPipe {
	/** What was given. */
	readonly file: FileObject;
	/** Its descriptor. */
	readonly fd: number;
	readonly kind: PipeKind;
}

/**
 * Refuses what no transport can be made of.
 *
 * @param file what was given.
 * @param action what it is for, for the error.
 * @returns the pipe.
 * @throws ValueError if it is no file object, or a file, a directory or a block device: those are never waited for.
 * @throws OSError if it is closed.
 */
export function checkPipe(file: FileObject, action: string): CheckedPipe {
	const fd = fileDescriptor(file);
	const stats = statusOf(fd);
	const kind = kindOf(stats);
	if (kind === undefined) {
		throw new ValueError(
			`Cannot ${action} fd ${fd}: it is ${stats.isFile() ? "a regular file" : "no pipe"}; only pipes, sockets and character devices can be waited for`,
		);
	}
	return { file, fd, kind };
}

function kindOf(stats: Stats): PipeKind | undefined {
	if (stats.isFIFO()) return "fifo";
	if (stats.isSocket()) return "socket";
	return stats.isCharacterDevice() ? "device" : undefined;
}

function statusOf(fd: number): Stats {
	try {
		return fstatSync(fd);
	} catch (error) {
		const { errno } = error as NodeJS.ErrnoException;
		throw errno === undefined
			? new OSError(`fstat fd ${fd} failed`, { cause: error })
			: osError(-errno, "fstat", { fd });
	}
}
