/** PidFd: a process that has a descriptor. */
import { NotImplementedError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { Future } from "../../futures/index.js";
import { checkOptions, signalNumber } from "../../internal/index.js";
import { OwnedDescriptor } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import type { DescriptorLoopOptions } from "../descriptor-loop.js";
import { type KqueueMakerOptions, queueInstead } from "../kqueue/index.js";
import { waitForRead } from "../wait-for-read.js";
import { KernelProcess } from "./kernel-process.js";
import type { ProcessExit } from "./process-exit.js";
import type { ProcessSource } from "./process-source.js";
import { QueueProcess } from "./queue-process.js";

/** Options of a {@link PidFd}. */
export interface PidFdOptions extends KqueueMakerOptions {
	/** A pidfd that exists already, such as SO_PEERPIDFD gives; it is this object's from now on. Linux. */
	readonly fileno?: number | undefined;
}

/**
 * A descriptor for a process, any process that runs: it can be read once the process has ended, and signals that are sent by
 * it reach that process or nobody, never another one that was given the same number since.
 *
 * On Linux it is a pidfd. On macOS and the BSDs it is a kqueue that watches the process: it does the same, but no other
 * process can be given it, and a signal goes by the number of the process, if that has not ended: between the one and the
 * other it may.
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
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export class PidFd extends OwnedDescriptor {
	/** The number of the process, as it was given. */
	readonly pid: number;

	readonly #source: ProcessSource;

	/**
	 * @param pid the number of a process that runs, or has ended and was not waited for.
	 * @param options a descriptor to take over, or which kqueue it stands on, if one is to be used.
	 * @throws TypeError or RangeError if it is no number of a process.
	 * @throws ProcessLookupError if there is no such process.
	 * @throws NotImplementedError where the system has neither a pidfd nor a kqueue, or no pidfd to take over.
	 * @throws OSError where the kernel has no descriptor left, or is older than Linux 5.3 (ENOSYS).
	 */
	constructor(pid: number, options: PidFdOptions = {}) {
		const source = openProcess(pid, options);
		super(source.fd, "pidfd");
		this.pid = pid;
		this.#source = source;
	}

	/**
	 * Sends the process a signal. One that has ended and was not waited for yet takes it without a word on Linux; over a kqueue it
	 * is gone.
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
		this.openFileno("pidfd_send_signal");
		this.#source.send(number);
	}

	/**
	 * Asks whether the process has ended, and what with.
	 *
	 * @returns what became of it; `undefined` while it runs.
	 * @throws OSError if this is closed.
	 */
	poll(): ProcessExit | undefined {
		this.openFileno("poll");
		return this.#source.poll();
	}

	/**
	 * Waits until the process has ended. Any number may wait.
	 *
	 * What it ended with is told by FreeBSD and OpenBSD of any process, by macOS of a child of this one. Linux tells it of a
	 * child, though not surely once Node has waited for it, which it does at about the same moment; from Linux 6.15 on the
	 * kernel remembers. Of others it is told where they have been waited for by the time that it is asked, and the kernel
	 * remembers.
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

function openProcess(pid: unknown, options: PidFdOptions): ProcessSource {
	const number = checkInteger(pid, "Cannot make a pidfd: pid", 1);
	checkOptions(options, "make a pidfd");
	const fileno =
		options.fileno === undefined ? undefined : checkInteger(options.fileno, "Cannot make a pidfd: fileno", 0);
	const queue = queueInstead(!Number.isNaN(platform.descriptors.SYS_pidfd_open), "a pidfd", options);
	if (queue === undefined) return new KernelProcess(number, fileno);
	if (fileno === undefined) return new QueueProcess(queue, number);
	queue.abandon();
	throw new NotImplementedError(
		"Cannot make a pidfd of fileno: a kqueue stands for it here, and that is no pidfd",
	);
}
