/** Child processes with a protocol: real programs. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	DEVNULL,
	type EventLoop,
	FileNotFoundError,
	PermissionError,
	PIPE,
	ProcessLookupError,
	RuntimeError,
	STDOUT,
	type SubprocessShellOptions,
	type SubprocessTransport,
	ValueError,
	type WriteTransport,
} from "../../../src/index.js";
import { makePipe } from "../../helpers/descriptors.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { printed } from "../../helpers/run-program.js";
import { LogProtocol } from "./log-protocol.js";

/** The parent's own streams, where a test asks for nothing else. */
const own = { stdin: null, stdout: null, stderr: null };

/** Runs a command to its end. */
async function shell(t: ExecutionContext, command: string, options: SubprocessShellOptions = {}) {
	const loop = newLoop(t);
	const [transport, protocol] = await loop.subprocessShell(() => new LogProtocol(loop), command, {
		...own,
		...options,
	});
	await protocol.over;
	return { transport, protocol, log: protocol.log, returncode: transport.getReturncode() };
}

async function cat(t: ExecutionContext): Promise<{
	loop: EventLoop;
	transport: SubprocessTransport;
	protocol: LogProtocol;
	stdin: WriteTransport;
}> {
	const loop = newLoop(t);
	const [transport, protocol] = await loop.subprocessExec(() => new LogProtocol(loop), "cat", {
		...own,
		stdin: PIPE,
		stdout: PIPE,
	});
	t.teardown(() => transport.close());
	return { loop, transport, protocol, stdin: transport.getPipeTransport(0) as WriteTransport };
}

test("subprocessExec: what is written to cat comes back, and everything ends in order", async (t) => {
	const { transport, protocol, stdin } = await cat(t);
	t.deepEqual(protocol.log, ["made"]);
	t.true(transport.getPid() > 0);
	t.is(transport.getExtraInfo("subprocess")?.pid, transport.getPid());
	t.is(transport.getExtraInfo("socket", "none"), "none");
	t.is(transport.getReturncode(), undefined);
	t.is(transport.getPipeTransport(2), undefined);
	const large = "0123456789".repeat(100_000);
	stdin.write(large);
	stdin.writeEof();
	await protocol.over;
	t.is(protocol.data[1], large);
	t.deepEqual([...new Set(protocol.log)].sort(), ["data 1", "exited 0", "lost 0", "lost 1", "made", "over"]);
	t.is(protocol.log.at(-1), "over");
	t.true(protocol.log.indexOf("data 1") < protocol.log.indexOf("lost 1"));
	t.true(transport.isClosing());
});

test("subprocessShell: standard error goes where standard output goes, with STDOUT", async (t) => {
	const { protocol, returncode } = await shell(t, "echo out; echo err >&2; exit 3", {
		stdout: PIPE,
		stderr: STDOUT,
	});
	t.is(protocol.data[1], "out\nerr\n");
	t.is(returncode, 3);
	t.false(protocol.log.includes("lost 2"));
});

test("subprocessShell: both pipes, each under its number", async (t) => {
	const { protocol, log } = await shell(t, "echo err >&2; echo out", { stdout: PIPE, stderr: PIPE });
	t.deepEqual({ ...protocol.data }, { 1: "out\n", 2: "err\n" });
	t.true(log.includes("lost 1") && log.includes("lost 2"));
});

test("subprocessShell: DEVNULL, descriptors and file objects", async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "evloop-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	writeFileSync(join(folder, "in"), "from a file\n");
	const input = openSync(join(folder, "in"), "r");
	const output = openSync(join(folder, "out"), "w");
	t.teardown(() => {
		closeSync(input);
		closeSync(output);
	});
	const { log, returncode } = await shell(t, "cat; cat /dev/stdin; echo err >&2", {
		stdin: { fileno: () => input },
		stdout: output,
		stderr: DEVNULL,
	});
	t.is(returncode, 0);
	t.deepEqual(log, ["made", "exited 0", "over"]);
	t.true(readFileSync(join(folder, "out"), "utf8").startsWith("from a file\n"));
	const nothing = await shell(t, "cat", { stdin: DEVNULL, stdout: PIPE });
	t.is(nothing.protocol.data[1], "");
});

