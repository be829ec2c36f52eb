/** The first two bytes of every sockaddr: the family, and on Darwin and the BSDs its length before it. */
import { endianness } from "node:os";
import { platform } from "../platform.js";

const hasLength = platform.sockets.sockaddrHasLength;
const little = endianness() === "LE";

/** How many bytes a sockaddr of any family may take (`struct sockaddr_storage`). */
export const SOCKADDR_STORAGE_SIZE = 128;

/**
 * Writes the family, and the length where the system wants it.
 *
 * @param bytes the sockaddr, as long as its length says.
 * @param family the address family.
 */
export function writeSockaddrHeader(bytes: Uint8Array, family: number): void {
	if (hasLength) {
		bytes[0] = bytes.length;
		bytes[1] = family;
	} else {
		bytes[little ? 0 : 1] = family & 0xff;
		bytes[little ? 1 : 0] = family >> 8;
	}
}

/**
 * Reads the family.
 *
 * @param bytes a sockaddr of at least two bytes.
 * @returns the address family.
 */
export function readSockaddrFamily(bytes: Uint8Array): number {
	const first = bytes[0] ?? 0;
	const second = bytes[1] ?? 0;
	if (hasLength) return second;
	return little ? first | (second << 8) : second | (first << 8);
}
