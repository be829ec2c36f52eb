/** Random programs, as CPython runs them. */
import { readFileSync } from "node:fs";
import test from "ava";
import { play, playHosted } from "../helpers/play.js";
import { randomScenario } from "./random-scenario.js";
import type { Body } from "./statement.js";
import { withoutReports } from "./without-reports.js";

interface Recorded {
	readonly seed: number;
	readonly program: Body;
	readonly trace: readonly string[];
}

const file = new URL("../../../../test/asyncio/random/programs.jsonl", import.meta.url);
const programs = readFileSync(file, "utf8")
	.trimEnd()
	.split("\n")
	.map((line) => JSON.parse(line) as Recorded);

for (const { seed, program, trace } of programs) {
	const scenario = randomScenario(program);

	test.serial(`random: program ${seed}, blocking`, (t) => {
		t.deepEqual(withoutReports(play(scenario)), trace);
	});

	test.serial(`random: program ${seed}, hosted in Node's loop`, async (t) => {
		t.deepEqual(withoutReports(await playHosted(t, scenario)), trace);
	});
}
