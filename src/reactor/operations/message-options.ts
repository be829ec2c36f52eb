import type { OperationOptions } from "../../futures/index.js";
import type { Address } from "../../sockets/index.js";

/** How a message is received. */
export interface MessageOptions extends OperationOptions {
	/** Flags whose names begin with MSG_; 0 if absent. */
	readonly flags?: number | undefined;
}

/** How a message is sent. */
export interface SendMessageOptions extends MessageOptions {
	/** Where it goes, a host name is looked up without blocking; the socket's peer if absent. */
	readonly address?: Address | undefined;
}
