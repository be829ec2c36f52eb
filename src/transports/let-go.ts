/** What becomes of a socket whose descriptor is being closed beneath its owner. */
import type { SelectorEngine } from "../reactor/index.js";
import type { Socket } from "../sockets/index.js";

/**
 * Lets go of an abandoned socket, so that closing it does nothing: somebody else closes the descriptor, by its number, which
 * may be a stranger's a moment later. Along with the loop nobody closes it but its owner: then it stays as it is.
 *
 * @param engine the engine.
 * @param sock the socket, whose owner was told that it is abandoned.
 */
export function letGo(engine: SelectorEngine, sock: Socket): void {
	if (!engine.isClosed) sock.detach();
}
