/** Numbers in this machine's byte order, in a sockaddr. */
import { endianness } from "node:os";

/** What the methods of a DataView take for this machine's byte order. */
export const littleEndian = endianness() === "LE";

/**
 * A view of a sockaddr's numbers.
 *
 * @param bytes the sockaddr.
 * @returns the view.
 */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
