import { inspect } from "node:util";
import { OSError } from "../errors.js";
import { constantName } from "./constant-name.js";
import { socketName } from "./socket-names.js";
import type { SocketState } from "./socket-state.js";

/**
 * A socket in one line, as Python's repr() gives it: descriptor, family, type, protocol and, where it has them, its own
 * address and its peer's.
 *
 * @param state the socket.
 * @returns such as `<Socket fd=7, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=[ '127.0.0.1', 80 ]>`.
 */
export function describeSocket(state: SocketState): string {
	const parts = [
		`fd=${state.fd}`,
		`family=${constantName("AF_", state.family)}`,
		`type=${constantName("SOCK_", state.type)}`,
		`proto=${state.proto}`,
	];
	for (const [label, name] of [
		["laddr", "getsockname"],
		["raddr", "getpeername"],
	] as const) {
		if (state.fd < 0) continue;
		try {
			const address = socketName(state, name);
			if (address !== "") parts.push(`${label}=${inspect(address)}`);
		} catch (error) {
			// No peer, or the number was closed behind our back: then there is nothing to show.
			if (!(error instanceof OSError)) throw error;
		}
	}
	return `<Socket${state.fd < 0 ? " [closed]" : ""} ${parts.join(", ")}>`;
}
