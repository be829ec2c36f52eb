import { showValue } from "../arguments/show-value.js";
import type { PeerSource } from "./peer-source.js";

/**
 * Checks whose peer is asked for.
 *
 * @param sock what was given.
 * @param action what it is for.
 * @throws TypeError where it is no socket of ours.
 */
export function checkPeerSource(sock: unknown, action: string): asserts sock is PeerSource {
	const { getsockopt, fileno } = (sock ?? {}) as Partial<PeerSource>;
	if (typeof getsockopt === "function" && typeof fileno === "function") return;
	throw new TypeError(`Cannot ${action}: sock must be a Socket or a NodeSocket, got ${showValue(sock)}`);
}
