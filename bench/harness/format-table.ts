/**
 * Lays a table out in Markdown, which reads well on a terminal too.
 *
 * @param rows the header first; the first column is text, the others are figures and stand to the right.
 * @returns the lines.
 */
export function formatTable(rows: readonly (readonly string[])[]): string {
	const header = rows[0] ?? [];
	const widths = header.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length), 3));
	const lines = rows.map((row) => line(row, widths));
	const rule = widths.map((width, column) =>
		column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
	);
	lines.splice(1, 0, line(rule, widths));
	return lines.join("\n");
}

function line(cells: readonly string[], widths: readonly number[]): string {
	const padded = widths.map((width, column) => {
		const cell = cells[column] ?? "";
		return column === 0 ? cell.padEnd(width) : cell.padStart(width);
	});
	return `| ${padded.join(" | ")} |`;
}
