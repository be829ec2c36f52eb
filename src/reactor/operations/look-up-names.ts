/** `getnameinfo` of a loop: a host's name is looked up on a thread of Node's, everything else by the C library at once. */
import { lookupService } from "node:dns";
import { gaierror } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { Future } from "../../futures/index.js";
import { getnameinfo } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import type { Engine } from "../engine.js";

const { NI_NUMERICHOST, NI_NAMEREQD } = platform.sockets.constants;

/**
 * Looks the names of an address up; see `ResolverMethods.getnameinfo`.
 *
 * @param engine the engine.
 * @param address a numeric host and a port.
 * @param flags the NI_ flags.
 * @returns a future of the host's and the service's name.
 * @throws TypeError or RangeError if the flags are no whole number.
 */
export function lookUpNames(
	engine: Engine,
	address: Parameters<typeof getnameinfo>[0],
	flags = 0,
): Future<[host: string, service: string]> {
	checkInteger(flags, "Cannot getnameinfo: flags");
	const names = new Future<[string, string]>(engine);
	if (engine.host.blocks) {
		names.setResult(getnameinfo(address, flags));
		return names;
	}
	// Refuses wrong arguments, and knows everything but the host's name.
	const [digits, service] = getnameinfo(address, (flags | NI_NUMERICHOST) & ~NI_NAMEREQD);
	if ((flags & NI_NUMERICHOST) !== 0) {
		names.setResult([digits, service]);
		return names;
	}
	lookupService(digits, address[1], (error, name) => {
		if (names.done()) return;
		if (error === null) {
			names.setResult([name, service]);
		} else if ((flags & NI_NAMEREQD) === 0) {
			names.setResult([digits, service]);
		} else {
			const message = `getnameinfo EAI_NONAME ${digits}`;
			names.setException(new gaierror(message, { code: "EAI_NONAME", syscall: "getnameinfo", cause: error }));
		}
	});
	return names;
}
