/** From a socket of Node's to its descriptor. */
import type { Socket as DatagramSocket } from "node:dgram";
import type { Server, Socket } from "node:net";
import { RuntimeError } from "../../errors.js";
import { showValue } from "../arguments/show-value.js";
import { socketKind } from "../socket-kind.js";
import { findHandle } from "./node-handle.js";
import { NodeSocket } from "./node-socket.js";
import { NodeState } from "./node-state.js";

/** A socket of Node's that has a descriptor: of `node:net`, `node:tls`, `node:http` and `node:dgram`. */
export type NodeSource = Socket | Server | DatagramSocket;

/**
 * Gives options, names and messages on the descriptor of a socket of Node's, which stays Node's.
 *
 * @param source a connected `net.Socket` or `tls.TLSSocket`, a listening `net.Server` (or one of `node:http`, `node:https`,
 *   `node:tls`), or a bound `dgram.Socket`.
 * @returns the descriptor's side of it.
 * @throws TypeError where it is no socket of Node's.
 * @throws RuntimeError where it has no descriptor: it is still connecting, not listening, not bound, destroyed, a TLS socket over
 *   another stream, a cluster worker's server that the primary process holds, or a pipe or socket on Windows.
 * @throws OSError where the descriptor is no socket, as that of a `net.Socket` on a pipe (ENOTSOCK).
 * @example
 * ```ts
 * import { once } from "node:events";
 * import { createServer } from "node:net";
 * import { fromNode, SO_REUSEADDR, SOL_SOCKET } from "evloop";
 *
 * const server = createServer().listen(0, "127.0.0.1");
 * await once(server, "listening");
 * using sock = fromNode(server);
 * console.log(sock.getsockopt(SOL_SOCKET, SO_REUSEADDR)); // 1
 * server.close();
 * console.log(sock.closed); // true
 * ```
 * @see https://nodejs.org/api/net.html
 */
export function fromNode(source: NodeSource): NodeSocket {
	const found = findHandle(source);
	if (found === undefined) {
		throw new TypeError(
			`Cannot fromNode: source must be a socket or server of Node's, got ${showValue(source)}`,
		);
	}
	const state = source as { connecting?: unknown };
	const fd = state.connecting === true ? -1 : (found.handle?.fd ?? -1);
	if (fd < 0) throw new RuntimeError(`Cannot fromNode: ${whyNone(source, found.handle !== undefined)}`);
	return new NodeSocket(new NodeState(source, found, socketKind(fd)));
}

function whyNone(source: NodeSource, hasHandle: boolean): string {
	const { connecting, destroyed, listening, pending } = source as {
		readonly connecting?: unknown;
		readonly destroyed?: unknown;
		readonly listening?: unknown;
		readonly pending?: unknown;
	};
	if (destroyed === true) return "the socket was destroyed";
	if (connecting === true) return "the socket is still connecting; wait for 'connect'";
	if (listening === false) return "the server does not listen; wait for 'listening'";
	if (listening === true)
		return "the server's descriptor is not in this process, as in a worker of node:cluster";
	if (pending === true && !hasHandle) return "the socket was not connected yet";
	if (!hasHandle) return "the socket was closed";
	if (pending === undefined) return "the socket is not bound; wait for 'listening'";
	return "Node has no descriptor for it, as for TLS over another stream, or on Windows";
}
