/** Who waits for whom, and where. */
import test from "ava";
import {
	captureCallGraph,
	type FutureCallGraph,
	formatCallGraph,
	gather,
	printCallGraph,
	sleep,
	Task,
	TaskGroup,
	waitFor,
} from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { turns } from "../helpers/turns.js";

/** The graph without the futures themselves: names and classes. */
function shape(graph: FutureCallGraph | undefined): unknown {
	if (graph === undefined) return undefined;
	const { future } = graph;
	const own = future instanceof Task ? future.getName() : future.constructor.name;
	// Those that were not named have a number.
	const name = own.replace(/^Task-\d+$/, "Task");
	return graph.awaitedBy.length === 0 ? name : [name, ...graph.awaitedBy.map(shape)];
}

test("captureCallGraph: through awaits, yields, gather, task groups and time limits, and in a circle no further", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<void>();
	const innermost = loop.createTask(async () => await future, { name: "innermost" });
	const generator = loop.createTask(
		function* () {
			yield* innermost;
		},
		{ name: "generator" },
	);
	const gathering = loop.createTask(async () => await gather(generator, sleep(1)), { name: "gathering" });
	const limited = loop.createTask(async () => await waitFor(gathering, 1e6), { name: "limited" });
	let inGroup: Task<unknown> | undefined;
	const group = loop.createTask(
		async () =>
			await TaskGroup.run(async (each) => {
				inGroup = each.createTask(async () => await innermost, { name: "in the group" });
			}),
		{ name: "group" },
	);
	await turns(8);
	t.deepEqual(shape(captureCallGraph(future)), [
		"Future",
		[
			"innermost",
			["generator", ["Gathering", ["gathering", shapeOfLimit]]],
			["in the group", ["Task", "group"]],
		],
	]);
	t.is(inGroup?.done(), false);
	t.deepEqual(captureCallGraph(generator)?.callStack, ["[GeneratorFunction (anonymous)]"]);
	future.setResult();
	await Promise.all([limited, group]);
	t.deepEqual(shape(captureCallGraph(future)), "Future");
});

/** waitFor in an async function waits in a task of its own, and the body of a group runs in one. */
const shapeOfLimit = ["Task", ["LimitedWait", "limited"]];

test("captureCallGraph: the running task's stack, innermost first, without the library's frames", async (t) => {
	const loop = newLoop(t);
	function here(depth?: number, limit?: number): FutureCallGraph | undefined {
		return captureCallGraph(undefined, { depth, limit });
	}
	async function running(): Promise<(FutureCallGraph | undefined)[]> {
		await sleep(0);
		return [here(), here(2), here(1, 1), here(1, 0)];
	}
	const stacks = (await loop.createTask(running)).map((graph) => graph?.callStack ?? []);
	t.regex(stacks[0]?.[0] ?? "", /here/);
	t.regex(stacks[0]?.[1] ?? "", /running/);
	t.true(stacks[0]?.every((frame) => !frame.includes("dist/src/")));
	t.regex(stacks[1]?.[0] ?? "", /running/);
	t.is(stacks[2]?.length, 1);
	t.deepEqual(stacks[3], []);
	t.is(captureCallGraph(), undefined);
});

test("formatCallGraph, printCallGraph: lines that are indented by who waits", async (t) => {
	const loop = newLoop(t);
	async function inner(): Promise<void> {
		await loop.createFuture();
	}
	const task = loop.createTask(inner, { name: "inner" });
	const outer = loop.createTask(async () => await task, { name: "outer" });
	await turns(3);
	const text = [
		"* <Task pending name=inner>",
		"  + Call stack:",
		"  |   inner",
		"  + Awaited by:",
		"    * <Task pending name=outer>",
		"      + Call stack:",
		"      |   [AsyncFunction (anonymous)]",
	].join("\n");
	t.is(formatCallGraph(task), text);
	let written = "";
	printCallGraph(task, {
		file: {
			write: (more: string) => {
				written += more;
			},
		},
	});
	t.is(written, `${text}\n`);
	t.is(formatCallGraph(), "");
	outer.cancel();
	await Promise.allSettled([task, outer]);
});

test("captureCallGraph: refuses what is no future, and no numbers", (t) => {
	const loop = newLoop(t);
	for (const wrong of [1, "f", {}, Promise.resolve()]) {
		t.throws(() => captureCallGraph(wrong as never), { instanceOf: TypeError });
	}
	for (const wrong of [-1, 1.5, "1", Number.NaN]) {
		t.throws(() => captureCallGraph(loop.createFuture(), { depth: wrong as never }), {
			instanceOf: TypeError,
		});
		t.throws(() => captureCallGraph(loop.createFuture(), { limit: wrong as never }), {
			instanceOf: TypeError,
		});
	}
});

test("getStack, printStack: while it runs, while it waits, and when it has failed", async (t) => {
	const loop = newLoop(t);
	let task: Task<void>;
	const running: string[][] = [];
	async function work(): Promise<void> {
		running.push(task.getStack(), task.getStack({ limit: 1 }));
		await turns(3);
		await loop.createTask(async () => await turns(1));
		throw new Error("on purpose");
	}
	task = loop.createTask(work, { name: "worker" });
	await turns(2);
	t.regex(running[0]?.[0] ?? "", /work/);
	t.is(running[1]?.length, 1);
	t.deepEqual(task.getStack(), ["work"]);
	await t.throwsAsync(task, { message: "on purpose" });
	t.regex(task.getStack()[0] ?? "", /work/);
	let written = "";
	task.printStack({
		limit: 1,
		file: {
			write: (more: string) => {
				written += more;
			},
		},
	});
	t.regex(written, /^Stack for <Task failed name=worker>\n {2}work .*\n$/);
});
