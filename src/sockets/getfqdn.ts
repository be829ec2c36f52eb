import { gaierror } from "../errors.js";
import { platform } from "../ffi/index.js";
import type { InetAddress } from "./addresses/address.js";
import { checkText } from "./arguments/check-text.js";
import { getaddrinfo } from "./getaddrinfo.js";
import { gethostname } from "./gethostname.js";
import { getnameinfo } from "./getnameinfo.js";

const { SOCK_STREAM, AI_CANONNAME, NI_NAMEREQD } = platform.sockets.constants;

/**
 * The full name of a host: the first with a dot in it among the name that its address leads back to and its canonical
 * name. It blocks the thread meanwhile.
 *
 * @param name the host's name or address; this machine by default, and for `""`, `"0.0.0.0"` and `"::"`.
 * @returns the full name, or the name itself where nobody knows a better one.
 * @throws TypeError where the name is no string.
 * @throws ValueError where it has a zero byte in it.
 * @example
 * ```ts
 * import { getfqdn } from "evloop";
 *
 * console.log(getfqdn("no-such-host.invalid")); // no-such-host.invalid
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getfqdn
 */
export function getfqdn(name = ""): string {
	checkText(name, "Cannot getfqdn: name");
	const wanted = ["", "0.0.0.0", "::"].includes(name) ? gethostname() : name;
	try {
		const [found] = getaddrinfo(wanted, null, { type: SOCK_STREAM, flags: AI_CANONNAME });
		if (found === undefined) return wanted;
		const [, , , canonname, address] = found;
		return [hostOf(address as InetAddress), canonname].find((candidate) => candidate.includes(".")) ?? wanted;
	} catch (error) {
		// Nobody knows the host: Python gives the name back, too.
		if (error instanceof gaierror) return wanted;
		throw error;
	}
}

function hostOf(address: InetAddress): string {
	try {
		return getnameinfo(address, NI_NAMEREQD)[0];
	} catch (error) {
		if (error instanceof gaierror) return "";
		throw error;
	}
}
