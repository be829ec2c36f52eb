/** Compares what scenarios do here with what CPython did in the same ones. */
import { readFileSync } from "node:fs";
import test from "ava";
import { type AsyncScenario, play, playAsync, type Scenario } from "./play.js";

const folder = new URL("../../../../test/asyncio/traces/", import.meta.url);

interface Recorded {
	readonly scenarios: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes one test of each scenario of an area, titled by its name, and one that every recorded scenario is there.
 *
 * @param area the name of the area, whose traces record.py has written.
 * @param scenarios the scenarios in generators, by the names that they have in Python.
 * @param asyncScenarios some of them in async functions as well.
 */
export function compareWithPython(
	area: string,
	scenarios: Readonly<Record<string, Scenario>>,
	asyncScenarios: Readonly<Record<string, AsyncScenario>> = {},
): void {
	const recorded = (JSON.parse(readFileSync(new URL(`${area}.json`, folder), "utf8")) as Recorded).scenarios;

	test(`asyncio, ${area}: each scenario of Python's has its like here`, (t) => {
		t.deepEqual(Object.keys(scenarios).toSorted(), Object.keys(recorded).toSorted());
		const unknown = Object.keys(asyncScenarios).filter((name) => !Object.hasOwn(recorded, name));
		t.deepEqual(unknown, []);
	});

	for (const [name, scenario] of Object.entries(scenarios)) {
		test.serial(`asyncio, ${area}: ${name}`, (t) => {
			t.deepEqual(play(scenario), recorded[name]);
		});
	}

	for (const [name, scenario] of Object.entries(asyncScenarios)) {
		test.serial(`asyncio, ${area}: ${name}, in async functions`, async (t) => {
			t.deepEqual(await playAsync(t, scenario), recorded[name]);
		});
	}
}
