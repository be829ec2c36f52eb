import { lookUpHost, platform } from "../../ffi/index.js";
import { resolverError } from "../resolver-error.js";
import type { Address } from "./address.js";
import { asciiHost } from "./ascii-host.js";
import { decodeAddress, encodeAddress } from "./codecs.js";

const noName = platform.sockets.constants.EAI_NONAME;

/**
 * Writes an address in the kernel's form, and looks its host up where it is a name; the thread is blocked meanwhile.
 *
 * @param family the socket's address family.
 * @param address the address, in the form that belongs to the family.
 * @param action what it is for, such as `"connect"`.
 * @returns the sockaddr.
 * @throws TypeError, RangeError or ValueError where the address is wrong.
 * @throws gaierror where the name cannot be resolved.
 */
export function resolveAddress(family: number, address: Address, action: string): Uint8Array {
	// A copy: what was checked must be what is used, though the elements of an array may be getters. One element more than
	// any address has, so that one that is too long is still too long.
	const parts = Array.isArray(address)
		? (Array.prototype.slice.call(address, 0, 5) as unknown as Address)
		: address;
	const literal = encodeAddress(family, parts, action);
	if (literal !== undefined) return literal;
	const [host, port, flowinfo = 0, scopeId = 0] = parts as readonly [string, number, number?, number?];
	const found = lookUpHost(asciiHost(host), null, { family, type: 0, proto: 0, flags: 0 });
	if (typeof found === "number") throw resolverError(found, "getaddrinfo", host);
	for (const { address: sockaddr } of found) {
		const [number, , , scope = 0] = decodeAddress(sockaddr, sockaddr.length) as readonly [
			string,
			number,
			number?,
			number?,
		];
		const rest = flowinfo === 0 && scopeId === 0 && scope === 0 ? [] : [flowinfo, scopeId || scope];
		const bytes = encodeAddress(family, [number, port, ...rest] as unknown as Address, action);
		if (bytes !== undefined) return bytes;
	}
	// Success with an empty list: no resolver does that, but the socket must not be connected to nowhere.
	throw resolverError(noName, "getaddrinfo", host);
}
