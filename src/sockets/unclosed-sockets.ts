/**
 * Sockets that were thrown away unclosed.
 *
 * When the garbage collector takes a Socket, its descriptor is closed and a ResourceWarning tells of it, as in Python.
 * The registry keeps the socket's state, whose `fd` is -1 from the moment that the socket was closed or detached: a
 * number that belongs to somebody else by now is never closed. A registry does not keep the process alive, and what is
 * left at its end the kernel closes.
 */
import { closeOwned } from "./close-owned.js";
import { describeSocket } from "./describe-socket.js";
import type { SocketState } from "./socket-state.js";

const registry = new FinalizationRegistry<SocketState>((state) => {
	if (state.fd < 0) return;
	const text = describeSocket(state);
	try {
		closeOwned(state);
	} finally {
		process.emitWarning(`unclosed ${text}`, "ResourceWarning");
	}
});

/**
 * Watches a socket until {@link unwatchSocket}.
 *
 * @param socket the object that users hold.
 * @param state its state, which must not refer to it.
 */
export function watchSocket(socket: object, state: SocketState): void {
	registry.register(socket, state, state);
}

/**
 * Ends the watch over a socket that was closed or detached.
 *
 * @param state the socket's state.
 */
export function unwatchSocket(state: SocketState): void {
	registry.unregister(state);
}
