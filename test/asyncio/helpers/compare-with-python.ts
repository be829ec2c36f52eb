/** Compares what scenarios do in generators with what CPython did in the same ones. */
import test from "ava";
import { play, playHosted, type Scenario } from "./play.js";
import { recorded } from "./recorded.js";

/**
 * Makes two tests of each scenario of an area, titled by its name: blocking and in Node's loop; and one that every recorded
 * scenario is there.
 *
 * @param area the name of the area, whose traces record.py has written.
 * @param scenarios the scenarios in generators, by the names that they have in Python.
 */
export function compareWithPython(area: string, scenarios: Readonly<Record<string, Scenario>>): void {
	const traces = recorded(area);

	test(`${area}: each scenario of Python's has its like here`, (t) => {
		t.deepEqual(Object.keys(scenarios).toSorted(), Object.keys(traces).toSorted());
	});

	for (const [name, scenario] of Object.entries(scenarios)) {
		test.serial(`${area}: ${name}, blocking`, (t) => {
			t.deepEqual(play(scenario), traces[name]);
		});

		test.serial(`${area}: ${name}, hosted in Node's loop`, async (t) => {
			t.deepEqual(await playHosted(t, scenario), traces[name]);
		});
	}
}
