/** How a child process is started. */
import type { OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";

/**
 * Options of a child process.
 *
 * A stream is {@link PIPE}, {@link DEVNULL}, a descriptor or an object with `fileno()`, or null for the parent's own. One
 * that is absent is a pipe to the loop's methods, and the parent's own to `createSubprocessExec` and
 * `createSubprocessShell`, as in asyncio.
 */
export interface SubprocessOptions extends OperationOptions {
	/** What the child reads. */
	readonly stdin?: FileObject | null | undefined;
	/** Where its output goes. */
	readonly stdout?: FileObject | null | undefined;
	/** Where its errors go; {@link STDOUT} for where its output goes. */
	readonly stderr?: FileObject | null | undefined;
	/** The directory that it begins in; the parent's if absent. */
	readonly cwd?: string | undefined;
	/** Its whole environment; the parent's if absent. The program is looked for along its `PATH`. */
	readonly env?: Readonly<Record<string, string | undefined>> | undefined;
	/** What the program is told that it was called as; its name if absent. */
	readonly argv0?: string | undefined;
	/** More descriptors that it has, under the same numbers. */
	readonly passFds?: readonly FileObject[] | undefined;
	/** Whether it leads a session and a process group of its own: no Ctrl-C of the parent's terminal reaches it. */
	readonly startNewSession?: boolean | undefined;
	/** The user that it runs as, by number. */
	readonly uid?: number | undefined;
	/** The group that it runs as, by number. */
	readonly gid?: number | undefined;
}

/** Options of a child process that a shell runs. */
export interface SubprocessShellOptions extends SubprocessOptions {
	/** The shell: `/bin/sh` if absent. It is called with `-c` and the command. */
	readonly shell?: string | undefined;
}
