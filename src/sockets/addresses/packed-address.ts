/**
 * Addresses that are kept, and perhaps never asked for: those of the peers of a server's connections.
 *
 * An array with a host's name and a port takes 96 bytes, its sockaddr in a string 32.
 */
import { SOCKADDR_STORAGE_SIZE } from "../../ffi/index.js";
import type { Address } from "./address.js";
import { decodeAddress } from "./codecs.js";

declare const isPacked: unique symbol;

/** The bytes of an address as the kernel wrote them, one a character. */
export type PackedAddress = string & { readonly [isPacked]: true };

/**
 * Keeps an address that the kernel wrote.
 *
 * @param bytes the sockaddr.
 * @param length how many bytes the kernel gave it.
 * @returns it in small; `undefined` where there is none.
 */
export function packAddress(bytes: Buffer, length: number): PackedAddress | undefined {
	return length < 2
		? undefined
		: (bytes.toString("latin1", 0, Math.min(length, bytes.length)) as PackedAddress);
}

/**
 * Reads an address that was kept.
 *
 * @param packed what {@link packAddress} gave.
 * @returns the address.
 */
export function unpackAddress(packed: PackedAddress): Address | undefined {
	const bytes = Buffer.alloc(SOCKADDR_STORAGE_SIZE);
	return decodeAddress(bytes, bytes.write(packed, "latin1"));
}
