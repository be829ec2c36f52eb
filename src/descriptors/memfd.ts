/** The maker of files in memory. */

import { ValueError } from "../errors.js";
import { memfdCreate, platform, syscall } from "../ffi/index.js";
import { checkOptions } from "../internal/index.js";
import { checkInteger, checkText, showValue } from "../sockets/internals.js";
import { MemFd } from "./mem-fd.js";
import { requireMaker } from "./require-maker.js";

const { MFD_CLOEXEC, MFD_ALLOW_SEALING } = platform.descriptors;
/** NAME_MAX, less the prefix `memfd:` and the closing zero. */
const longestName = 249;

/** Options of {@link memfd}. */
export interface MemfdOptions {
	/** Whether {@link MemFd.addSeals} may be used. */
	readonly sealing?: boolean | undefined;
	/** More flags, whose names begin with MFD_; it is close-on-exec in any case. */
	readonly flags?: number | undefined;
}

/**
 * Makes a file that lies in memory, to be passed to another process: a page of pixels, a configuration, a message too large
 * for a socket.
 *
 * @param name what it is called in /proc, for whoever looks for who uses memory; nothing else depends on it.
 * @param options whether it can be sealed, and flags.
 * @returns the file, empty, close-on-exec.
 * @throws TypeError or RangeError if an argument is of the wrong kind.
 * @throws ValueError if the name has a zero byte in it, or is longer than 249 bytes.
 * @throws NotImplementedError where the system has no such files.
 * @throws OSError where the kernel has no descriptor or no memory left, or does not know a flag.
 * @example
 * ```ts
 * import { F_SEAL_SHRINK, F_SEAL_WRITE, memfd, OSError } from "evloop";
 *
 * using file = memfd("settings", { sealing: true });
 * file.pwrite("colour = blue\n");
 * file.addSeals(F_SEAL_WRITE | F_SEAL_SHRINK);
 * try {
 * 	file.pwrite("red", 9);
 * } catch (error) {
 * 	if (error instanceof OSError) console.log(error.code); // EPERM
 * }
 * ```
 * @see https://docs.python.org/3/library/os.html#os.memfd_create
 */
export function memfd(name: string, options: MemfdOptions = {}): MemFd {
	const text = checkText(name, "Cannot make a memfd: name");
	checkOptions(options, "make a memfd");
	const { sealing = false, flags = 0 } = options;
	const length = Buffer.byteLength(text);
	if (length > longestName) {
		throw new ValueError(`Cannot make a memfd: name must have at most ${longestName} bytes, got ${length}`);
	}
	if (typeof sealing !== "boolean") {
		throw new TypeError(`Cannot make a memfd: sealing must be a boolean, got ${showValue(sealing)}`);
	}
	const more = checkInteger(flags, "Cannot make a memfd: flags", 0, 0xffffffff);
	requireMaker(MFD_CLOEXEC, "a memfd", "a file that was unlinked serves there");
	const all = (more | MFD_CLOEXEC | (sealing ? MFD_ALLOW_SEALING : 0)) >>> 0;
	return new MemFd(syscall("memfd_create", memfdCreate(text, all)));
}
