/** SignalFd where a kqueue stands for the signalfd; each test in a process of its own, which gets signals. */
import test from "ava";
import { SignalFd, ValueError } from "../../src/index.js";
import { printed, runProgram } from "../helpers/run-program.js";
import { groundOptions, grounds } from "./helpers/on-each-ground.js";

for (const ground of grounds) {
	if (ground === "kernel") continue;
	const each = (
		title: string,
		body: (t: Parameters<typeof groundOptions>[0], options: string) => Promise<void>,
	) =>
		test(`SignalFd: ${title} (over a kqueue, ${ground}'s)`, async (t) => {
			const options = groundOptions(t, ground);
			if (options === undefined) t.pass();
			else await body(t, JSON.stringify(options));
		});

	each("tells which signal came, and how often; Node's own listeners hear it, too", async (t, options) => {
		const output = await printed(
			t,
			`const { SignalFd } = evloop;
let heard = 0;
process.on("SIGUSR2", () => { heard += 1; });
const signals = new SignalFd(["SIGUSR2", "SIGHUP"], ${options});
let arrived = 0;
for (let i = 0; i < 100; i += 1) {
	const signal = i % 2 === 0 ? "SIGUSR2" : "SIGHUP";
	process.kill(process.pid, signal);
	const { name, count, pid } = await signals.wait();
	if (name === signal && count === 1 && pid === 0) arrived += 1;
}
let more = "none";
try { more = signals.read().name; } catch (error) { if (error.code !== "EAGAIN") throw error; }
while (heard === 0) await new Promise((resolve) => setImmediate(resolve));
console.log(arrived, more);`,
		);
		t.is(output, "100 none");
	});

	each("several that nobody read are one, with their number", async (t, options) => {
		const output = await printed(
			t,
			`const signals = new evloop.SignalFd(["SIGUSR2"], ${options});
for (let i = 0; i < 5; i += 1) process.kill(process.pid, "SIGUSR2");
let count = 0;
for (let reads = 0; count < 5 && reads < 5; reads += 1) count += (await signals.wait()).count;
console.log(count);`,
		);
		t.is(output, "5");
	});

	each("kill(1) of another process wakes who waits, and for await goes on", async (t, options) => {
		const output = await printed(
			t,
			`import { execFile } from "node:child_process";
const signals = new evloop.SignalFd(["SIGTERM"], ${options});
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

	each("once closed, the last of several, signals do what they did", async (t, options) => {
		const { signal, stdout, stderr } = await runProgram(
			t,
			`const first = new evloop.SignalFd(["SIGHUP", "SIGUSR2"], ${options});
const second = new evloop.SignalFd(["SIGHUP"], ${options});
first.close();
first.close();
console.log(process.listenerCount("SIGUSR2"), process.listenerCount("SIGHUP"));
process.kill(process.pid, "SIGHUP");
console.log((await second.wait()).name);
second.close();
console.log(process.listenerCount("SIGHUP"));
process.kill(process.pid, "SIGHUP");
setInterval(() => {}, 1000);`,
		);
		t.is(stdout, "0 1\nSIGHUP\n0\n", stderr);
		t.is(signal, "SIGHUP");
	});

	each("an object that was forgotten lets its signals go", async (t, options) => {
		const { stdout, stderr } = await runProgram(
			t,
			`(() => { new evloop.SignalFd(["SIGUSR2"], ${options}); })();
const before = process.listenerCount("SIGUSR2");
for (let i = 0; i < 1000 && process.listenerCount("SIGUSR2") > 0; i += 1) {
	globalThis.gc();
	await new Promise((resolve) => setTimeout(resolve, 1));
}
console.log(before, process.listenerCount("SIGUSR2"));`,
			{ flags: ["--expose-gc"] },
		);
		t.is(stdout, "1 0\n");
		t.regex(stderr, /ResourceWarning: unclosed signalfd/);
	});

	test(`SignalFd: refuses what no kqueue can hold back, and leaves nothing (over a kqueue, ${ground}'s)`, (t) => {
		const options = groundOptions(t, ground);
		if (options === undefined) {
			t.pass();
			return;
		}
		const before = process.listenerCount("SIGUSR2");
		t.throws(() => new SignalFd(["SIGUSR2", 40], options), {
			instanceOf: ValueError,
			message: /Node has no name/,
		});
		t.is(process.listenerCount("SIGUSR2"), before);
		t.throws(() => new SignalFd(["SIGKILL"], options), { instanceOf: ValueError });
		t.throws(() => new SignalFd(["SIGUSR2"], { kqueue: null as never }), { instanceOf: TypeError });
		t.throws(() => new SignalFd(["SIGUSR2"], { kqueue: { layout: "x" as never } }), {
			instanceOf: ValueError,
		});
	});
}
