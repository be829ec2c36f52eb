/** What all servers of streams are made with. */
import type { OperationOptions } from "../../futures/index.js";
import { checkInteger } from "../../sockets/internals.js";
import type { TlsParameters } from "../tls-settings.js";

/** The common part of a server's options. */
export interface ServerOptions extends TlsParameters, OperationOptions {
	/** How many connections may wait to be accepted; 100 by default. */
	readonly backlog?: number | undefined;
	/** Whether it serves at once, as it does by default; otherwise `server.startServing()` begins it. */
	readonly startServing?: boolean | undefined;
}

/**
 * Reads the backlog.
 *
 * @param options the options.
 * @param action what they are for.
 * @returns the number.
 * @throws TypeError or RangeError if it is no whole number from 0 to 2^31-1.
 */
export function backlogOf(options: ServerOptions, action: string): number {
	return checkInteger(options.backlog ?? 100, `Cannot ${action}: backlog`, 0);
}
