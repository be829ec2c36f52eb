/**
 * A short text for any value, for the messages of errors.
 *
 * @param value anything.
 * @returns what it is, without calling any code of its own.
 */
export function showValue(value: unknown): string {
	if (typeof value === "string") {
		return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
	}
	if (typeof value === "bigint") return `${value}n`;
	if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
	if (value === undefined) return "undefined";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
