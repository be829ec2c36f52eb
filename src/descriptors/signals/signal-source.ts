/** What a SignalFd stands on: a signalfd, or a kqueue. */
import type { Future, Scheduler } from "../../futures/index.js";
import type { SignalInfo } from "./signal-info.js";

/** Signals with a descriptor, which whoever uses this has to keep open. */
export interface SignalSource {
	/** Its descriptor. */
	readonly fd: number;
	/** Takes a signal; `undefined` where there is none. */
	take(): SignalInfo | undefined;
	/** Is told of who waits for a signal. */
	awaited(scheduler: Scheduler, waiting: Future<SignalInfo>): void;
	/** Has the signals do again what they did before. Twice is harmless. */
	release(): void;
}
