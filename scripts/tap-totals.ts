/**
 * Sums up what `ava --tap` printed into `.cache/tap`: `node dist/scripts/tap-totals.js`. The last line is the total.
 *
 * `EVLOOP_PEERS` names the programs that are certainly installed, separated by spaces: a test that skipped for want of
 * one of them fails the whole.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { modes } from "./tap/modes.js";
import { readRun } from "./tap/read-run.js";
import { tapFolder } from "./tap/run-mode.js";
import { sumUp } from "./tap/sum-up.js";

const peers = (process.env.EVLOOP_PEERS ?? "").split(" ").filter(Boolean);
const runs = Object.keys(modes)
	.filter((mode) => existsSync(join(tapFolder, `${mode}.tap`)))
	.map((mode) => [mode, readRun(mode)] as const);

const { lines, good } = sumUp(new Map(runs), peers);
for (const line of lines) console.log(line);
process.exitCode = good ? 0 : 1;