test("subprocessShell: a child may open /dev/stdin, which a socket would not allow", async (t) => {
	const loop = newLoop(t);
	const [transport, protocol] = await loop.subprocessShell(() => new LogProtocol(loop), "cat /dev/stdin", {
		stdin: PIPE,
		stdout: PIPE,
	});
	const stdin = transport.getPipeTransport(0) as WriteTransport;
	stdin.write("hello");
	stdin.close();
	await protocol.over;
	t.is(protocol.data[1], "hello");
});

test("subprocessExec: cwd, env, argv0 and startNewSession", async (t) => {
	const loop = newLoop(t);
	const [, protocol] = await loop.subprocessExec(
		() => new LogProtocol(loop),
		"/bin/sh",
		"-c",
		'echo "$0 $PWD $GREETING $HOME"',
		{
			cwd: "/",
			env: { GREETING: "hello", HOME: undefined, PATH: process.env.PATH },
			argv0: "name",
			stdout: PIPE,
		},
	);
	await protocol.over;
	t.is(protocol.data[1], "name / hello \n");
	const session = await shell(t, "echo $(ps -o sid= -p $$) $$", { startNewSession: true, stdout: PIPE });
	const [sid, pid] = (session.protocol.data[1] ?? "").trim().split(" ");
	t.is(sid, pid);
});

test("subprocessExec: passFds hands descriptors over under their numbers, and no other descriptor", async (t) => {
	const [reader, writer] = makePipe(t);
	const without = await shell(t, "ls /dev/fd | wc -l", { stdout: PIPE });
	const passed = await shell(t, `echo hello > /dev/fd/${writer.fileno()}; ls /dev/fd | wc -l`, {
		passFds: [writer],
		stdout: PIPE,
	});
	t.is(passed.returncode, 0);
	t.is(reader.read(), "hello\n");
	t.is(Number(passed.protocol.data[1]), Number(without.protocol.data[1]) + 1);
});

for (const signal of ["SIGTERM", "SIGKILL", "SIGUSR1"] as const) {
	test(`getReturncode: negative for ${signal}`, async (t) => {
		const { constants } = await import("node:os");
		const { transport, protocol } = await cat(t);
		if (signal === "SIGTERM") transport.terminate();
		else if (signal === "SIGKILL") transport.kill();
		else transport.sendSignal(constants.signals[signal]);
		await protocol.over;
		t.is(transport.getReturncode(), -constants.signals[signal]);
		t.true(protocol.log.includes(`exited ${-constants.signals[signal]}`));
		for (const again of [
			() => transport.kill(),
			() => transport.terminate(),
			() => transport.sendSignal(signal),
		]) {
			t.throws(again, { instanceOf: ProcessLookupError, code: "ESRCH" });
		}
	});
}

test("sendSignal: refuses what is no signal", async (t) => {
	const { transport } = await cat(t);
	t.throws(() => transport.sendSignal("SIGNONE" as NodeJS.Signals), { instanceOf: ValueError });
	t.throws(() => transport.sendSignal(0), { instanceOf: ValueError });
	t.throws(() => transport.sendSignal({} as number), { instanceOf: TypeError });
});

test("close: closes the pipes and kills the child; connectionLost still comes last", async (t) => {
	const { transport, protocol } = await cat(t);
	transport.close();
	transport.close();
	t.true(transport.isClosing());
	await protocol.over;
	t.is(transport.getReturncode(), -9);
	t.is(protocol.log.at(-1), "over");
});

test("asyncDispose: waits until the child has ended", async (t) => {
	const { loop, transport, protocol } = await cat(t);
	await transport[Symbol.asyncDispose]();
	t.is(transport.getReturncode(), -9);
	t.is(protocol.log.at(-1), "over");
	t.false(loop.statistics().holding);
});

test("subprocessShell: streams that are absent are pipes, as in asyncio", async (t) => {
	const loop = newLoop(t);
	const command = "read x; echo $x; echo err >&2";
	const [transport, protocol] = await loop.subprocessShell(() => new LogProtocol(loop), command);
	(transport.getPipeTransport(0) as WriteTransport).write("in\n");
	await protocol.over;
	t.deepEqual([protocol.data[1], protocol.data[2]], ["in\n", "err\n"]);
});

