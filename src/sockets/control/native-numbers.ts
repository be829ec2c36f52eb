/** Numbers in this machine's byte order, as control messages have them. */
import { endianness } from "node:os";

const little = endianness() === "LE";

/** Writes 32-bit integers one after the other. */
export function writeInts(...values: readonly number[]): Buffer {
	return Buffer.from(Int32Array.from(values).buffer);
}

/** Reads a 32-bit integer. */
export function readInt(data: Buffer, at = 0): number {
	return little ? data.readInt32LE(at) : data.readInt32BE(at);
}

/** Reads an unsigned 32-bit integer. */
export function readUint(data: Buffer, at = 0): number {
	return readInt(data, at) >>> 0;
}

/** Reads a 64-bit integer. */
export function readLong(data: Buffer, at = 0): bigint {
	return little ? data.readBigInt64LE(at) : data.readBigInt64BE(at);
}

/**
 * Reads a small number that systems give one byte, two or four.
 *
 * @param data the bytes.
 * @returns the number; undefined where there are none.
 */
export function readSmall(data: Buffer): number | undefined {
	if (data.length >= 4) return readInt(data);
	if (data.length >= 2) return little ? data.readUInt16LE() : data.readUInt16BE();
	return data[0];
}
