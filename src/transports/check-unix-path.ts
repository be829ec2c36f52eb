/** Refuses what cannot be the address of a Unix socket. */
import { platform } from "../ffi/index.js";
import type { UnixAddress } from "../sockets/index.js";
import { encodeAddress } from "../sockets/internals.js";

/**
 * Checks a path.
 *
 * @param path what was given.
 * @param action what it is for.
 * @returns the path.
 * @throws TypeError if it is neither a string nor bytes.
 * @throws ValueError if it is too long, or has a zero byte where none may be.
 */
export function checkUnixPath(path: UnixAddress, action: string): UnixAddress {
	encodeAddress(platform.sockets.constants.AF_UNIX, path, action);
	return path;
}
