/**
 * A description of one's own for a descriptor that others share.
 *
 * O_NONBLOCK belongs to the description, which a program's standard streams share with the shell that started it, and a
 * terminal's with everybody on it: set there it breaks them, long after the program has ended.
 */
import { constants, readlinkSync } from "node:fs";
import { isatty } from "node:tty";
import { open, platform, ttyname } from "../../ffi/index.js";

const { O_RDONLY, O_WRONLY, O_NONBLOCK, O_CLOEXEC } = platform.files;

/**
 * Opens what is behind a descriptor once more, non-blocking.
 *
 * @param fd a pipe or a terminal.
 * @param writes whether to write to it.
 * @returns the new descriptor; `undefined` where that cannot be.
 */
export function reopen(fd: number, writes: boolean): number | undefined {
	const path = pathOf(fd);
	if (path === undefined) return undefined;
	const opened = open(path, (writes ? O_WRONLY : O_RDONLY) | O_NONBLOCK | O_CLOEXEC | constants.O_NOCTTY);
	return opened < 0 ? undefined : opened;
}

function pathOf(fd: number): string | undefined {
	const link = `/proc/self/fd/${fd}`;
	try {
		// Opening the master's device makes another terminal.
		return readlinkSync(link).endsWith("ptmx") ? undefined : link;
	} catch {
		// Only Linux has such links; elsewhere a terminal knows its name, and a pipe has none.
		return isatty(fd) ? (ttyname(fd) ?? undefined) : undefined;
	}
}
