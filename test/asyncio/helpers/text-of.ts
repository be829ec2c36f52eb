/** Values as traces show them: as record.py does it. */

/** What Python calls the errors that have another name here. */
const pythonNames: Readonly<Record<string, string>> = { Error: "Exception" };

/** An error as a trace names it: its class, never the library's message. */
function nameOf(error: Error): string {
	if (error instanceof AggregateError) return `group[${error.errors.map(textOf).join(", ")}]`;
	return pythonNames[error.name] ?? error.name;
}

/**
 * A value as a trace shows it.
 *
 * @param value anything.
 * @returns what Python's `str` gives for its like.
 */
export function textOf(value: unknown): string {
	if (value === undefined || value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (value instanceof Error) return nameOf(value);
	if (Array.isArray(value)) return `[${value.map(textOf).join(", ")}]`;
	if (value instanceof Set) return textOf([...value].sort());
	return String(value);
}
