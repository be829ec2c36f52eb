import type { Address } from "../addresses/address.js";
import type { BytesLike } from "../arguments/check-bytes.js";

/** A control message that came beside the data: its level and type, such as SOL_SOCKET and SCM_RIGHTS, and its bytes in the kernel's layout. */
export type AncillaryMessage = readonly [level: number, type: number, data: Buffer];

/** A control message to send beside the data: its level and type, such as SOL_SOCKET and SCM_RIGHTS, and its bytes in the kernel's layout. */
export type AncillaryInput = readonly [level: number, type: number, data: BytesLike];

/** What `recvmsg` tells: the data, the control messages, the message's flags, and the sender's address. */
export type ReceivedMessage = [
	data: Buffer,
	ancdata: AncillaryMessage[],
	flags: number,
	address: Address | undefined,
];

/** What `recvmsgInto` tells: how many bytes came, and the rest as `recvmsg`. */
export type ReceivedIntoMessage = [
	received: number,
	ancdata: AncillaryMessage[],
	flags: number,
	address: Address | undefined,
];

/** What `recvFds` tells: the data, the descriptors, the message's flags, and the sender's address. */
export type ReceivedFds = [data: Buffer, fds: number[], flags: number, address: Address | undefined];
