/** The address of a socket between a virtual machine and its host (AF_VSOCK). */
export interface VsockAddress {
	/** The machine: VMADDR_CID_HOST, VMADDR_CID_LOCAL, VMADDR_CID_ANY, or the number that the host gave it. */
	readonly cid: number;
	/** The port, 32 bits; VMADDR_PORT_ANY to bind to one that is free. */
	readonly port: number;
	/** VMADDR_FLAG_TO_HOST, or 0; absent in the kernel's answers where it is 0. Linux from 5.11 on. */
	readonly flags?: number;
}
