/** PidFd: a process that has a descriptor. Linux 5.3. */
import { pidfdOpen, pidfdSendSignal, pidfdStatus, platform, pollOnce, syscall } from "../ffi/index.js";
import type { Future } from "../futures/index.js";
import { signalNumber } from "../internal/index.js";
import { OwnedDescriptor } from "../sockets/index.js";
import { checkInteger } from "../sockets/internals.js";
import type { DescriptorLoopOptions } from "./descriptor-loop.js";
import { requireMaker } from "./require-maker.js";
import { waitForRead } from "./wait-for-read.js";

/** Options of a {@link PidFd}. */
export interface PidFdOptions {
	/** A pidfd that exists already, such as SO_PEERPIDFD gives; it is this object's from now on. */
	readonly fileno?: number | undefined;
}

/** What became of a process. */
export interface ProcessExit {
	/**
	 * Its exit status, or the negative number of the signal that ended it; `undefined` where the kernel tells only its parent.
	 */
	readonly returncode: number | undefined;
}

/**
 * A descriptor for a process, any process that runs: it can be read once the process has ended, and signals that are sent by
 * it reach that process or nobody, never another one that was given the same number since.
 *
 * It takes no child away from Node: `child_process` goes on to hear of its children's ends.
 *
 * @example
 * ```ts
 * import { spawn } from "node:child_process";
 * import { PidFd } from "evloop";
 *
 * const child = spawn("sleep", ["60"]);
 * using pidfd = new PidFd(child.pid ?? 0);
 * pidfd.sendSignal("SIGTERM");
 * console.log((await pidfd.wait()).returncode); // -15
 * ```
 * @see https://docs.python.org/3/library/os.html#os.pidfd_open
 * @see https://man7.org/linux/man-pages/man2/pidfd_open.2.html
 */
export class PidFd extends OwnedDescriptor {
	/** The number of the process, as it was given. */
	readonly pid: number;

	/**
	 * @param pid the number of a process that runs, or has ended and was not waited for.
	 * @param options a descriptor to take over.
	 * @throws TypeError or RangeError if it is no number of a process.
	 * @throws ProcessLookupError if there is no such process.
	 * @throws NotImplementedError where the system has no pidfd.
	 * @throws OSError where the kernel has no descriptor left, or is older than Linux 5.3 (ENOSYS).
	 */
	constructor(pid: number, { fileno }: PidFdOptions = {}) {
		super(openPidfd(pid, fileno), "pidfd");
		this.pid = pid;
	}

	/**
	 * Sends the process a signal. One that has ended and was not waited for yet takes it without a word.
	 *
	 * @param signal its name or its number.
	 * @throws TypeError or ValueError if there is no such signal.
	 * @throws ProcessLookupError if the process has ended and was waited for.
	 * @throws PermissionError if it is somebody else's.
	 * @throws OSError if this is closed.
	 * @see https://docs.python.org/3/library/signal.html#signal.pidfd_send_signal
	 */
	sendSignal(signal: NodeJS.Signals | number): void {
		const number = signalNumber(signal, "sendSignal");
		const fd = this.openFileno("pidfd_send_signal");
		syscall("pidfd_send_signal", pidfdSendSignal(fd, number), { fd });
	}

	/**
	 * Asks whether the process has ended, and what with.
	 *
	 * @returns what became of it; `undefined` while it runs.
	 * @throws OSError if this is closed.
	 */
	poll(): ProcessExit | undefined {
		const fd = this.openFileno("poll");
		return pollOnce(fd, false, 0) === 0 ? undefined : { returncode: pidfdStatus(fd) };
	}

	/**
	 * Waits until the process has ended. Any number may wait.
	 *
	 * What it ended with is told of a child of this process, though not surely once Node has waited for it, which it does at
	 * about the same moment; from Linux 6.15 on the kernel remembers. Of others it is told where they have been waited for by
	 * the time that it is asked, and the kernel remembers.
	 *
	 * @param options a signal that takes it back, and the loop.
	 * @returns a future of what became of it.
	 * @throws TypeError if the signal is none.
	 * @throws ConnectionAbortedError through the future, if this is closed meanwhile.
	 * @throws OSError through the future, if this is closed.
	 */
	wait(options?: DescriptorLoopOptions): Future<ProcessExit> {
		return waitForRead(this, options, () => this.poll());
	}
}

function openPidfd(pid: unknown, fileno: unknown): number {
	const { SYS_pidfd_open } = platform.descriptors;
	const number = checkInteger(pid, "Cannot make a pidfd: pid", 1);
	if (fileno !== undefined) return checkInteger(fileno, "Cannot make a pidfd: fileno", 0);
	requireMaker(SYS_pidfd_open, "a pidfd", "KQ_FILTER_PROC of a kqueue tells of processes there");
	return syscall("pidfd_open", pidfdOpen(number));
}