test("connectionLost: comes only when the pipes are closed, though the child has ended", async (t) => {
	const loop = newLoop(t);
	const [reader, writer] = makePipe(t);
	// A grandchild has the pipe until it is told to end; the shell ends at once. (A background job's stdin is /dev/null.)
	const [transport, protocol] = await loop.subprocessShell(
		() => new LogProtocol(loop),
		`head -n 1 /dev/fd/${reader.fileno()} & exit 0`,
		{ ...own, stdout: PIPE, passFds: [reader] },
	);
	await eventually("the child's end", () => protocol.log.includes("exited 0"));
	t.deepEqual(protocol.log, ["made", "exited 0"]);
	t.throws(() => transport.kill(), { instanceOf: ProcessLookupError });
	writer.write("done\n");
	await protocol.over;
	t.is(protocol.data[1], "done\n");
	t.deepEqual(protocol.log, ["made", "exited 0", "data 1", "lost 1", "over"]);
});

test("pipeConnectionLost: BrokenPipeError where the child does not read what waits for it", async (t) => {
	const loop = newLoop(t);
	const [transport, protocol] = await loop.subprocessShell(
		() => new LogProtocol(loop),
		"exec <&-; read x < /dev/null; exit 0",
		{
			stdin: PIPE,
		},
	);
	(transport.getPipeTransport(0) as WriteTransport).write("x".repeat(1_000_000));
	await protocol.over;
	t.true(protocol.log.includes("lost 0 BrokenPipeError"));
});

