/** The traces are what record.py makes of the scenarios. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { skip } from "../helpers/skip.js";

const folder = fileURLToPath(new URL("../../../test/asyncio/", import.meta.url));

const areas = (part: string, ending: RegExp): string[] =>
	readdirSync(`${folder}${part}`)
		.filter((file) => ending.test(file))
		.map((file) => file.replace(ending, ""))
		.toSorted();

test("record: each area was recorded, and is compared by a test", (t) => {
	const scenarios = areas("scenarios", /\.py$/);
	t.true(scenarios.length > 0);
	t.deepEqual(areas("traces", /\.json$/), scenarios);
	const tests = areas("", /\.test\.ts$/);
	t.deepEqual(
		scenarios.filter((area) => !tests.includes(area)),
		[],
	);
});

test("record: every public scenario of a Python file is in its traces", (t) => {
	for (const area of areas("scenarios", /\.py$/)) {
		const source = readFileSync(`${folder}scenarios/${area}.py`, "utf8");
		const names = [...source.matchAll(/^async def ([a-z]\w*)\(trace\)/gm)].map(([, name]) => name);
		const recorded = JSON.parse(readFileSync(`${folder}traces/${area}.json`, "utf8")) as {
			scenarios: Record<string, string[]>;
		};
		t.deepEqual(Object.keys(recorded.scenarios), names);
	}
});

test("record: this machine's Python still does what was recorded", (t) => {
	const python = spawnSync("python3", ["-B", `${folder}record.py`, "--check"], { encoding: "utf8" });
	if (python.error !== undefined) {
		skip(t, "python3", "not installed");
		return;
	}
	if (/^Cannot (record|check) with Python/.test(python.stderr)) {
		skip(t, "the recorded Python", python.stderr.trim());
		return;
	}
	t.is(python.stderr, "");
	t.is(python.status, 0);
});
