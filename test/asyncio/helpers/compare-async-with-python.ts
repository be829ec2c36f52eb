/** Compares what scenarios do in async functions with what CPython did in the same ones. */
import test, { type ExecutionContext } from "ava";
import { type AsyncScenario, playHosted } from "./play.js";
import { recorded } from "./recorded.js";

/**
 * How a trace differs from Python's, for a reason that docs/asyncio-differences.md gives: its own lines, or `"order"` where
 * all of Python's lines are there, in another order.
 */
export type Difference = "order" | readonly string[];

function compare(
	t: ExecutionContext,
	ours: readonly string[],
	theirs: readonly string[],
	difference: Difference | undefined,
): void {
	if (difference === undefined) {
		t.deepEqual(ours, theirs);
		return;
	}
	// A difference that is gone must be struck off the list.
	t.notDeepEqual(ours, theirs);
	if (difference !== "order") {
		t.deepEqual(ours, difference);
		return;
	}
	const rest = [...ours];
	const missing = theirs.filter((line) => {
		const at = rest.indexOf(line);
		if (at >= 0) rest.splice(at, 1);
		return at < 0;
	});
	t.deepEqual(missing, []);
}

/**
 * Makes one test of each scenario, titled by its name.
 *
 * @param area the name of the area, whose traces record.py has written.
 * @param scenarios the scenarios in async functions, by the names that they have in Python; not all need be there.
 * @param differences those whose trace is another one.
 */
export function compareAsyncWithPython(
	area: string,
	scenarios: Readonly<Record<string, AsyncScenario>>,
	differences: Readonly<Record<string, Difference>> = {},
): void {
	const traces = recorded(area);

	test(`${area}: each scenario in async functions was recorded`, (t) => {
		const unknown = Object.keys(scenarios).filter((name) => !Object.hasOwn(traces, name));
		const absent = Object.keys(differences).filter((name) => !Object.hasOwn(scenarios, name));
		t.deepEqual([...unknown, ...absent], []);
	});

	for (const [name, scenario] of Object.entries(scenarios)) {
		const difference = differences[name];
		const differs = difference === undefined ? "" : ", differs from Python's";
		test.serial(`${area}: ${name}, in async functions${differs}`, async (t) => {
			compare(t, await playHosted(t, scenario), traces[name] ?? [], difference);
		});
	}
}
