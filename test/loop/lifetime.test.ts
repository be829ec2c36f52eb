/** What keeps a process alive, and what does not: each program ends by itself, or must not. */
import test from "ava";
import { printed, runProgram } from "../helpers/run-program.js";

/** What every program begins with. */
const prelude = `
const { getEventLoop, socketpair, Socket, createServer, sleep } = evloop;
const loop = getEventLoop();
const [a, b] = socketpair();
// What nobody holds the garbage collector closes, and then the other end has something to read.
globalThis.held = [a, b];
a.setblocking(false);
b.setblocking(false);
process.on("exit", () => console.log("exit"));
`;

/** Programs in which nothing is waited for: each ends at once. */
const idle: Readonly<Record<string, string>> = {
	"an idle loop": "",
	"a loop of its own, never closed": "evloop.newEventLoop();",
	"a future that nobody settles": "loop.createFuture().then(() => {}, () => {});",
	"a task that waits for such a future": "loop.createTask(function* () { yield* loop.createFuture(); });",
	"an operation that was cancelled":
		"const f = loop.sockRecv(a, 1); f.catch(() => {}); setTimeout(() => f.cancel(), 5);",
	"an operation that was aborted":
		"loop.sockRecv(a, 1, { signal: AbortSignal.timeout(5) }).catch(() => {}); setTimeout(() => {}, 20);",
	"an operation whose socket was closed":
		"loop.sockRecv(a, 1).catch(() => {}); setTimeout(() => a.close(), 5);",
	"an operation that is over": "loop.sockRecv(a, 1); b.send('x');",
	"a socket whose registration stays": "const f = loop.sockRecv(a, 1); b.send('x'); await f;",
	"a reader that was removed": "loop.addReader(a, () => {}); setTimeout(() => loop.removeReader(a), 5);",
	"a reader whose handle was cancelled":
		"const h = loop.addReader(a, () => {}); setTimeout(() => h.cancel(), 5);",
	"an unreferenced reader": "loop.addReader(a, () => {}).unref();",
	"an unreferenced writer of a full socket":
		"try { for (;;) a.send(Buffer.alloc(65536)); } catch {} loop.addWriter(a, () => {}).unref();",
	"a timer that was cancelled": "loop.callLater(1e9, () => {}).cancel();",
	"an unreferenced timer": "loop.callLater(1e9, () => {}).unref();",
	"a timer that fires once": "loop.callLater(5, () => {});",
	"a sleep that was cancelled": "const s = sleep(1e9); s.catch(() => {}); s.cancel();",
	"a loop that was closed":
		"loop.sockRecv(a, 1).catch(() => {}); loop.callLater(1e9, () => {}); loop.addReader(b, () => {}); loop.close();",
	"a run that is over": "await evloop.run(async () => { await sleep(1); });",
	"a blocking run that is over":
		"loop.runUntilCompleteSync(function* () { const f = loop.sockRecv(a, 1); yield* sleep(1); b.send('x'); yield* f; });",
	"a blocking run that ended what was begun before":
		"const f = loop.sockRecv(a, 1); await new Promise(setImmediate); loop.callLater(1, () => b.send('x')); loop.runUntilCompleteSync(f);",
	"a lookup that is over": "await loop.getaddrinfo('localhost', 80);",
	"a listener that nobody accepts on": "createServer(['127.0.0.1', 0]);",
};

/** Programs in which something is waited for, that comes after a while from an unreferenced timer of Node's. */
const waiting: Readonly<Record<string, string>> = {
	"a scheduled callback": "loop.callSoon(() => loop.callSoon(() => console.log('came')));",
	"a timer": "loop.callLater(50, () => console.log('came'));",
	"a timer referenced again": "loop.callLater(50, () => console.log('came')).unref().ref();",
	"a sleep": "sleep(50).then(() => console.log('came'));",
	"a task that sleeps": "loop.createTask(function* () { yield* sleep(50); console.log('came'); });",
	sockRecv: "loop.sockRecv(a, 1).then(() => console.log('came')); later(() => b.send('x'));",
	sockRecvInto:
		"loop.sockRecvInto(a, Buffer.alloc(1)).then(() => console.log('came')); later(() => b.send('x'));",
	sockRecvfrom: "loop.sockRecvfrom(a, 1).then(() => console.log('came')); later(() => b.send('x'));",
	waitReadable: "loop.waitReadable(a).then(() => console.log('came')); later(() => b.send('x'));",
	"sockSendall into a full socket":
		"loop.sockSendall(a, Buffer.alloc(5e6)).then(() => console.log('came')); later(() => loop.addReader(b, () => { try { b.recv(1e6); } catch { } }).unref());",
	sockAccept: `const server = createServer(['127.0.0.1', 0]); server.setblocking(false);
		loop.sockAccept(server).then(() => console.log('came'));
		later(() => { const c = new Socket(); c.setblocking(false); try { c.connect(server.getsockname()); } catch {} });`,
	"a reader":
		"loop.addReader(a, () => { loop.removeReader(a); console.log('came'); }); later(() => b.send('x'));",
	"a reader referenced again":
		"loop.addReader(a, () => { loop.removeReader(a); console.log('came'); }).unref().ref(); later(() => b.send('x'));",
	"a lookup": "loop.getaddrinfo('localhost', 80).then(() => console.log('came'));",
	"an operation after another": `(async () => { await loop.sockRecv(a, 1); await loop.sockRecv(a, 1); console.log('came'); })();
		later(() => { b.send('x'); setTimeout(() => b.send('y'), 30).unref(); });`,
	"an operation on a loop of its own":
		"evloop.newEventLoop().sockRecv(a, 1).then(() => console.log('came')); later(() => b.send('x'));",
	"an operation begun before a blocking run":
		"loop.sockRecv(a, 1).then(() => console.log('came')); loop.runUntilCompleteSync(sleep(1)); later(() => b.send('x'));",
};

const serial = test.serial;

for (const [what, code] of Object.entries(idle)) {
	serial(`a process ends: ${what}`, async (t) => {
		t.is(await printed(t, prelude + code), "exit");
	});
}

for (const [what, code] of Object.entries(waiting)) {
	serial(`a process stays until it is over: ${what}`, async (t) => {
		const later = "const later = (fn) => setTimeout(fn, 50).unref();\n";
		t.is(await printed(t, prelude + later + code), "came\nexit");
	});
}

serial("a process stays while something is waited for that never comes", async (t) => {
	const { signal, stdout } = await runProgram(
		t,
		`${prelude}
		loop.sockRecv(a, 1);
		setTimeout(() => { console.log("still here"); process.kill(process.pid, "SIGKILL"); }, 300).unref();`,
	);
	t.is(signal, "SIGKILL");
	t.is(stdout, "still here\n");
});

serial("process.exit() ends a process in the middle of everything", async (t) => {
	const { code, stdout } = await runProgram(
		t,
		`${prelude}
		loop.sockRecv(a, 1).catch(() => {});
		loop.callLater(1e6, () => {});
		const chain = () => loop.callSoon(chain);
		chain();
		loop.addReader(b, () => {});
		setTimeout(() => process.exit(7), 20);`,
	);
	t.is(code, 7);
	t.is(stdout, "exit\n");
});

serial("an uncaught exception ends a process with an open loop, as any other", async (t) => {
	const { code, stderr } = await runProgram(
		t,
		`${prelude}
		loop.sockRecv(a, 1);
		setTimeout(() => { throw new Error("uncaught"); }, 5);`,
	);
	t.is(code, 1);
	t.regex(stderr, /Error: uncaught/);
});
