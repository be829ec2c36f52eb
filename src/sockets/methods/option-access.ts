/** A Socket's options by name; the documentation of that property of Socket. */
import type { SocketOptionValues } from "../options/index.js";

/** Options of a Socket by name and type. */
export interface OptionAccess {
	/**
	 * The socket's options, each a property with a type of its own; beside `getsockopt` and `setsockopt`, which take any option by
	 * its number.
	 *
	 * @example
	 * ```ts
	 * import { Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * sock.options.tcpNodelay = true;
	 * sock.options.linger = 2000;
	 * console.log(sock.options.tcpNodelay, sock.options.linger); // true 2000
	 * ```
	 */
	readonly options: SocketOptionValues;
}
