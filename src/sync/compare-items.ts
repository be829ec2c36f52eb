/** The order of a PriorityQueue that was given none: Python's, as far as JavaScript's values have one. */

/**
 * Compares two items as Python's `<` does: numbers, bigints, strings, booleans and dates by value, arrays element by
 * element.
 *
 * @param a an item.
 * @param b another item.
 * @returns a negative number if `a` comes first, a positive one if `b` does, else 0.
 * @throws TypeError if the two have no order.
 */
export function compareItems(a: unknown, b: unknown): number {
	if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
	const kind = kindOf(a);
	if (kind === undefined || kind !== kindOf(b)) {
		throw new TypeError(
			`Cannot compare ${nameOf(a)} with ${nameOf(b)}: put in items of one kind, or pass { compare }`,
		);
	}
	const [left, right] = [a, b] as [number, number];
	if (left < right) return -1;
	return left > right ? 1 : 0;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
	const shared = Math.min(a.length, b.length);
	for (let i = 0; i < shared; i += 1) {
		// As in Python, what is the same needs no order.
		if (Object.is(a[i], b[i])) continue;
		const order = compareItems(a[i], b[i]);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

function kindOf(value: unknown): string | undefined {
	if (value instanceof Date) return "date";
	switch (typeof value) {
		case "number":
		case "bigint":
		case "boolean":
			return "number";
		case "string":
			return "string";
		default:
			return undefined;
	}
}

function nameOf(value: unknown): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return "an array";
	return typeof value === "object" ? `a ${value.constructor?.name ?? "bare object"}` : `a ${typeof value}`;
}