test("subprocessExec: what cannot be started fails with the error of the system, and leaves nothing", async (t) => {
	const loop = newLoop(t);
	const make = () => new LogProtocol(loop);
	const folder = mkdtempSync(join(tmpdir(), "evloop-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	const path = join(folder, "data");
	writeFileSync(path, "no program", { mode: 0o600 });
	await t.throwsAsync(
		async () => loop.subprocessExec(make, "evloop-no-such-program", { stdin: PIPE, stdout: PIPE }),
		{
			instanceOf: FileNotFoundError,
			code: "ENOENT",
			message: "spawn ENOENT 'evloop-no-such-program': no such file or directory",
		},
	);
	await t.throwsAsync(async () => loop.subprocessExec(make, path, { stdout: PIPE }), {
		instanceOf: PermissionError,
	});
	await t.throwsAsync(async () => loop.subprocessExec(make, "cat", { cwd: "/no/such/place" }), {
		instanceOf: FileNotFoundError,
		message: "spawn ENOENT '/no/such/place': no such file or directory",
	});
	await t.throwsAsync(
		async () =>
			loop.subprocessExec(() => {
				throw new Error("no protocol");
			}, "cat"),
		{ message: "no protocol" },
	);
	await t.throwsAsync(async () => loop.subprocessExec((() => ({})) as never, "cat"), {
		instanceOf: TypeError,
	});
	await eventually("the end of all callbacks", () => loop.statistics().ready === 0);
	t.deepEqual({ ...loop.statistics() }, { ready: 0, timers: 0, watched: 0, holding: false });
});

test("subprocessExec: refuses wrong arguments before anything is started", (t) => {
	const loop = newLoop(t);
	const make = () => new LogProtocol(loop);
	const exec = loop.subprocessExec.bind(loop) as (...args: unknown[]) => unknown;
	for (const [args, instanceOf, message] of [
		[["", {}], ValueError, /program has no name/],
		[[1], TypeError, /program must be a string, got 1/],
		[["cat\0"], ValueError, /zero byte/],
		[["cat", ["a"]], TypeError, /argument 1 must be a string, got an object/],
		[["cat", 1], TypeError, /argument 1 must be a string, got 1/],
		[["cat", "a", "b\0"], ValueError, /argument 2/],
		[["cat", { stdin: STDOUT }], ValueError, /stdin cannot be STDOUT/],
		[["cat", { stdout: STDOUT }], ValueError, /stdout cannot be STDOUT/],
		[["cat", { stdin: -4 }], ValueError, /-4/],
		[["cat", { stdin: "pipe" }], ValueError, /pipe/],
		[["cat", { cwd: 1 }], TypeError, /cwd/],
		[["cat", { env: 1 }], TypeError, /env/],
		[["cat", { env: { A: 1 } }], TypeError, /env.A/],
		[["cat", { uid: -1 }], RangeError, /uid/],
		[["cat", { gid: 1.5 }], TypeError, /gid/],
		[["cat", { passFds: 3 }], TypeError, /passFds/],
		[["cat", { signal: 1 }], TypeError, /AbortSignal/],
	] as const) {
		t.throws(() => exec(make, ...args), { instanceOf, message }, JSON.stringify(args));
	}
	t.throws(() => exec(undefined, "cat"), { instanceOf: TypeError, message: /factory/ });
	t.throws(() => loop.subprocessShell(make, 1 as never), { instanceOf: TypeError, message: /command/ });
	loop.close();
	t.throws(() => exec(make, "cat"), { instanceOf: RuntimeError, message: "Event loop is closed" });
});

test("subprocessExec: is refused while the loop blocks its thread", (t) => {
	const loop = newLoop(t);
	t.throws(
		() =>
			loop.runUntilCompleteSync(function* () {
				yield* loop.subprocessExec(() => new LogProtocol(loop), "cat");
			}),
		{ instanceOf: RuntimeError, message: /while the event loop blocks its thread/ },
	);
});

test("subprocessExec: a signal that is aborted kills the child that has just been started", async (t) => {
	const loop = newLoop(t);
	const controller = new AbortController();
	const starting = loop.subprocessExec(() => new LogProtocol(loop), "cat", {
		stdin: PIPE,
		stdout: PIPE,
		signal: controller.signal,
	});
	controller.abort(new Error("never mind"));
	await t.throwsAsync(async () => starting, { message: "never mind" });
	await eventually("the end of its pipes", () => !loop.statistics().holding);
	t.is(loop.statistics().watched, 0);
	const before = loop.subprocessExec(() => new LogProtocol(loop), "cat", {
		signal: AbortSignal.abort(new Error("no")),
	});
	await t.throwsAsync(async () => before, { message: "no" });
});

test("unref: the process may end although the child runs", async (t) => {
	const output = await printed(
		t,
		`const [transport] = await evloop.getEventLoop().subprocessExec(() => new evloop.SubprocessProtocol(), "cat", { stdin: evloop.PIPE, stdout: evloop.PIPE });
		transport.unref();
		console.log("end");`,
	);
	t.is(output, "end");
});

test("subprocessExec: holds the process until the child has ended and all was received", async (t) => {
	const output = await printed(
		t,
		`class Log extends evloop.SubprocessProtocol {
			pipeDataReceived(fd, data) { console.log(fd, data.toString().trim()); }
			connectionLost() { console.log("over"); }
		}
		await evloop.getEventLoop().subprocessShell(() => new Log(), "echo hello", { stdout: evloop.PIPE });`,
	);
	t.is(output, "1 hello\nover");
});

test("subprocessExec: 200 processes in a row leave no descriptor, no handle, no listener and nothing that waits", async (t) => {
	const output = await printed(
		t,
		`const fs = await import("node:fs");
		const loop = evloop.getEventLoop();
		const once = async (program) => {
			const over = loop.createFuture();
			class Log extends evloop.SubprocessProtocol { connectionLost() { over.setResult(); } }
			const streams = { stdin: evloop.PIPE, stdout: evloop.PIPE, stderr: evloop.PIPE };
			try { await loop.subprocessExec(() => new Log(), program, streams); } catch (error) { if (error.code !== "ENOENT") throw error; return; }
			await over;
		};
		const state = () => [fs.readdirSync("/dev/fd").length, process.getActiveResourcesInfo().length, process.eventNames().length, process.listenerCount("exit")];
		await once("true");
		await once("evloop-no-such-program");
		await new Promise(setImmediate);
		await new Promise(setImmediate);
		const before = state();
		// What was still being given back when it began may be gone by now.
		const grown = () => state().some((count, i) => count > before[i]);
		for (let i = 0; i < 200; i += 1) await once(i % 10 === 0 ? "evloop-no-such-program" : "true");
		await new Promise(setImmediate);
		for (let i = 0; i < 500 && grown(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		console.log(!grown() || [before, state()].join(" "), JSON.stringify(loop.statistics()));`,
	);
	t.is(output, 'true {"ready":0,"timers":0,"watched":0,"holding":false}');
});
