/** Looks a host name up without blocking the loop. */
import { type LookupAddress, lookup } from "node:dns";
import { gaierror } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { Future, type Scheduler } from "../../futures/index.js";

const { AF_INET, AF_INET6 } = platform.sockets.constants;

/** What to look for. */
export interface ResolveOptions {
	/** The address family; 0 for any. */
	readonly family: number;
	/** Node's own hints, as for `dns.lookup`. */
	readonly hints?: number | undefined;
}

/**
 * Looks a host name up through Node's `dns.lookup`, which asks the system's resolver on a thread.
 *
 * @param scheduler the loop.
 * @param host the name.
 * @param options what to look for.
 * @returns a future of the numeric addresses, at least one; it fails with a gaierror.
 */
export function resolveHost(
	scheduler: Scheduler,
	host: string,
	{ family, hints }: ResolveOptions,
): Future<LookupAddress[]> {
	const future = new Future<LookupAddress[]>(scheduler);
	const version = family === AF_INET ? 4 : family === AF_INET6 ? 6 : 0;
	lookup(
		host,
		{ all: true, family: version, order: "verbatim", ...(hints !== undefined && { hints }) },
		done,
	);
	return future;

	function done(error: NodeJS.ErrnoException | null, addresses: LookupAddress[]): void {
		if (future.done()) return;
		if (error === null) future.setResult(addresses);
		else future.setException(resolverError(host, error));
	}
}

/** Node has codes of its own for two of the resolver's. */
function resolverError(host: string, error: NodeJS.ErrnoException): gaierror {
	const code = error.code === "ENOTFOUND" ? "EAI_NONAME" : error.code;
	return new gaierror(`getaddrinfo ${code} ${host}`, {
		code,
		errno: error.errno,
		syscall: "getaddrinfo",
		address: host,
		cause: error,
	});
}
