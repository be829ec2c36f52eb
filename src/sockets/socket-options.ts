/** What a Socket can be made of, beside its kind. */
import type { SocketState } from "./socket-state.js";

/** What a {@link Socket} can be made of, beside its kind. */
export interface SocketOptions {
	/** A descriptor that is a socket already. The new Socket owns it, and closes it in the end. */
	readonly fileno?: number | undefined;
}

/** A state that is known to be right: nothing about its descriptor needs to be asked. */
export class KnownState {
	constructor(
		readonly state: SocketState,
		readonly isHeld: boolean,
	) {}
}
