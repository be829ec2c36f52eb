/** Opens pseudo-terminals, each end closed on exec. */
import { constants } from "node:fs";
import { constants as system } from "node:os";
import { NotImplementedError } from "../../errors.js";
import { errno } from "../errno.js";
import { fcntl } from "../libc/descriptors.js";
import { open } from "../libc/files.js";
import { grantpt, posixOpenpt, ptsname, ptsnameInto, unlockpt } from "../libc/terminals.js";
import { platform } from "../platform.js";

const { F_SETFD, FD_CLOEXEC, O_CLOEXEC, O_RDWR } = platform.files;
const { O_NOCTTY } = constants;
const text = Buffer.alloc(128);

/**
 * `posix_openpt(3)`, `grantpt(3)`, `unlockpt(3)`.
 *
 * @returns the master's descriptor, or -1 with `errno` set.
 */
export function openMaster(): number {
	let fd = posixOpenpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	// POSIX knew the flag late: who does not take it here gets it in a second call.
	if (fd < 0 && errno() === system.errno.EINVAL) {
		fd = posixOpenpt(O_RDWR | O_NOCTTY);
		if (fd >= 0) fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
	}
	return fd;
}

/**
 * Lets the terminal be opened.
 *
 * @param master the master's descriptor.
 * @returns 0, or -1 with `errno` set.
 */
export function unlockTerminal(master: number): number {
	return grantpt(master) < 0 ? -1 : unlockpt(master);
}

/**
 * The path of a master's terminal.
 *
 * @param master the master's descriptor.
 * @returns the path; undefined where it has none, with `errno` set.
 */
export function terminalPath(master: number): string | undefined {
	try {
		if (ptsnameInto(master, text, text.length) !== 0) return undefined;
		return text.toString("latin1", 0, text.indexOf(0));
	} catch (error) {
		if (!(error instanceof NotImplementedError)) throw error;
		return ptsname(master) ?? undefined;
	}
}

/**
 * Opens a terminal, which does not become the one that controls this process.
 *
 * @param path its path.
 * @returns the descriptor, or -1 with `errno` set.
 */
export function openTerminal(path: string): number {
	return open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
}
