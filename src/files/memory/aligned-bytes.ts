/** The part of a larger piece of memory that begins at a round address. */
import { koffi } from "../../ffi/index.js";

/**
 * Cuts memory so that it begins at a multiple.
 *
 * @param bytes memory with `alignment` bytes more than are needed.
 * @param alignment what the address must be a multiple of.
 * @returns the part.
 */
export function alignedBytes(bytes: Buffer, alignment: number): Buffer {
	const address = Number(koffi().address(bytes));
	const start = (alignment - (address % alignment)) % alignment;
	return bytes.subarray(start, start + bytes.length - alignment);
}
