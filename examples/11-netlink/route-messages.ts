/** What the kernel says of an interface and of an address: `struct ifinfomsg` and `struct ifaddrmsg` of rtnetlink(7). */
import {
	decodeAttributes,
	IFA_ADDRESS,
	IFA_LOCAL,
	IFLA_ADDRESS,
	IFLA_IFNAME,
	IFLA_MTU,
	inetNtop,
	type NetlinkMessage,
} from "evloop";

export interface Link {
	readonly index: number;
	readonly flags: number;
	readonly name: string;
	readonly mtu: number;
	/** The hardware address, as `aa:bb:cc:dd:ee:ff`. */
	readonly address: string;
}

export interface LinkAddress {
	readonly index: number;
	readonly family: number;
	readonly prefix: number;
	readonly address: string;
}

/** The words are in the machine's byte order: a Uint32Array's. */
function word(bytes: Uint8Array, at = 0): number {
	return new Uint32Array(new Uint8Array(bytes.subarray(at, at + 4)).buffer)[0] ?? 0;
}

export function readLink({ payload }: Required<NetlinkMessage>): Link {
	const values = new Map(decodeAttributes(payload.subarray(16)).map(({ type, value }) => [type, value]));
	const name = Buffer.from(values.get(IFLA_IFNAME) ?? []).toString();
	const address = Array.from(values.get(IFLA_ADDRESS) ?? [], (byte) => byte.toString(16).padStart(2, "0"));
	return {
		index: word(payload, 4),
		flags: word(payload, 8),
		name: name.replace("\0", ""),
		mtu: word(values.get(IFLA_MTU) ?? new Uint8Array(4)),
		address: address.join(":"),
	};
}

export function readAddress({ payload }: Required<NetlinkMessage>): LinkAddress {
	const values = new Map(decodeAttributes(payload.subarray(8)).map(({ type, value }) => [type, value]));
	const [family = 0, prefix = 0] = payload;
	// On a link of two, IFA_ADDRESS is the other end's.
	const bytes = values.get(IFA_LOCAL) ?? values.get(IFA_ADDRESS) ?? new Uint8Array(4);
	return { index: word(payload, 4), family, prefix, address: inetNtop(family, bytes) };
}
