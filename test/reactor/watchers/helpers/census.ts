/** What a process has open. */
import { readdirSync } from "node:fs";

/** What could leak. */
export interface Census {
	readonly descriptors: number;
	readonly threads: number;
	readonly exitListeners: number;
}

/**
 * Counts this process's descriptors, threads and exit listeners.
 *
 * @returns the counts; descriptors and threads are 0 where there is no /proc.
 */
export function takeCensus(): Census {
	const count = (folder: string): number => {
		try {
			return readdirSync(folder).length;
		} catch {
			return 0;
		}
	};
	return {
		descriptors: count("/proc/self/fd"),
		threads: count("/proc/self/task"),
		exitListeners: process.listenerCount("exit"),
	};
}
