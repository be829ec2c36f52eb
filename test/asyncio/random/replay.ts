/** Runs random programs, one a line of standard input, and writes the trace of each: `compare.py` asks for it. */
import { readFileSync } from "node:fs";
import { play } from "../helpers/play.js";
import { randomScenario } from "./random-scenario.js";
import type { Body } from "./statement.js";
import { withoutReports } from "./without-reports.js";

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
	console.log(JSON.stringify(withoutReports(play(randomScenario(JSON.parse(line) as Body)))));
}
