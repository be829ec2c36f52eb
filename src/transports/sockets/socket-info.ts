/** What a socket's transport answers to `getExtraInfo`. */

import { platform } from "../../ffi/index.js";
import type { Address, Socket } from "../../sockets/index.js";
import type { PeerCredentials, TransportInfo } from "../interfaces/index.js";

const { AF_UNIX, SOL_SOCKET, SO_PEERCRED } = platform.sockets.constants;
const { peerCredentials: order } = platform.sockets;

/**
 * A socket's own address.
 *
 * @param sock the socket.
 * @returns the address; `undefined` if it is closed.
 */
export function ownAddress(sock: Socket): Address | undefined {
	return unlessRefused(() => sock.getsockname());
}

/**
 * The address of a socket's peer.
 *
 * @param sock the socket.
 * @returns the address; `undefined` if it is not connected.
 */
export function peerAddress(sock: Socket): Address | undefined {
	return unlessRefused(() => sock.getpeername());
}

/**
 * Who is at the other end of a Unix connection.
 *
 * @param sock the socket.
 * @returns process, user and group; `undefined` where the kernel does not tell.
 */
export function peerCredentials(sock: Socket): PeerCredentials | undefined {
	if (sock.family !== AF_UNIX || order.length === 0) return undefined;
	return unlessRefused(() => {
		const bytes = sock.getsockopt(SOL_SOCKET, SO_PEERCRED, 4 * order.length);
		const numbers = new Int32Array(Uint8Array.from(bytes).buffer);
		const tell = (what: keyof PeerCredentials) => numbers[order.indexOf(what)] ?? -1;
		return Object.freeze({ pid: tell("pid"), uid: tell("uid"), gid: tell("gid") });
	});
}

function unlessRefused<T>(ask: () => T): T | undefined {
	try {
		return ask();
	} catch {
		// Closed, or never connected: there is nothing to tell.
		return undefined;
	}
}

/**
 * Answers what a transport is asked about its socket.
 *
 * @param sock the socket.
 * @param name what about.
 * @returns the answer; `undefined` where there is none.
 */
export function socketInfo(sock: Socket, name: keyof TransportInfo): unknown {
	if (name === "socket") return sock;
	if (name === "sockname") return ownAddress(sock);
	return name === "peercred" ? peerCredentials(sock) : undefined;
}
