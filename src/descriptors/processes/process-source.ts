/** What a PidFd stands on: a pidfd, or a kqueue. */
import type { ProcessExit } from "./process-exit.js";

/** A process with a descriptor, which whoever uses this has to keep open. */
export interface ProcessSource {
	/** Its descriptor. */
	readonly fd: number;
	/** What became of the process; `undefined` while it runs. */
	poll(): ProcessExit | undefined;
	/** Sends it a signal. */
	send(signal: number): void;
}
