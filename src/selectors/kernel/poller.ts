/** What poll, epoll and /dev/poll have in common. */

/**
 * A set of descriptors in the kernel, each with flags to wait for, that reports flags in turn.
 *
 * Results stay in the buffer that the kernel wrote and are read from there, one number at a time.
 */
export interface Poller {
	/** Watches a descriptor. Throws OSError where the kernel refuses, and watches nothing new then. */
	add(fd: number, flags: number): void;
	/** Watches it for other flags. Throws OSError where the kernel refuses. */
	change(fd: number, flags: number): void;
	/** Forgets it. Never throws: it may have been closed and reused. */
	remove(fd: number): void;
	/** Waits once: whole milliseconds, -1 for ever. Returns how many results there are, or -1 after a signal. */
	wait(milliseconds: number, limit: number): number;
	/** The descriptor of a result; -1 for one that means nothing. */
	fdAt(index: number): number;
	/** The flags of a result. */
	flagsAt(index: number): number;
	/** Frees the kernel's object. */
	close(): void;
}
