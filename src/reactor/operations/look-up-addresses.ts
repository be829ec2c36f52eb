/** `getaddrinfo` of a loop: names are looked up on a thread of Node's, everything else by the C library at once. */
import { isIP } from "node:net";
import { gaierror } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	Future,
	failedFuture,
	type OperationOptions,
} from "../../futures/index.js";
import { type AddressInfo, type GetaddrinfoOptions, getaddrinfo } from "../../sockets/index.js";
import type { Engine } from "../engine.js";
import { resolveHost } from "./resolve-host.js";

const { AI_NUMERICHOST, AI_CANONNAME, AI_V4MAPPED, AI_ADDRCONFIG, AI_ALL } = platform.sockets.constants;
/** The flags that are about looking a name up, and that Node's resolver knows. */
const lookupFlags = AI_V4MAPPED | AI_ADDRCONFIG | AI_ALL;

/** A lookup cannot be taken back, but whoever waits for it can be told. */
class Found extends Future<AddressInfo[]> {
	abort(reason: unknown): void {
		if (!this.done()) this.setException(reason);
	}
}

/**
 * Looks a host and a service up; see `ResolverMethods.getaddrinfo`.
 *
 * @param engine the engine.
 * @param host a name, a numeric address or null.
 * @param port a port, a service's name or null.
 * @param options what to look for, and a signal.
 * @returns a future of what was found.
 */
export function lookUpAddresses(
	engine: Engine,
	host: string | null,
	port: number | string | null,
	options: GetaddrinfoOptions & OperationOptions = {},
): Future<AddressInfo[]> {
	const aborted = alreadyAborted<AddressInfo[]>(engine, options);
	if (aborted !== undefined) return aborted;
	const { flags = 0, family = 0 } = options;
	const found = new Found(engine);
	// The C library is asked in any case: for a name only about the port and the options, so that it can refuse them.
	const isName =
		typeof host === "string" && isIP(host) === 0 && (flags & AI_NUMERICHOST) === 0 && !engine.host.blocks;
	try {
		const known = isName
			? getaddrinfo(null, port ?? 0, { ...options, flags: 0 })
			: getaddrinfo(host, port, options);
		if (!isName) found.setResult(known);
	} catch (error) {
		if (error instanceof gaierror) return failedFuture(engine, error);
		throw error;
	}
	if (!isName) return found;

	const lookup = resolveHost(engine, host, { family, hints: flags & lookupFlags });
	lookup.observe({
		run() {
			if (found.done()) return;
			try {
				found.setResult(lookup.result().flatMap(({ address }) => numeric(address)));
			} catch (error) {
				found.setException(error);
			}
		},
	});
	return abortable(found, options);

	function numeric(address: string): AddressInfo[] {
		const infos = getaddrinfo(address, port, { ...options, flags: AI_NUMERICHOST });
		const name = (flags & AI_CANONNAME) === 0 ? "" : (host as string);
		return infos.map(([each, type, proto, , sockaddr]) => [each, type, proto, name, sockaddr]);
	}
}
