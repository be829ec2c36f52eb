import { domainToASCII } from "node:url";
import { ValueError } from "../../errors.js";
import { lookUpHost } from "../../ffi/sockets/look-up-host.js";
import { showValue } from "../arguments/show-value.js";
import { resolverError } from "../resolver-error.js";
import type { Address } from "./address.js";
import { decodeAddress, encodeAddress } from "./codecs.js";

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
	const literal = encodeAddress(family, address, action);
	if (literal !== undefined) return literal;
	const [host, ...rest] = address as readonly [string, number, number?, number?];
	const found = lookUpHost(asciiHost(host), null, { family, type: 0, proto: 0, flags: 0 });
	if (typeof found === "number") throw resolverError(found, "getaddrinfo", host);
	const sockaddr = found[0]?.address ?? new Uint8Array(0);
	const resolved = decodeAddress(sockaddr, sockaddr.length) as Address;
	const bytes = encodeAddress(family, withHost(resolved, rest), action);
	if (bytes === undefined)
		throw new ValueError(`Cannot ${action}: ${showValue(host)} resolves to no address`);
	return bytes;
}

/** The address that was found, with the port and the numbers that were asked for. */
function withHost(found: Address, rest: readonly (number | undefined)[]): Address {
	const [host, , , foundScope = 0] = found as readonly [string, number, number?, number?];
	const [port = 0, flowinfo, scopeId] = rest;
	if (flowinfo === undefined && foundScope === 0) return [host, port];
	return [host, port, flowinfo ?? 0, scopeId ?? foundScope];
}

/**
 * A host's name in the letters that the resolver takes.
 *
 * @param host a name.
 * @returns the name, in Punycode where it has letters beyond ASCII.
 * @throws ValueError where such a name is not valid.
 */
export function asciiHost(host: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
	if (/^[\0-\x7f]*$/.test(host)) return host;
	const ascii = domainToASCII(host);
	if (ascii === "")
		throw new ValueError(`Cannot resolve ${showValue(host)}: it is no valid international name`);
	return ascii;
}
