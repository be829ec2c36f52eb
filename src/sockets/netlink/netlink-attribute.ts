/** An attribute of a netlink message: `struct rtattr` or `struct nlattr`, which are the same. */
export interface NetlinkAttribute {
	/** What it is, such as IFLA_IFNAME, with NLA_F_NESTED (0x8000) where it has attributes of its own. */
	readonly type: number;
	/** Its bytes. */
	readonly value: Uint8Array;
}
