/** How a file is opened. */
import type { OperationOptions, SchedulerOwner } from "../futures/index.js";
import type { FileBackendName } from "./backends/index.js";

/** Options of {@link open}; the signal takes the opening back. */
export interface OpenOptions extends OperationOptions {
	/** The loop it belongs to; the one whose turn it is or whose task is running if absent, else this thread's. */
	readonly loop?: SchedulerOwner | undefined;
	/**
	 * What moves the bytes: `"auto"`, the default, is io_uring where the system has it, else Node's threads. Linux AIO is
	 * taken only when asked for, since it blocks except with `O_DIRECT`; so is io_uring in a worker, which must not be terminated
	 * while the kernel reads into its memory.
	 */
	readonly backend?: "auto" | FileBackendName | undefined;
}
