/** The address of a netlink socket (AF_NETLINK). */
export interface NetlinkAddress {
	/** The socket's number, which need not be a process's; 0 for the kernel, and to bind to a number of the kernel's choice. */
	readonly pid: number;
	/** The groups to hear, or that are told, a bit for each: RTMGRP_LINK and its like. */
	readonly groups: number;
}
