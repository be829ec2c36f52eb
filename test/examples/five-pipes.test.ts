import test, { type ExecutionContext } from "ava";
import { userspaceKqueue } from "../helpers/userspace-kqueue.js";
import { runExample } from "./helpers/example.js";

const file = "01-five-pipes/main.js";

/** Milliseconds between two lines: enough that a busy machine does not make one child overtake another. */
const scale = 800;

interface Report {
	/** The clock of each line, in milliseconds. */
	readonly clock: readonly number[];
	/** Which child each line is from. */
	readonly order: readonly number[];
	/** The processor time used, in milliseconds. */
	readonly cpu: number;
	/** How often a pipe was read from. */
	readonly reads: number;
}

async function report(t: ExecutionContext, mode: string, ...args: string[]): Promise<Report> {
	const { code, stdout, stderr } = await runExample(t, file, mode, String(scale), ...args);
	t.is(stderr, "");
	t.is(code, 0);
	const lines = stdout.trimEnd().split("\n");
	const [, cpu, reads] = /^CPU time used: (\d+) ms, for (\d+) reads$/.exec(lines.pop() ?? "") ?? [];
	const parsed = lines.map((line) => /^(\d+\.\d\d) s {2}Hello from ([0-4]) subprocess$/.exec(line));
	t.false(cpu === undefined || parsed.includes(null), stdout);
	return {
		clock: parsed.map((match) => 1000 * Number(match?.[1])),
		order: parsed.map((match) => Number(match?.[2])),
		cpu: Number(cpu),
		reads: Number(reads),
	};
}

/** Half of the last digit that the clock shows. */
const rounding = 5;

/**
 * The order in which the lines came. Those that a starved program found all at once have no order of their own: the kernel
 * reports them as it likes.
 */
function arrivals({ clock, order }: Report): number[] {
	const groups: number[][] = [];
	for (const [i, child] of order.entries()) {
		const together = i > 0 && (clock[i] ?? 0) - (clock[i - 1] ?? 0) < 0.1 * scale;
		if (together) groups.at(-1)?.push(child);
		else groups.push([child]);
	}
	return groups.flatMap((group) => group.toSorted());
}

async function checkPatient(t: ExecutionContext, mode: string, ...args: string[]): Promise<Report> {
	const result = await report(t, mode, ...args);
	const { clock, cpu, reads } = result;
	t.deepEqual(arrivals(result), [0, 1, 2, 3, 4]);
	for (const [i, time] of clock.entries()) t.true(time >= i * scale - rounding, `line ${i} at ${time} ms`);
	// A line, EAGAIN, the end, of each pipe; the last two together where the child was quick to go.
	t.true(reads >= 10 && reads <= 15, `${reads} reads`);
	// Whoever waits leaves the processor alone; it is well under a hundredth once the program is warm.
	t.true(cpu <= 0.1 * Math.max(...clock), `${cpu} ms of processor time`);
	return result;
}

test("five-pipes: blocking reads print everything at the end, the last pipe first", async (t) => {
	const { clock, order } = await report(t, "blocking");
	t.deepEqual(order, [4, 3, 2, 1, 0]);
	for (const time of clock) t.true(time >= 4 * scale - rounding, `at ${time} ms`);
});

test("five-pipes: non-blocking reads in a busy loop print in the right order, and waste processor time", async (t) => {
	const result = await report(t, "nonblock");
	t.deepEqual(arrivals(result), [0, 1, 2, 3, 4]);
	// Its processor time is what a busy machine leaves to it; its attempts tell more.
	t.true(result.reads > 20 * 15, `${result.reads} reads`);
});

const everywhere = ["select", "poll", "selectors", "loop", "async", "generator"];
for (const mode of process.platform === "linux" ? [...everywhere, "epoll"] : everywhere) {
	test(`five-pipes: ${mode} prints each line when it comes, and uses hardly any processor time`, async (t) => {
		await checkPatient(t, mode);
	});
}

if (process.platform === "linux") {
	test("five-pipes: edge-triggered epoll reports what was ready before it began", async (t) => {
		const { clock } = await checkPatient(t, "epoll-et");
		for (const time of clock) t.true(time >= scale - rounding, `at ${time} ms`);
	});
}

test("five-pipes: kqueue prints each line when it comes, also out of a library", async (t) => {
	if (process.platform !== "linux") {
		await checkPatient(t, "kqueue");
		return;
	}
	const options = userspaceKqueue((reason) => t.log(reason), "libkqueue");
	if (options?.library === undefined) t.pass();
	else await checkPatient(t, "kqueue", options.library);
});

test("five-pipes: kqueue says so where there is none", async (t) => {
	if (process.platform !== "linux") {
		t.log("SKIP: no kqueue: this system has one");
		t.pass();
		return;
	}
	const { code, stdout, stderr } = await runExample(t, file, "kqueue", "1");
	t.is(stdout, "");
	t.regex(stderr, /NotImplementedError: Cannot make a kqueue: /);
	t.is(code, 1);
});

test("five-pipes: names its modes where it is given none of them", async (t) => {
	for (const args of [[], ["constructor"]]) {
		const { code, stderr } = await runExample(t, file, ...args);
		t.regex(stderr, /MODE is one of blocking, nonblock, .*, generator\./);
		t.is(code, 2);
	}
});
