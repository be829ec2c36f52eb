/**
 * `getaddrinfo(3)`, with the list that it makes copied out and freed.
 *
 * `struct addrinfo` is { int flags, family, socktype, protocol; socklen_t addrlen; pointer; pointer; pointer next }. The
 * first pointer is the sockaddr and the second the canonical name on Linux and OpenBSD, the other way round on Darwin and
 * FreeBSD.
 */
import { freeaddrinfo, getaddrinfo } from "../libc/resolver.js";
import { copyMemory, copyString, pointerSize, readInt, readPointer } from "../memory.js";
import { platform } from "../platform.js";

/** One address that a name stands for. */
export interface LookedUpAddress {
	readonly family: number;
	readonly type: number;
	readonly proto: number;
	readonly canonname: string;
	/** The sockaddr. */
	readonly address: Uint8Array;
}

/** What to look for: `struct addrinfo`'s hints, 0 for any. */
export interface LookUpHints {
	readonly family: number;
	readonly type: number;
	readonly proto: number;
	readonly flags: number;
}

/**
 * Asks the C library's resolver; the thread is blocked meanwhile.
 *
 * @param host a name or an address in text, without zero bytes; null for this machine.
 * @param service a port or a service's name, without zero bytes; null for none.
 * @param hints what to look for.
 * @returns the addresses in the resolver's order, or its error number (EAI_SYSTEM: see `errno`).
 */
export function lookUpHost(
	host: string | null,
	service: string | null,
	hints: LookUpHints,
): LookedUpAddress[] | number {
	const size = pointerSize();
	const firstPointer = Math.ceil(20 / size) * size;
	const request = new Uint8Array(firstPointer + 3 * size);
	new Int32Array(request.buffer, 0, 4).set([hints.flags, hints.family, hints.type, hints.proto]);
	const result = new Uint8Array(8);
	const code = getaddrinfo(host, service, request, result);
	if (code !== 0) return code;
	const list = readPointer(result, 0);
	try {
		return copyList(list, firstPointer, size);
	} finally {
		freeaddrinfo(list);
	}
}

function copyList(list: number, firstPointer: number, size: number): LookedUpAddress[] {
	const nameFirst = platform.sockets.addrinfoNameFirst;
	const addresses: LookedUpAddress[] = [];
	for (let at = list; at !== 0; ) {
		const info = copyMemory(at, firstPointer + 3 * size);
		const [address, name] = [
			readPointer(info, firstPointer + (nameFirst ? size : 0)),
			readPointer(info, firstPointer + (nameFirst ? 0 : size)),
		];
		addresses.push({
			family: readInt(info, 4),
			type: readInt(info, 8),
			proto: readInt(info, 12),
			canonname: copyString(name),
			address: address === 0 ? new Uint8Array(0) : copyMemory(address, readInt(info, 16)),
		});
		at = readPointer(info, firstPointer + 2 * size);
	}
	return addresses;
}
