/**
 * Loops beside a test's fakes. They are put in the place of the global functions in a process of its own, as node:test, sinon and jest do:
 * what they are given they keep, and a fake timer holds no process.
 */
import test from "ava";
import { printed } from "../helpers/run-program.js";

/** What is fake from `fake()` on, and real again from `real()` on. */
const program = `
import { Worker } from "node:worker_threads";
const originals = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, queueMicrotask };
const names = ["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask"];
const { now } = performance;
function fake() {
	for (const name of names) globalThis[name] = () => ({});
	performance.now = () => 0;
}
function real() {
	for (const name of names) globalThis[name] = originals[name];
	performance.now = now;
}
const loop = evloop.getEventLoop();
const [near, far] = evloop.socketpair();
near.setblocking(false);
far.setblocking(false);
`;

test("a timer that is set while the clock is fake comes at its time, and those after it", async (t) => {
	const output = await printed(
		t,
		`${program}
fake();
const begin = loop.time();
loop.callLater(30, () => console.log("first", loop.time() - begin >= 30));
real();
loop.callLater(40, () => console.log("second", loop.time() - begin >= 40));
`,
	);
	t.is(output, "first true\nsecond true");
});

test("a loop that first waits while the clock is fake holds the process, then and later", async (t) => {
	const output = await printed(
		t,
		`${program}
const sendLater = () => {
	const source = "import('node:fs').then((fs) => setTimeout(() => fs.writeSync(" + far.fileno() + ", 'x'), 50))";
	new Worker(source, { eval: true }).unref();
};
fake();
const first = loop.sockRecv(near, 10);
real();
sendLater();
console.log(String(await first));
sendLater();
console.log(String(await loop.sockRecv(near, 10)));
`,
	);
	t.is(output, "x\nx");
});

test("sockets, callbacks, tasks and locks go on while the clock is fake", async (t) => {
	const output = await printed(
		t,
		`${program}
fake();
const receiving = loop.sockRecv(near, 10);
loop.callSoon(() => far.send("news"));
console.log(String(await receiving));
const lock = new evloop.Lock();
await lock.acquire();
loop.callLater(5, () => lock.release());
console.log(await lock.acquire());
console.log(await loop.createTask(() => evloop.sleep(5, "slept")));
loop.close();
`,
	);
	t.is(output, "news\ntrue\nslept");
});
