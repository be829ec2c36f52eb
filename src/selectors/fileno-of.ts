/** Asks a file object for its descriptor, unchecked. */

/** The largest descriptor that fits C's int. */
export const LARGEST_DESCRIPTOR = 2 ** 31 - 1;

/**
 * What a file object says its descriptor is.
 *
 * @param fileobj anything.
 * @returns a number's own value, or what `fileno()` returned; `undefined` where there is no `fileno()`.
 */
export function filenoOf(fileobj: unknown): unknown {
	if (typeof fileobj === "number") return fileobj;
	if ((typeof fileobj !== "object" && typeof fileobj !== "function") || fileobj === null) return undefined;
	const { fileno } = fileobj as { fileno?: unknown };
	return typeof fileno === "function" ? fileno.call(fileobj) : undefined;
}
