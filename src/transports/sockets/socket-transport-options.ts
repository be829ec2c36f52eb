import type { Future } from "../../futures/index.js";
import type { PackedAddress } from "../../sockets/internals.js";
import type { TransportOptions } from "../transport-base.js";

/** How the transport of a socket is made. */
export interface SocketTransportOptions extends TransportOptions {
	/** The peer's address, where it is known already. */
	readonly peername?: PackedAddress | undefined;
	/** Whether whoever asked for it has the socket, too. */
	readonly isShared?: boolean | undefined;
	/** Told when the protocol has heard of the connection. */
	readonly waiter?: Future<void> | undefined;
}
