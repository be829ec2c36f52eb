import test from "ava";
import { SignalFd, ValueError } from "../../src/index.js";
import { printed, runProgram } from "../helpers/run-program.js";
import { made } from "./helpers/makers.js";

/** Whether this system has signalfd; where not, the test says so and passes. */
function hasSignalfd(t: Parameters<typeof made>[0]): boolean {
	return made(t, "SignalFd", () => new SignalFd([60]).close() ?? true) !== undefined;
}

test("SignalFd: signals to the process arrive once each, and Node's own listeners hear them, too", async (t) => {
	if (!hasSignalfd(t)) return;
	const output = await printed(
		t,
		`const { SignalFd } = evloop;
const signals = new SignalFd(["SIGUSR2", "SIGHUP"]);
let arrived = 0;
for (let i = 0; i < 300; i += 1) {
	process.kill(process.pid, i % 2 === 0 ? "SIGUSR2" : "SIGHUP");
	const info = await signals.wait();
	if (info.name === (i % 2 === 0 ? "SIGUSR2" : "SIGHUP") && info.pid === process.pid) arrived += 1;
}
await new Promise((resolve) => setTimeout(resolve, 20));
let more = "none";
try { more = signals.read().name; } catch (error) { if (error.code !== "EAGAIN") throw error; }
console.log(arrived, more);`,
	);
	t.is(output, "300 none");
});

test("SignalFd: kill(1) of another process wakes who waits, and for await goes on", async (t) => {
	if (!hasSignalfd(t)) return;
	const output = await printed(
		t,
		`import { execFile } from "node:child_process";
const { SignalFd } = evloop;
const signals = new SignalFd(["SIGTERM"]);
const send = () => execFile("sh", ["-c", 'kill -TERM "$0"', String(process.pid)]);
let count = 0;
send();
for await (const { name, signo } of signals) {
	console.log(name, signo);
	count += 1;
	if (count === 3) signals.close();
	else send();
}
console.log("over");`,
	);
	t.is(output, "SIGTERM 15\nSIGTERM 15\nSIGTERM 15\nover");
});

test("SignalFd: once closed the mask is as before, what was pending is dropped, and signals do what they did", async (t) => {
	if (!hasSignalfd(t)) return;
	const { signal, stdout, stderr } = await runProgram(
		t,
		`import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
const { SignalFd } = evloop;
const mask = () => /SigBlk:\\s*(\\w+)/.exec(readFileSync("/proc/thread-self/status", "utf8"))[1];
const before = mask();
const first = new SignalFd(["SIGUSR2", "SIGHUP"]);
const second = new SignalFd(["SIGUSR2"]);
console.log(before !== mask());
console.log(/SigBlk:\\s*0+\\n/.test(spawnSync("cat", ["/proc/self/status"]).stdout.toString()));
process.kill(process.pid, "SIGHUP");
await new Promise((resolve) => setTimeout(resolve, 20));
first.close();
process.kill(process.pid, "SIGUSR2");
console.log((await second.wait()).name);
process.kill(process.pid, "SIGUSR2");
second.close();
console.log(before === mask(), process.listenerCount("SIGUSR2"), process.listenerCount("SIGHUP"));
let heard = 0;
process.on("SIGUSR2", () => { heard += 1; });
process.kill(process.pid, "SIGUSR2");
while (heard === 0) await new Promise((resolve) => setImmediate(resolve));
console.log("heard");
process.kill(process.pid, "SIGHUP");
setInterval(() => {}, 1000);`,
	);
	t.is(stdout, "true\ntrue\nSIGUSR2\ntrue 0 0\nheard\n", stderr);
	t.is(signal, "SIGHUP");
});

test("SignalFd: an object that was forgotten lets its signals go", async (t) => {
	if (!hasSignalfd(t)) return;
	const { stdout, stderr } = await runProgram(
		t,
		`import { readFileSync } from "node:fs";
const mask = () => /SigBlk:\\s*(\\w+)/.exec(readFileSync("/proc/thread-self/status", "utf8"))[1];
const before = mask();
(() => { new evloop.SignalFd(["SIGUSR2"]); })();
const blocked = mask() !== before;
for (let i = 0; i < 1000 && mask() !== before; i += 1) {
	globalThis.gc();
	await new Promise((resolve) => setTimeout(resolve, 1));
}
console.log(blocked, mask() === before, process.listenerCount("SIGUSR2"));`,
		{ flags: ["--expose-gc"] },
	);
	t.is(stdout, "true true 0\n");
	t.regex(stderr, /ResourceWarning: unclosed signalfd/);
});

test("SignalFd: tells who sent a signal to this thread, and with which value", async (t) => {
	if (!hasSignalfd(t)) return;
	const output = await printed(
		t,
		`const { createRequire } = await import("node:module");
const koffi = createRequire(${JSON.stringify(import.meta.url)})("koffi");
const libc = koffi.load(null);
const self = libc.func("pthread_self", "uintptr_t", []);
const queue = libc.func("pthread_sigqueue", "int", ["uintptr_t", "int", "intptr_t"]);
const signals = new evloop.SignalFd([40, "SIGUSR1"]);
for (const value of [11, 22, 33]) queue(self(), 40, value);
for (let i = 0; i < 3; i += 1) {
	const { name, signo, code, pid, int, uid } = await signals.wait();
	console.log(name, signo, code, pid === process.pid, int, uid === process.getuid());
}`,
	);
	t.deepEqual(output.split("\n"), [
		"undefined 40 -1 true 11 true",
		"undefined 40 -1 true 22 true",
		"undefined 40 -1 true 33 true",
	]);
});

test("SignalFd: beside a loop's handler of the signal, the last one of them puts back what it did", async (t) => {
	if (!hasSignalfd(t)) return;
	const output = await printed(
		t,
		`const loop = evloop.getEventLoop();
const listen = () => new evloop.SignalFd(["SIGPIPE"]);
const first = listen();
loop.addSignalHandler("SIGPIPE", () => {});
first.close();
loop.removeSignalHandler("SIGPIPE");
loop.addSignalHandler("SIGPIPE", () => {});
const second = listen();
loop.removeSignalHandler("SIGPIPE");
second.close();
// Node ignores it: its default action would end this process.
process.kill(process.pid, "SIGPIPE");
await new Promise((resolve) => setImmediate(resolve));
console.log("alive");`,
	);
	t.is(output, "alive");
});

test("SignalFd: refuses what cannot be held back", (t) => {
	if (!hasSignalfd(t)) return;
	for (const signal of ["SIGKILL", "SIGSTOP", "SIGCHLD", "SIGSEGV", 32, 33] as const) {
		t.throws(() => new SignalFd([signal]), {
			instanceOf: ValueError,
			message: /^Cannot make a signalfd for /,
		});
	}
	t.throws(() => new SignalFd([]), { instanceOf: ValueError });
	t.throws(() => new SignalFd([0]), { instanceOf: ValueError });
	t.throws(() => new SignalFd([65]), { instanceOf: ValueError });
	t.throws(() => new SignalFd(["SIGNONE" as never]), { instanceOf: ValueError });
	for (const signals of ["SIGUSR1", 10, null, undefined, {}]) {
		t.throws(() => new SignalFd(signals as never), { instanceOf: TypeError });
	}
	t.throws(() => new SignalFd([{} as never]), { instanceOf: TypeError });
});
