/** What IPv4 and IPv6 addresses share: an array of a host, a port and, for IPv6, two numbers more. */
import { ValueError } from "../../errors.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";

/** The parts of an address whose form has been checked. */
export interface HostPort {
	readonly host: string;
	readonly port: number;
	readonly flowinfo: number;
	readonly scopeId: number;
}

/**
 * Checks the form of an address.
 *
 * @param address what the caller gave.
 * @param action what it is for, such as `"connect"`.
 * @param most how many parts it may have: 2 for IPv4, 4 for IPv6.
 * @returns the parts.
 * @throws TypeError where it is no such array.
 * @throws RangeError where a number in it is outside its range.
 * @throws ValueError where the host has a zero byte in it.
 */
export function checkHostPort(address: unknown, action: string, most: 2 | 4): HostPort {
	const form = most === 2 ? "[host, port]" : "[host, port, flowinfo?, scopeId?]";
	if (!Array.isArray(address) || address.length < 2 || address.length > most) {
		throw new TypeError(`Cannot ${action}: address must be ${form}, got ${showAddress(address)}`);
	}
	const [host, port, flowinfo = 0, scopeId = 0] = address as unknown[];
	if (typeof host !== "string") {
		throw new TypeError(`Cannot ${action}: host must be a string, got ${showValue(host)}`);
	}
	if (host.includes("\0"))
		throw new ValueError(`Cannot ${action}: host ${showValue(host)} has a zero byte in it`);
	return {
		host,
		port: checkInteger(port, `Cannot ${action}: port`, 0, 65535),
		flowinfo: checkInteger(flowinfo, `Cannot ${action}: flowinfo`, 0, 0xfffff),
		scopeId: checkInteger(scopeId, `Cannot ${action}: scopeId`, 0, 0xffffffff),
	};
}

function showAddress(address: unknown): string {
	return Array.isArray(address) ? `an array of ${address.length}` : showValue(address);
}
