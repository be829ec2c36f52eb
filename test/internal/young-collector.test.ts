/** The collector of what died young: when it asks V8, when it stops to, and that V8 does it. */
import test from "ava";
import { YoungCollector } from "../../src/internal/young-collector.js";
import { runProgram } from "../helpers/run-program.js";

const mebibyte = 2 ** 20;

/** A collector, a heap that grows by a given number of bytes with each collection, and how often it was collected. */
function counted(growth: () => number) {
	const counts = { collections: 0, size: 10 * mebibyte };
	const collect = () => {
		counts.collections += 1;
		counts.size += growth();
	};
	const collector = new YoungCollector(
		() => collect,
		() => counts.size,
	);
	const handOut = (mebibytes: number) => {
		for (let i = 0; i < mebibytes; i += 1) collector.count(mebibyte);
	};
	return { collector, counts, handOut };
}

test("a collection for every six mebibytes that are handed out", (t) => {
	const { counts, handOut } = counted(() => 0);
	handOut(6);
	t.is(counts.collections, 0);
	handOut(1);
	t.is(counts.collections, 1);
	handOut(700);
	t.is(counts.collections, 101);
});

test("a heap that shrinks and grows by little is collected on and on", (t) => {
	let turn = 0;
	const { counts, handOut } = counted(() => {
		turn += 1;
		return turn % 8 === 0 ? -2 * mebibyte : 2000;
	});
	handOut(7000);
	t.is(counts.collections, 1000);
});

test("where much of the heap stays each time, it is left to V8 for half a gibibyte, and tried again", (t) => {
	let growth = 200_000;
	const { collector, counts, handOut } = counted(() => growth);
	handOut(16 * 7);
	t.false(collector.isResting);
	handOut(7);
	t.is(counts.collections, 17);
	t.true(collector.isResting);
	handOut(512);
	t.is(counts.collections, 17);
	t.true(collector.isResting);
	growth = 0;
	handOut(1);
	t.is(counts.collections, 18);
	t.false(collector.isResting);
	handOut(70);
	t.is(counts.collections, 28);
});

test("without V8's function nobody is asked twice for it", (t) => {
	let asked = 0;
	const collector = new YoungCollector(() => {
		asked += 1;
		return undefined;
	});
	for (let i = 0; i < 100; i += 1) collector.count(10 * mebibyte);
	t.is(asked, 1);
});

const fixture = JSON.stringify(new URL("./fixtures/receive-much.js", import.meta.url).href);
const threads = {
	main: `await import(${fixture});`,
	worker: `new (await import("node:worker_threads")).Worker(new URL(${fixture}), { execArgv: [] });`,
};

for (const [thread, source] of Object.entries(threads)) {
	test(`what was received is collected as it comes, and no flag stays set: ${thread} thread`, async (t) => {
		const { code, stdout, stderr } = await runProgram(t, source);
		t.is(code, 0, stderr);
		const { collections, exposed, most } = JSON.parse(stdout);
		t.is(exposed, "undefined");
		t.true(collections >= 30, stdout);
		// V8 lets 24 MiB and more of it stand.
		t.true(most < 20 * mebibyte, stdout);
	});
}

test("a global of the program's own that is called gc is not called", async (t) => {
	const source = `globalThis.gc = () => { throw new Error("not V8's") }; ${threads.main}`;
	const { code, stdout, stderr } = await runProgram(t, source);
	t.is(code, 0, stderr);
	t.true(JSON.parse(stdout).collections >= 30, stdout);
});

test("--expose-gc stays set where it was", async (t) => {
	const { code, stdout, stderr } = await runProgram(t, threads.main, { flags: ["--expose-gc"] });
	t.is(code, 0, stderr);
	t.is(JSON.parse(stdout).exposed, "function");
	t.true(JSON.parse(stdout).collections >= 30, stdout);
});

test("EVLOOP_COLLECT=0 leaves it to V8", async (t) => {
	const { code, stdout, stderr } = await runProgram(t, threads.main, { env: { EVLOOP_COLLECT: "0" } });
	t.is(code, 0, stderr);
	t.is(JSON.parse(stdout).collections, 0);
});
