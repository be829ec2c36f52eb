/** What is told of a signal. */

/**
 * A signal, as the kernel tells of it: `struct signalfd_siginfo`. What its kind does not have is 0; over a kqueue (macOS, the
 * BSDs) that is all but its name, its number and how often it came.
 *
 * A signal that came by Node (see {@link SignalFd}) has this process as its sender.
 */
export interface SignalInfo {
	/** Its name, such as `"SIGUSR1"`; `undefined` for a real-time signal. */
	readonly name: NodeJS.Signals | undefined;
	/** Its number. */
	readonly signo: number;
	/** How often it came since one of its kind was read. 1 on Linux, which makes one of several. */
	readonly count: number;
	/** An error number that came with it; mostly unused. */
	readonly errno: number;
	/** Why it was sent: 0 by kill(2), -1 by sigqueue(3), -6 by tgkill(2), greater than 0 by the kernel. */
	readonly code: number;
	/** The process that sent it. */
	readonly pid: number;
	/** The user whose process sent it. */
	readonly uid: number;
	/** Of SIGIO: the descriptor. */
	readonly fd: number;
	/** Of a POSIX timer: its kernel's number. */
	readonly tid: number;
	/** Of SIGIO: the events of poll(2). */
	readonly band: number;
	/** Of a POSIX timer: how many expirations were missed. */
	readonly overrun: number;
	/** Of SIGCHLD: the exit status or the signal. */
	readonly status: number;
	/** The integer that sigqueue(3) sent. */
	readonly int: number;
	/** The pointer that sigqueue(3) sent. */
	readonly ptr: bigint;
	/** Of SIGCHLD: processor time of the child's own. */
	readonly utime: bigint;
	/** Of SIGCHLD: processor time of the kernel for the child. */
	readonly stime: bigint;
	/** Of a fault: where. */
	readonly addr: bigint;
}
