/** Child processes with streams: real programs. */
import test, { type ExecutionContext } from "ava";
import {
	CancelledError,
	createSubprocessExec,
	createSubprocessShell,
	DEVNULL,
	FileNotFoundError,
	gather,
	PIPE,
	type Process,
	ProcessLookupError,
	STDOUT,
	sleep,
	ValueError,
} from "../../../src/index.js";
import { makePipe } from "../../helpers/descriptors.js";
import { newLoop } from "../../helpers/new-loop.js";
import { printed } from "../../helpers/run-program.js";

const pipes = { stdin: PIPE, stdout: PIPE, stderr: PIPE };

/** Kills the child when the test ends. */
async function kept(t: ExecutionContext, starting: PromiseLike<Process>): Promise<Process> {
	const child = await starting;
	t.teardown(async () => child[Symbol.asyncDispose]());
	return child;
}

test("communicate: 10 MB through cat, while it writes as much to standard error", async (t) => {
	const child = await kept(t, createSubprocessExec("sh", "-c", "tee /dev/stderr", pipes));
	const input = Buffer.alloc(10 * 1024 * 1024);
	for (let i = 0; i < input.length; i += 1) input[i] = i % 251;
	const [output, errors] = await child.communicate(input);
	t.true(output?.equals(input));
	t.true(errors?.equals(input));
	t.is(child.returncode, 0);
});

test("communicate: tells only what is piped", async (t) => {
	const both = await createSubprocessShell("echo out; echo err >&2", { stdout: PIPE, stderr: STDOUT });
	t.deepEqual((await both.communicate()).map(String), ["out\nerr\n", "undefined"]);
	const none = await createSubprocessExec("true", { stdout: DEVNULL });
	t.deepEqual(await none.communicate(), [undefined, undefined]);
	const silent = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE });
	t.deepEqual(await silent.communicate(), [Buffer.alloc(0), undefined]);
});

test("communicate: a child that does not read its input is no error", async (t) => {
	for (const command of ["exit 3", "exec <&-; exit 3", "head -c 1 > /dev/null; exit 3"]) {
		const child = await createSubprocessShell(command, pipes);
		await child.communicate("x".repeat(1_000_000));
		t.is(child.returncode, 3, command);
	}
});

test("communicate: refuses input where no pipe takes it, and what is no input", async (t) => {
	const child = await createSubprocessExec("true");
	t.throws(() => child.communicate("hello"), { instanceOf: ValueError, message: /no PIPE/ });
	t.throws(() => child.communicate(1 as never), { instanceOf: TypeError });
	t.is(await child.wait(), 0);
});

test("streams: what is written is read, line by line, both ways at a time", async (t) => {
	const child = await kept(t, createSubprocessExec("cat", pipes));
	for (const line of ["one\n", "two\n"]) {
		child.stdin?.write(line);
		await child.stdin?.drain();
		t.is(String(await child.stdout?.readline()), line);
	}
	child.stdin?.close();
	await child.stdin?.waitClosed();
	t.is(String(await child.stdout?.read()), "");
	t.true(child.stdout?.atEof());
	t.is(await child.wait(), 0);
	t.is(child.returncode, 0);
});

test("streams: a reader's limit pauses the child, and nothing is lost", async (t) => {
	const child = await kept(
		t,
		createSubprocessShell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done", {
			stdout: PIPE,
			limit: 1000,
		}),
	);
	let lines = 0;
	for await (const line of child.stdout ?? []) {
		if (String(line) === "0123456789\n") lines += 1;
	}
	t.is(lines, 20_000);
	t.is(await child.wait(), 0);
});

test("drain: waits while the child does not read, and fails when it has ended", async (t) => {
	const child = await kept(t, createSubprocessShell("read line; kill -9 $$", { stdin: PIPE }));
	child.stdin?.write("x".repeat(1_000_000));
	const drained = child.stdin?.drain();
	t.false(drained?.done());
	child.kill();
	await t.throwsAsync(async () => drained, { name: "BrokenPipeError" });
	await t.throwsAsync(async () => child.stdin?.waitClosed(), { name: "BrokenPipeError" });
	t.is(await child.wait(), -9);
});

test("wait: any number may wait, before and after the end", async (t) => {
	const child = await createSubprocessExec("cat", { stdin: PIPE });
	const waits = gather(child.wait(), child.wait());
	child.terminate();
	t.deepEqual(await waits, [-15, -15]);
	t.is(await child.wait(), -15);
	for (const again of [() => child.kill(), () => child.terminate(), () => child.sendSignal("SIGHUP")]) {
		t.throws(again, { instanceOf: ProcessLookupError });
	}
});

