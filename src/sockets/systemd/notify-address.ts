/** Where a service manager listens for notifications: NOTIFY_SOCKET. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { Address } from "../addresses/address.js";

const { AF_UNIX, AF_VSOCK, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM } = platform.sockets.constants;

/** A socket to notify. */
export interface NotifyAddress {
	readonly family: number;
	/** The socket types to try, one after the other. */
	readonly types: readonly number[];
	readonly address: Address;
}

const vsockTypes: Readonly<Record<string, readonly number[]>> = {
	// Not every hypervisor has all of them.
	vsock: [SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM],
	"vsock-dgram": [SOCK_DGRAM],
	"vsock-seqpacket": [SOCK_SEQPACKET],
	"vsock-stream": [SOCK_STREAM],
};
const vsockForm = /^(vsock(?:-dgram|-seqpacket|-stream)?):(\d+):(\d+)$/;

/**
 * Reads such an address.
 *
 * @param text a path, an abstract name that begins with @, or `vsock:CID:PORT`.
 * @returns where that is.
 * @throws ValueError where it is none of them.
 */
export function notifyAddress(text: string): NotifyAddress {
	if (text.startsWith("/")) return { family: AF_UNIX, types: [SOCK_DGRAM], address: text };
	if (text.startsWith("@") && text.length > 1) {
		return { family: AF_UNIX, types: [SOCK_DGRAM], address: Buffer.from(`\0${text.slice(1)}`) };
	}
	const [, kind = "", cid, port] = vsockForm.exec(text) ?? [];
	const types = vsockTypes[kind];
	if (types !== undefined && !Number.isNaN(AF_VSOCK)) {
		return { family: AF_VSOCK, types, address: { cid: Number(cid), port: Number(port) } };
	}
	throw new ValueError(`Cannot sdNotify: NOTIFY_SOCKET is neither a path nor an abstract name: "${text}"`);
}
