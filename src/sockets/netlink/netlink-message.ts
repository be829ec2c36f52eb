/** A message of netlink: what `struct nlmsghdr` says, and what comes behind it. */
export interface NetlinkMessage {
	/** What it is: NLMSG_DONE, RTM_NEWLINK and so on; each protocol has its own. */
	readonly type: number;
	/** Flags whose names begin with NLM_F_; 0 if absent. */
	readonly flags?: number;
	/** The number that an answer repeats; 0 if absent. */
	readonly sequence?: number;
	/** The socket it belongs to; 0, the kernel or "mine", if absent. */
	readonly pid?: number;
	/** What comes behind the header: the protocol's own struct, then attributes; nothing if absent. */
	readonly payload?: Uint8Array;
}
