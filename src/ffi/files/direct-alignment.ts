/** What O_DIRECT wants of lengths and positions: Linux tells by statx(2), since 6.1 and for most file systems. */
import { NotImplementedError } from "../../errors.js";
import { statx } from "../libc/files.js";
import { platform } from "../platform.js";

// include/uapi/linux/{fcntl,stat}.h; the layout is the same on every machine.
const AT_EMPTY_PATH = 0x1000;
const STATX_DIOALIGN = 0x2000;
const words = { mask: 0, memory: 38, offset: 39 } as const;
/** Every disk that has told nothing can do this much, or says EINVAL. */
const usual = 512;

const result = new Uint8Array(256);
const fields = new Uint32Array(result.buffer);

/**
 * What lengths and positions must be multiples of.
 *
 * @param fd a file that was opened with O_DIRECT.
 * @returns a power of two.
 */
export function directAlignment(fd: number): number {
	if (Number.isNaN(platform.files.EFD_CLOEXEC)) return usual;
	fields.fill(0);
	try {
		if (statx(fd, "", AT_EMPTY_PATH, STATX_DIOALIGN, result) < 0) return usual;
	} catch (error) {
		// A C library older than the call.
		if (error instanceof NotImplementedError) return usual;
		throw error;
	}
	if (((fields[words.mask] ?? 0) & STATX_DIOALIGN) === 0) return usual;
	return Math.max(fields[words.memory] ?? 0, fields[words.offset] ?? 0) || usual;
}
