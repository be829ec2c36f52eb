/** Numbers between this machine's byte order and the network's, which is the highest byte first. */
import { endianness } from "node:os";
import { checkInteger } from "./arguments/check-integer.js";

const same = endianness() === "BE";

function swap16(value: number, what: string): number {
	const number = checkInteger(value, what, 0, 0xffff);
	return same ? number : ((number & 0xff) << 8) | (number >> 8);
}

function swap32(value: number, what: string): number {
	const number = checkInteger(value, what, 0, 0xffffffff);
	if (same) return number;
	const swapped = (number << 24) | ((number & 0xff00) << 8) | ((number >>> 8) & 0xff00) | (number >>> 24);
	return swapped >>> 0;
}

/**
 * Turns a 16-bit number from this machine's byte order into the network's.
 *
 * @param value the number, 0 to 65,535.
 * @returns the number whose bytes are in network order.
 * @throws TypeError or RangeError where it is no such number.
 * @example
 * ```ts
 * import { endianness } from "node:os";
 * import { htons } from "evloop";
 *
 * console.log(htons(0x1234) === (endianness() === "LE" ? 0x3412 : 0x1234)); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.htons
 */
export function htons(value: number): number {
	return swap16(value, "Cannot htons: value");
}

/**
 * Turns a 16-bit number from the network's byte order into this machine's.
 *
 * @param value the number, 0 to 65,535.
 * @returns the number in this machine's order.
 * @throws TypeError or RangeError where it is no such number.
 * @example
 * ```ts
 * import { htons, ntohs } from "evloop";
 *
 * console.log(ntohs(htons(0x1234)) === 0x1234); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.ntohs
 */
export function ntohs(value: number): number {
	return swap16(value, "Cannot ntohs: value");
}

/**
 * Turns a 32-bit number from this machine's byte order into the network's.
 *
 * @param value the number, 0 to 4,294,967,295.
 * @returns the number whose bytes are in network order.
 * @throws TypeError or RangeError where it is no such number.
 * @example
 * ```ts
 * import { endianness } from "node:os";
 * import { htonl } from "evloop";
 *
 * console.log(htonl(0x12345678) === (endianness() === "LE" ? 0x78563412 : 0x12345678)); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.htonl
 */
export function htonl(value: number): number {
	return swap32(value, "Cannot htonl: value");
}

/**
 * Turns a 32-bit number from the network's byte order into this machine's.
 *
 * @param value the number, 0 to 4,294,967,295.
 * @returns the number in this machine's order.
 * @throws TypeError or RangeError where it is no such number.
 * @example
 * ```ts
 * import { htonl, ntohl } from "evloop";
 *
 * console.log(ntohl(htonl(0x12345678)) === 0x12345678); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.ntohl
 */
export function ntohl(value: number): number {
	return swap32(value, "Cannot ntohl: value");
}
