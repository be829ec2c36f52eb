/** Where a datagram goes: an address of the caller's, or the one that the endpoint is for. */
import { inspect, isDeepStrictEqual } from "node:util";
import { ValueError } from "../../errors.js";
import type { Address } from "../../sockets/index.js";
import { encodeAddress } from "../../sockets/internals.js";

/** Whom an endpoint sends to. */
export interface Receiver {
	/** The one address that it sends to, as it was given or as the kernel tells it; `undefined` where there is none. */
	readonly remote: Address | undefined;
	/** Whether the socket is connected to it, so that the kernel knows where datagrams go. */
	readonly connected: boolean;
}

/**
 * Finds out where a datagram goes.
 *
 * @param family the socket's address family.
 * @param receiver whom the endpoint sends to.
 * @param address what the caller said.
 * @returns the address in the kernel's form; `undefined` where the socket is connected.
 * @throws TypeError or RangeError if the address has not the form of its family.
 * @throws ValueError if it is another than the remote one, is missing where there is none, or has a name for a host.
 */
export function receiverOf(
	family: number,
	{ remote, connected }: Receiver,
	address: Address | undefined,
): Uint8Array | undefined {
	if (remote === undefined) {
		if (address === undefined) {
			throw new ValueError("Cannot sendto: the endpoint has no remote address, so it takes one");
		}
		return encodeLiteral(family, address);
	}
	if (address !== undefined && !isSame(family, remote, address)) {
		throw new ValueError(
			`Cannot sendto: the endpoint sends to ${show(remote)} only, not to ${show(address)}`,
		);
	}
	return connected ? undefined : encodeLiteral(family, remote);
}

function encodeLiteral(family: number, address: Address): Uint8Array {
	const encoded = encodeAddress(family, address, "sendto");
	if (encoded === undefined) {
		throw new ValueError(
			`Cannot sendto: the host of ${show(address)} is a name; look it up with loop.getaddrinfo() first`,
		);
	}
	return encoded;
}

/** An address of a family that has objects for them; of the others, as it is read. */
function show(address: Address): string {
	return typeof address === "object" && !Array.isArray(address) && !ArrayBuffer.isView(address)
		? inspect(address, { breakLength: Number.POSITIVE_INFINITY })
		: String(address);
}

function isSame(family: number, remote: Address, address: Address): boolean {
	if (isDeepStrictEqual(remote, address)) return true;
	const [first, second] = [remote, address].map((each) => encodeAddress(family, each, "sendto"));
	return first !== undefined && second !== undefined && Buffer.compare(first, second) === 0;
}
