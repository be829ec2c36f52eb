/** How long a line may be. */
import { ValueError } from "../errors.js";
import type { OperationOptions } from "../futures/index.js";
import { showValue } from "../sockets/internals.js";

/** The limit of a reader that was given none: 64 KiB. */
export const defaultLimit: number = 2 ** 16;

/** Options of a read that looks for a separator. */
export interface ReadLimitOptions extends OperationOptions {
	/** The most that may lie before the separator, in bytes, for this call; the reader's if absent. */
	readonly limit?: number | undefined;
}

/**
 * Refuses what is no limit.
 *
 * @param limit the limit.
 * @param what the beginning of the sentence.
 * @returns the limit.
 * @throws TypeError if it is no number.
 * @throws ValueError if it is not above 0.
 */
export function checkLimit(limit: unknown, what: string): number {
	if (typeof limit !== "number") {
		throw new TypeError(`${what}: the limit must be a number of bytes, got ${showValue(limit)}`);
	}
	if (!(limit > 0)) throw new ValueError(`${what}: the limit must be above 0, got ${limit}`);
	return limit;
}
