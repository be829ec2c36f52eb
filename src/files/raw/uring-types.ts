/** What an IoUring is asked for, and what it answers. */

/** Options of an {@link IoUring}. */
export interface UringOptions {
	/** For how many results there is room before the kernel must remember them elsewhere; four times the entries if absent. */
	readonly completions?: number | undefined;
}

/** Options of any request. */
export interface UringLinkOptions {
	/** Whether the next request begins only when this one has ended well (IOSQE_IO_LINK). */
	readonly link?: boolean | undefined;
}

/** A request that has ended. */
export interface UringCompletion {
	/** The number that it was given when it was queued. */
	readonly id: number;
	/** What the call of that name returns; where it failed, the error number as in Node's `errno`, negative. */
	readonly result: number;
	/** The kernel's flags (IORING_CQE_F_…). */
	readonly flags: number;
}
