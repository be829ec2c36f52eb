import { gaierror, osError } from "../errors.js";
import { errno, gaiStrerror, platform } from "../ffi/index.js";

const { constants } = platform.sockets;

/**
 * The error that belongs to a resolver's error number.
 *
 * @param number what getaddrinfo or getnameinfo returned; must be asked about at once, for EAI_SYSTEM's sake.
 * @param syscall which of the two it was.
 * @param host what was asked about.
 * @returns a gaierror whose `code` is the name, such as `"EAI_NONAME"`; an OSError for EAI_SYSTEM. It is not thrown.
 */
export function resolverError(number: number, syscall: string, host: string | undefined): Error {
	if (number === constants.EAI_SYSTEM) return osError(errno(), syscall, { address: host });
	const code =
		Object.entries(constants).find(([name, value]) => value === number && name.startsWith("EAI_"))?.[0] ??
		`EAI_${number}`;
	const about = host === undefined ? "" : ` ${host}`;
	return new gaierror(`${syscall} ${code}${about}: ${gaiStrerror(number)}`, {
		code,
		errno: number,
		syscall,
		address: host,
	});
}
