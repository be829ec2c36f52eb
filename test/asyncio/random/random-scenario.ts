/** The scenario of a random program. */
import { Future, sleep } from "../../../src/futures/index.js";
import type { Scenario } from "../helpers/play.js";
import { instants } from "./instants.js";
import { Run } from "./run.js";
import type { Body } from "./statement.js";

/** When a program is over, in milliseconds: what nobody has looked at is reported after 50. */
const end = 45;

/**
 * Makes a scenario of a program.
 *
 * @param program its statements.
 * @returns the scenario, which `play` runs.
 */
export function randomScenario(program: Body): Scenario {
	return function* (trace, loop) {
		const run = new Run(trace, loop);
		instants.spawn(run, "t0", program, false);
		yield* sleep(end);
		showAll(run);
	};
}

/** How everything stands in the end. */
function showAll(run: Run): void {
	const all = [...run.tasks, ...run.things];
	const awaited = [...run.awaited].flat();
	const unseen = all.filter(
		([name, each]) => each instanceof Future && each.failedUnseen() && !awaited.includes(name),
	);
	for (const [name] of all) run.trace("end", name, instants.look(run, name));
	run.trace(
		"unseen",
		unseen.map(([name]) => name),
	);
}
