/**
 * The address of a packet socket (AF_PACKET).
 *
 * To bind to, or to send to, interface and protocol are enough for most; what the kernel tells has all five.
 */
export interface PacketAddress {
	/** The interface's name or its number; `""` or 0 for all. The kernel's answers have the name, or the number where it has none by now. */
	readonly interface: string | number;
	/** The protocol, such as ETH_P_ALL or ETH_P_IP, as a plain number: `htons` is applied to it here. */
	readonly protocol: number;
	/** To whom the packet went, such as PACKET_HOST or PACKET_OUTGOING; 0 if absent. */
	readonly type?: number;
	/** The kind of hardware, such as ARPHRD_ETHER; 0 if absent. */
	readonly hatype?: number;
	/** The hardware address: the sender's of what was received, the receiver's of what is sent; none if absent. */
	readonly address?: Uint8Array;
}
