/** Multicast groups: `struct ip_mreqn`, `struct ip_mreq_source`, `struct ipv6_mreq`. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { checkText } from "../arguments/check-text.js";
import { inetPton } from "../inet-pton.js";
import { ifNametoindex } from "../network-interfaces.js";
import type { SocketState } from "../socket-state.js";
import { type ConstantName, ints, placeOf, readBytes, readNumber, writeBytes } from "./option-codec.js";

const { AF_INET, AF_INET6 } = platform.sockets.constants;
const { sourceBeforeInterface } = platform.options;
const anyAddress = "0.0.0.0";

/** Which way a group is joined. */
export interface GroupOptions {
	/**
	 * The interface: its name, its index, or, with IPv4, an address of it; the system chooses if absent. With a source it
	 * must be an address.
	 */
	readonly interface?: string | number | undefined;
	/** The only sender to hear, with IPv4 (IP_ADD_SOURCE_MEMBERSHIP); everybody if absent. */
	readonly source?: string | undefined;
}

/** Multicast on a socket's options. */
export interface MulticastOptions {
	/**
	 * The interface that multicasts go out by: with IPv4 its address (IP_MULTICAST_IF), with IPv6 its index (IPV6_MULTICAST_IF);
	 * `"0.0.0.0"` or 0 for the system's choice. Set it by name, index or, with IPv4, address.
	 */
	multicastInterface: string | number;

	/**
	 * Joins a multicast group: from now on its messages are received, on the port that the socket is bound to.
	 *
	 * @param group the group's address, of the socket's family.
	 * @param options the interface, and the only sender to hear.
	 * @throws TypeError or RangeError if an argument is of another kind.
	 * @throws ValueError if an address is none, or no multicast address, or the socket's family has no groups.
	 * @throws OSError if there is no such interface (ENODEV), the group was joined before (EADDRINUSE), there are too many (ENOBUFS), or
	 * the socket is closed (EBADF).
	 * @throws NotImplementedError if this system cannot choose senders.
	 * @example
	 * ```ts
	 * import { AF_INET, type InetAddress, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * using receiver = new Socket(AF_INET, SOCK_DGRAM);
	 * receiver.bind(["0.0.0.0", 0]);
	 * receiver.options.joinGroup("239.1.2.3", { interface: "127.0.0.1" });
	 *
	 * using sender = new Socket(AF_INET, SOCK_DGRAM);
	 * sender.options.multicastInterface = "127.0.0.1";
	 * sender.sendto("to all", ["239.1.2.3", receiver.getsockname<InetAddress>()[1]]);
	 * console.log(receiver.recv(100).toString()); // to all
	 * ```
	 * @see https://man7.org/linux/man-pages/man7/ip.7.html
	 */
	joinGroup(group: string, options?: GroupOptions): void;

	/**
	 * Leaves a multicast group.
	 *
	 * @param group the group's address.
	 * @param options as it was joined.
	 * @throws TypeError, RangeError or ValueError as {@link MulticastOptions.joinGroup}.
	 * @throws OSError if it was not joined so (EADDRNOTAVAIL), or the socket is closed (EBADF).
	 * @throws NotImplementedError if this system cannot choose senders.
	 */
	leaveGroup(group: string, options?: GroupOptions): void;
}

function addressOf(family: number, text: unknown, what: string): Buffer {
	const checked = checkText(text, what);
	try {
		return inetPton(family, checked);
	} catch (cause) {
		throw new ValueError(`${what} must be an address of the socket's family, got "${checked}"`, { cause });
	}
}

function indexOf(given: string | number, what: string): number {
	return typeof given === "number" ? checkInteger(given, what, 0) : ifNametoindex(checkText(given, what));
}

function looksLikeAddress(text: string): boolean {
	return /^\d+\.\d+\.\d+\.\d+$/.test(text);
}

/** Address and index of an interface, one of which is 0. */
function interfaceOf(given: string | number | undefined, what: string): [address: Buffer, index: number] {
	if (typeof given === "string" && looksLikeAddress(given)) return [addressOf(AF_INET, given, what), 0];
	return [Buffer.alloc(4), given === undefined ? 0 : indexOf(given, what)];
}

