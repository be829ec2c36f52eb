/**
 * Sums up what `ava --tap` printed: `node dist/scripts/tap-totals.js default.tap worker.tap`. The last line is the total.
 *
 * `EVLOOP_PEERS` names the programs that are certainly installed, separated by spaces: a test that skipped for want of
 * one of them fails the whole.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseTap } from "./tap/parse-tap.js";
import { sumUp } from "./tap/sum-up.js";

const peers = (process.env.EVLOOP_PEERS ?? "").split(" ").filter(Boolean);
const runs = process.argv
	.slice(2)
	.map((path) => [basename(path, ".tap"), parseTap(readFileSync(path, "utf8"))] as const);

const { lines, good } = sumUp(new Map(runs), peers);
for (const line of lines) console.log(line);
process.exitCode = good ? 0 : 1;
