/** Memory for O_DIRECT. */
import { constants } from "node:buffer";
import { ValueError } from "../../errors.js";
import { checkInteger } from "../../sockets/internals.js";
import { alignedBytes } from "./aligned-bytes.js";

const most = 2 ** 30;

/**
 * Makes a Buffer that begins at a round address, as a file that was opened with `O_DIRECT` wants it, and whose memory can be
 * read into and written from without a copy: it is that of a SharedArrayBuffer, which nobody can take away meanwhile.
 *
 * What {@link AsyncFile.readInto} and the writing methods get otherwise goes through memory of evloop's own.
 *
 * @param size how many bytes; zeros at first.
 * @param alignment what the address is a multiple of, a power of two; 4096 by default, which suits every device.
 * @returns the Buffer.
 * @throws TypeError or RangeError if one is no such number.
 * @throws ValueError if `alignment` is no power of two.
 * @example
 * ```ts
 * import { alignedBuffer, open } from "evloop";
 *
 * await using file = await open("/dev/zero");
 * const buffer = alignedBuffer(8192);
 * console.log(await file.readInto(buffer)); // 8192
 * ```
 * @see https://man7.org/linux/man-pages/man2/open.2.html
 */
export function alignedBuffer(size: number, alignment = 4096): Buffer {
	checkInteger(alignment, "Cannot make an aligned buffer: alignment", 1, most);
	checkInteger(size, "Cannot make an aligned buffer: size", 0, constants.MAX_LENGTH - alignment);
	if ((alignment & (alignment - 1)) !== 0) {
		throw new ValueError(`Cannot make an aligned buffer: alignment must be a power of two, got ${alignment}`);
	}
	return alignedBytes(Buffer.from(new SharedArrayBuffer(size + alignment)), alignment);
}
