/** What record.py has written. */
import { readFileSync } from "node:fs";

const folder = new URL("../../../../test/asyncio/traces/", import.meta.url);

/**
 * The traces of an area.
 *
 * @param area its name.
 * @returns the lines of each scenario, by its name.
 */
export function recorded(area: string): Readonly<Record<string, readonly string[]>> {
	const file = readFileSync(new URL(`${area}.json`, folder), "utf8");
	return (JSON.parse(file) as { scenarios: Record<string, string[]> }).scenarios;
}
