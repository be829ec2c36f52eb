import test, { type ExecutionContext } from "ava";
import { EventFd, memfd, PidFd, SignalFd, TimerFd } from "../../src/index.js";
import { made } from "../descriptors/helpers/makers.js";
import { runExample } from "./helpers/example.js";

async function printedBy(t: ExecutionContext, file: string, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await runExample(t, file, ...args);
	t.is(stderr, "");
	t.is(code, 0);
	return stdout;
}

function can(t: ExecutionContext, what: string, make: () => { close(): void }): boolean {
	const one = made(t, what, make);
	one?.close();
	return one !== undefined;
}

test("eventfd: three processes count into it, and nothing is lost", async (t) => {
	if (!can(t, "EventFd", () => new EventFd())) return;
	t.is(await printedBy(t, "11-eventfd.js"), "12 jobs done, no more wake-ups than that\n");
});

test("timerfd-metronome: beats stay where they belong", async (t) => {
	if (!can(t, "TimerFd", () => new TimerFd())) return;
	const output = await printedBy(t, "11-timerfd-metronome.js", "10", "10");
	const beats = output.matchAll(/^beat (\d+) at (\d+)/gm);
	let last = 0;
	for (const [, beat, at] of beats) {
		t.true(Number(beat) > last);
		// A beat is heard at its own time or, on a busy machine, later; never before.
		t.true(Number(at) >= Number(beat), output);
		last = Number(beat);
	}
	t.true(last >= 10, output);
	t.regex(output, /, \d+ missed\n/);
	t.true(output.endsWith("no beat came early\n"), output);
});

test("signalfd: signals come one after the other, the last one ends it", async (t) => {
	if (!can(t, "SignalFd", () => new SignalFd([60]))) return;
	t.is(
		await printedBy(t, "11-signalfd.js"),
		"waiting for signals\nreading the settings again\nall is well\nSIGTERM: stopping\n",
	);
});

test("pidfd-watch: the end of a process that is no child", async (t) => {
	if (!can(t, "PidFd", () => new PidFd(process.pid))) return;
	t.is(await printedBy(t, "11-pidfd-watch.js"), "still running, so it is told to end\nit has ended\n");
});

test("memfd: a child reads the page that was sealed", async (t) => {
	if (!can(t, "memfd", () => memfd("x"))) return;
	t.is(await printedBy(t, "11-memfd.js"), "the child found 1000004 bytes, the last word is done\n");
});

test("pipe: two programs and ours between them", async (t) => {
	t.is(await printedBy(t, "11-pipe.js"), "2 one\n1 three\n3 two\n");
});

test("flock: no addition is lost", async (t) => {
	t.is(await printedBy(t, "11-flock.js", "4", "50"), "4 processes, 50 times: 200\n");
});
