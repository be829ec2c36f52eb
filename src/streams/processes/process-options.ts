/** How a child process with streams is started. */
import type { SchedulerOwner } from "../../futures/index.js";
import type { ProcessMethods, SubprocessOptions, SubprocessShellOptions } from "../../transports/index.js";

/** A loop that starts child processes. */
export interface ProcessLoop extends ProcessMethods, SchedulerOwner {}

/** What the streams of a child process take. */
export interface ProcessStreamOptions {
	/** The limit of the readers; see {@link StreamReaderOptions}. */
	readonly limit?: number | undefined;
	/** The loop; the one whose turn it is or whose task is running if absent, else this thread's. */
	readonly loop?: ProcessLoop | undefined;
}

/** Options of {@link createSubprocessExec}. */
export interface CreateSubprocessExecOptions extends SubprocessOptions, ProcessStreamOptions {}

/** Options of {@link createSubprocessShell}. */
export interface CreateSubprocessShellOptions extends SubprocessShellOptions, ProcessStreamOptions {}