function sourceRequest(group: Buffer, options: GroupOptions, action: string): Buffer {
	const source = addressOf(AF_INET, options.source, `Cannot ${action}: source`);
	const given = options.interface ?? anyAddress;
	if (typeof given !== "string" || !looksLikeAddress(given)) {
		throw new ValueError(`Cannot ${action}: with a source the interface must be an address, got ${given}`);
	}
	const address = addressOf(AF_INET, given, `Cannot ${action}: interface`);
	return Buffer.concat(sourceBeforeInterface ? [group, source, address] : [group, address, source]);
}

type Names = Readonly<Record<"plain" | "source" | "ipv6", ConstantName>>;
const joining: Names = {
	plain: "IP_ADD_MEMBERSHIP",
	source: "IP_ADD_SOURCE_MEMBERSHIP",
	ipv6: "IPV6_JOIN_GROUP",
};
const leaving: Names = {
	plain: "IP_DROP_MEMBERSHIP",
	source: "IP_DROP_SOURCE_MEMBERSHIP",
	ipv6: "IPV6_LEAVE_GROUP",
};

/**
 * Joins or leaves a group.
 *
 * @param state the socket.
 * @param action `"joinGroup"` or `"leaveGroup"`.
 * @param group the group's address.
 * @param options which way.
 */
export function changeGroup(
	state: SocketState,
	action: "joinGroup" | "leaveGroup",
	group: string,
	options: GroupOptions = {},
): void {
	checkOptions(options, action);
	const names = action === "joinGroup" ? joining : leaving;
	const { family } = state;
	if (family !== AF_INET && family !== AF_INET6) {
		throw new ValueError(
			`Cannot ${action}: the socket's family must be AF_INET or AF_INET6, it is ${family}`,
		);
	}
	const address = addressOf(family, group, `Cannot ${action}: group`);
	const first = address[0] ?? 0;
	if (family === AF_INET ? first >> 4 !== 0xe : first !== 0xff) {
		throw new ValueError(`Cannot ${action}: group ${group} is no multicast address`);
	}
	const what = `Cannot ${action}: interface`;
	if (family === AF_INET6) {
		if (options.source !== undefined) throw new ValueError(`Cannot ${action}: source is for IPv4 only`);
		const index = options.interface === undefined ? 0 : indexOf(options.interface, what);
		writeBytes(state, action, placeOf("IPPROTO_IPV6", names.ipv6), Buffer.concat([address, ints(index)]));
	} else if (options.source !== undefined) {
		writeBytes(state, action, placeOf("IPPROTO_IP", names.source), sourceRequest(address, options, action));
	} else {
		const [own, index] = interfaceOf(options.interface, what);
		writeBytes(state, action, placeOf("IPPROTO_IP", names.plain), Buffer.concat([address, own, ints(index)]));
	}
}

/**
 * Reads the interface that multicasts go out by.
 *
 * @param state the socket.
 * @param name the property.
 * @returns its address or its index.
 */
export function readMulticastInterface(state: SocketState, name: string): string | number {
	if (state.family === AF_INET6) return readNumber(state, name, placeOf("IPPROTO_IPV6", "IPV6_MULTICAST_IF"));
	return [...readBytes(state, name, placeOf("IPPROTO_IP", "IP_MULTICAST_IF"), 4)].join(".");
}

/**
 * Sets the interface that multicasts go out by.
 *
 * @param state the socket.
 * @param name the property.
 * @param value its name, its index or its address.
 */
export function writeMulticastInterface(state: SocketState, name: string, value: string | number): void {
	const what = `Cannot set ${name}: it`;
	if (state.family === AF_INET6) {
		const place = placeOf("IPPROTO_IPV6", "IPV6_MULTICAST_IF");
		writeBytes(state, name, place, ints(indexOf(value, what)));
		return;
	}
	const [address, index] = interfaceOf(value, what);
	const place = placeOf("IPPROTO_IP", "IP_MULTICAST_IF");
	writeBytes(state, name, place, Buffer.concat([Buffer.alloc(4), address, ints(index)]));
}
