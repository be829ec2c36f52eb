/** Tasks do what asyncio's do, in the same order: traces recorded from CPython, see traces/README.md. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { newLoop } from "../helpers/new-loop.js";
import { skip } from "../helpers/skip.js";
import { type Program, programs } from "./traces/programs.js";

const folder = fileURLToPath(new URL("../../../test/futures/traces/", import.meta.url));

/** What was recorded, by the program's name. */
const recorded = new Map<string, string[]>();
for (const section of readFileSync(`${folder}tasks.txt`, "utf8").trimEnd().split(/^# /m).slice(1)) {
	const [name = "", ...lines] = section.trimEnd().split("\n");
	recorded.set(name, lines);
}

/** A value as Python's str() writes it. */
function inPython(value: unknown): string {
	if (typeof value === "boolean") return value ? "True" : "False";
	return value === undefined ? "None" : String(value);
}

function tracer(): [trace: string[], log: (...what: unknown[]) => void] {
	const trace: string[] = [];
	return [trace, (...what) => trace.push(what.map(inPython).join(" "))];
}

test("traces: each program of Python's has its like here", (t) => {
	t.deepEqual(Object.keys(programs), [...recorded.keys()]);
});

test("traces: this machine's Python still does what was recorded", (t) => {
	const { status, stdout, error } = spawnSync("python3", [`${folder}tasks.py`], { encoding: "utf8" });
	if (error !== undefined) {
		skip(t, "python3", "not installed");
		return;
	}
	t.is(status, 0);
	t.is(stdout, readFileSync(`${folder}tasks.txt`, "utf8"));
});

for (const [name, program] of Object.entries<Program>(programs)) {
	test(`traces: ${name}, blocking`, (t) => {
		const loop = newLoop(t);
		const [trace, log] = tracer();
		loop.runUntilCompleteSync(() => program(loop, log));
		t.deepEqual(trace, recorded.get(name));
	});

	test(`traces: ${name}, hosted in Node's loop`, async (t) => {
		const loop = newLoop(t);
		const [trace, log] = tracer();
		await loop.runUntilComplete(() => program(loop, log));
		t.deepEqual(trace, recorded.get(name));
	});
}
