/** The marks between which a write buffer is kept. */
import { ValueError } from "../errors.js";
import { checkOptions } from "../internal/index.js";
import { checkInteger } from "../sockets/internals.js";
import type { WriteBufferLimits } from "./interfaces/index.js";

/** The high-water mark where nothing is said, in bytes. */
const usualHigh = 65_536;

/** Both marks, in bytes. */
export type WriteLimits = readonly [low: number, high: number];

/** The marks where nothing is said: one pair for all transports. */
export const usualLimits: WriteLimits = Object.freeze([usualHigh / 4, usualHigh] as const);

/**
 * Works out both marks, as asyncio does.
 *
 * @param limits what was asked for.
 * @returns both, in bytes.
 * @throws TypeError if the limits are no object.
 * @throws TypeError or RangeError if one is no whole number from 0 to 2^53-1.
 * @throws ValueError if `low` is larger than `high`.
 */
export function writeLimits(limits: WriteBufferLimits = {}): WriteLimits {
	checkOptions(limits, "setWriteBufferLimits");
	for (const name of ["high", "low"] as const) {
		if (limits[name] === undefined) continue;
		checkInteger(limits[name], `Cannot setWriteBufferLimits: ${name}`, 0, Number.MAX_SAFE_INTEGER);
	}
	const high = limits.high ?? (limits.low === undefined ? usualHigh : 4 * limits.low);
	const low = limits.low ?? Math.floor(high / 4);
	if (low > high) {
		throw new ValueError(`Cannot setWriteBufferLimits: low (${low}) must not be larger than high (${high})`);
	}
	return [low, high];
}
