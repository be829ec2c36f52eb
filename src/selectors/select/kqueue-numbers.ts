/** The type of a kqueue's own numbers. */
import type * as names from "./kqueue-constants.js";

/**
 * The numbers of one kqueue, under the names of this module's constants. Those of a library differ from the platform's.
 *
 * @example
 * ```ts
 * import { type KqueueNumbers, kqueue } from "evloop/select";
 *
 * let numbers: Partial<KqueueNumbers> = {};
 * try {
 * 	using queue = kqueue();
 * 	numbers = queue.constants;
 * } catch {
 * 	// No kqueue here.
 * }
 * console.log(numbers.KQ_FILTER_READ); // …
 * ```
 */
export type KqueueNumbers = { readonly [Name in keyof typeof names]: number };
