import { hostname } from "node:os";

/**
 * The name of this machine, which is not always a full one: see {@link getfqdn}. Throws nothing.
 *
 * @returns the name.
 * @example
 * ```ts
 * import { hostname } from "node:os";
 * import { gethostname } from "evloop";
 *
 * console.log(gethostname() === hostname()); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.gethostname
 */
export function gethostname(): string {
	return hostname();
}
