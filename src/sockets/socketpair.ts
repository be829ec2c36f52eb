import { openSocketPair, platform, syscall } from "../ffi/index.js";
import { checkInteger } from "./arguments/check-integer.js";
import { getdefaulttimeout } from "./default-timeout.js";
import { type Socket, socketFromState } from "./socket.js";
import { splitType } from "./split-type.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;
const pair = new Int32Array(2);

/**
 * Makes two sockets that are connected to each other.
 *
 * @param family the address family; AF_UNIX by default, and hardly any other can do it.
 * @param type SOCK_STREAM by default, SOCK_DGRAM or SOCK_SEQPACKET.
 * @param proto the protocol; 0, the usual one, by default.
 * @returns the two, which child processes do not inherit.
 * @throws TypeError or RangeError where an argument is no whole number.
 * @throws OSError where the kernel has no such pairs (ENOTSUP), or no room for two more (EMFILE).
 * @example
 * ```ts
 * import { AF_UNIX, SOCK_DGRAM, socketpair } from "evloop";
 *
 * const [left, right] = socketpair(AF_UNIX, SOCK_DGRAM);
 * left.send("one");
 * left.send("two");
 * console.log(right.recv(100).toString(), right.recv(100).toString()); // one two
 * left.close();
 * right.close();
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.socketpair
 */
export function socketpair(
	family: number = AF_UNIX,
	type: number = SOCK_STREAM,
	proto = 0,
): [Socket, Socket] {
	checkInteger(family, "Cannot make a socketpair: family");
	checkInteger(type, "Cannot make a socketpair: type");
	checkInteger(proto, "Cannot make a socketpair: proto");
	const kind = splitType(type);
	const timeout = kind.nonblocking ? 0 : getdefaulttimeout();
	syscall("socketpair", openSocketPair(family, kind.type, proto, pair, timeout !== undefined));
	const parts = { timeout, family, type: kind.type, proto };
	const [first = -1, second = -1] = pair;
	return [socketFromState({ fd: first, ...parts }), socketFromState({ fd: second, ...parts })];
}
