/** Pseudo-terminals. */
import {
	openMaster,
	openTerminal,
	setBlockingFlag,
	syscall,
	terminalPath,
	unlockTerminal,
} from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import { checkSettings } from "./check-settings.js";
import { TCSANOW } from "./constants.js";
import { PtyMaster } from "./pty-master.js";
import { PtySlave } from "./pty-slave.js";
import { tcsetattr } from "./tcsetattr.js";
import type { TerminalAttributes } from "./terminal-attributes.js";
import { checkWindowSize, tcsetwinsize } from "./window-size.js";

/** Options of `openpty`. */
export interface OpenptyOptions {
	/** How many rows its window has, with `columns`; 0, which means unknown, if absent. */
	readonly rows?: number | undefined;
	/** How many columns its window has, with `rows`. */
	readonly columns?: number | undefined;
	/** Its settings; the system's usual ones if absent. */
	readonly attributes?: TerminalAttributes | undefined;
}

/** Both ends of a pseudo-terminal. */
export interface PseudoTerminal {
	/** The end of the person at the keyboard. */
	readonly master: PtyMaster;
	/** The end of the program. */
	readonly slave: PtySlave;
}

/**
 * Makes a pseudo-terminal: a terminal without a screen, whose keyboard and display are a descriptor. No child process
 * inherits an end that it is not given.
 *
 * @param options the size of its window, and its settings.
 * @returns both ends; they are the caller's to close.
 * @throws TypeError, RangeError or ValueError if an option is of another kind, or one of `rows` and `columns` is absent.
 * @throws OSError if there is no room for another (EMFILE, ENOSPC), or no pseudo-terminals at all (ENOENT).
 * @example
 * ```ts
 * import { createSubprocessExec, openpty } from "evloop";
 *
 * const { master, slave } = openpty({ rows: 24, columns: 80 });
 * const child = await createSubprocessExec("stty", "size", { stdin: slave, stdout: slave });
 * slave.close();
 *
 * for await (const chunk of master) console.log(chunk.toString().trim()); // 24 80
 * await child.wait();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/os.html#os.openpty
 */
export function openpty(options: OpenptyOptions = {}): PseudoTerminal {
	checkOptions(options, "openpty");
	const { rows, columns, attributes } = options;
	if ((rows === undefined) !== (columns === undefined)) {
		throw new TypeError("Cannot openpty: rows and columns go together");
	}
	const size = rows === undefined ? undefined : checkWindowSize(rows, columns, "openpty");
	if (attributes !== undefined) checkSettings(attributes, "openpty");
	const fd = syscall("posix_openpt", openMaster());
	const master = new PtyMaster(fd);
	try {
		syscall("unlockpt", unlockTerminal(fd), { fd });
		const path = terminalPath(fd) ?? "";
		syscall("ptsname", path === "" ? -1 : 0, { fd });
		const slave = new PtySlave(syscall("open", openTerminal(path), { path }), path);
		try {
			if (attributes !== undefined) tcsetattr(slave, TCSANOW, attributes);
			if (size !== undefined) tcsetwinsize(slave, size);
			syscall("fcntl", setBlockingFlag(fd, false), { fd });
		} catch (error) {
			slave.close();
			throw error;
		}
		return { master, slave };
	} catch (error) {
		master.close();
		throw error;
	}
}