test("wait: does not wait for a pipe that a grandchild keeps open", async (t) => {
	const [reader, writer] = makePipe(t);
	const child = await createSubprocessShell(`cat /dev/fd/${reader.fileno()} & exit 4`, {
		stdout: PIPE,
		passFds: [reader],
	});
	t.is(await child.wait(), 4);
	writer.write("still here");
	writer.close();
	t.is(String(await child.stdout?.read()), "still here");
});

test("wait: cancelled or aborted, the child goes on", async (t) => {
	const child = await kept(t, createSubprocessExec("cat", pipes));
	const waiting = child.wait();
	waiting.cancel();
	await t.throwsAsync(async () => waiting, { instanceOf: CancelledError });
	const controller = new AbortController();
	const aborted = child.wait({ signal: controller.signal });
	controller.abort(new Error("enough"));
	await t.throwsAsync(async () => aborted, { message: "enough" });
	await t.throwsAsync(async () => child.wait({ signal: controller.signal }), { message: "enough" });
	t.is(child.returncode, undefined);
});

test("communicate: cancelled, it takes nothing, and can be called again", async (t) => {
	const child = await kept(t, createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE }));
	child.stdin?.write("hello");
	const first = child.communicate();
	first.cancel();
	await t.throwsAsync(async () => first, { instanceOf: CancelledError });
	const [output] = await child.communicate();
	t.is(String(output), "hello");
});

test("asyncDispose: kills the child", async (t) => {
	const child = await createSubprocessExec("cat", pipes);
	await child[Symbol.asyncDispose]();
	t.is(child.returncode, -9);
});

test("createSubprocessExec: a missing program is a FileNotFoundError; wrong arguments are refused", async (t) => {
	await t.throwsAsync(async () => createSubprocessExec("evloop-no-such-program", pipes), {
		instanceOf: FileNotFoundError,
		code: "ENOENT",
	});
	t.throws(() => createSubprocessExec("cat", { limit: 0 }), { instanceOf: ValueError });
	t.throws(() => createSubprocessExec(1 as never), { instanceOf: TypeError });
	t.throws(() => createSubprocessShell("true", { stdin: STDOUT }), { instanceOf: ValueError });
});

test("createSubprocessExec: cancelled, it leaves no child", async (t) => {
	const starting = createSubprocessExec("cat", pipes);
	starting.cancel();
	await t.throwsAsync(async () => starting, { instanceOf: CancelledError });
});

test("createSubprocessExec: on a loop of one's own, by generators", async (t) => {
	const loop = newLoop(t);
	const output = await loop.runUntilComplete(function* () {
		const child = yield* createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE, loop });
		const [stdout] = yield* child.communicate("hello");
		return String(stdout);
	});
	t.is(output, "hello");
});

test("200 processes in a row leave no descriptor, no handle, no listener and nothing that waits", async (t) => {
	const output = await printed(
		t,
		`const fs = await import("node:fs");
		const { createSubprocessExec, PIPE } = evloop;
		const once = async () => {
			const child = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE, stderr: PIPE });
			const [output] = await child.communicate("hello");
			if (String(output) !== "hello" || child.returncode !== 0) throw new Error(String(output));
		};
		const settle = async () => { for (let i = 0; i < 5; i += 1) await new Promise(setImmediate); };
		const state = () => [fs.readdirSync("/dev/fd").length, process.getActiveResourcesInfo().length, process.eventNames().length];
		await once();
		await settle();
		const before = state();
		// What was still being given back when it began may be gone by now.
		const grown = () => state().some((count, i) => count > before[i]);
		for (let i = 0; i < 200; i += 1) await once();
		await settle();
		for (let i = 0; i < 500 && grown(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		console.log(!grown() || [before, state()].join(" "), JSON.stringify(evloop.getEventLoop().statistics()));`,
	);
	t.is(output, 'true {"ready":0,"timers":0,"watched":0,"holding":false}');
});

test("50 processes at a time", async (t) => {
	const outputs = await gather(
		...Array.from({ length: 50 }, (_, i) => async () => {
			const child = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE });
			await sleep(0);
			const [output] = await child.communicate(String(i));
			return String(output);
		}),
	);
	t.deepEqual(
		outputs,
		Array.from({ length: 50 }, (_, i) => String(i)),
	);
});
