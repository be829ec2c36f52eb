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

/** The machine's usual Python, and one that may stand beside an older one; pyenv asks for the variable. */
const pythons = ["python3", "python3.13"] as const;

test("record: this machine's Python still does what was recorded", (t) => {
	const reasons: string[] = [];
	for (const command of pythons) {
		const python = spawnSync(command, ["-B", `${folder}record.py`, "--check"], {
			encoding: "utf8",
			env: {
				...process.env,
				PYENV_VERSION: command === "python3" ? undefined : command.slice("python".length),
			},
		});
		if (python.error !== undefined || python.status === 127) reasons.push(`${command} is not installed`);
		else if (/^Cannot (record|check) with Python/.test(python.stderr)) reasons.push(python.stderr.trim());
		else {
			t.is(python.stderr, "");
			t.is(python.status, 0);
			return;
		}
	}
	skip(t, "the recorded Python", reasons.join("; "));
});
