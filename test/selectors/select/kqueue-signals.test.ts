import { constants } from "node:os";
import type { ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import { type Kevent, type KqueueObject, kevent } from "../../../src/selectors/select/index.js";
import { printed, runProgram } from "../../helpers/run-program.js";
import { eachKqueue, type KqueueCase } from "../../helpers/userspace-kqueue.js";

const { SIGKILL, SIGUSR2 } = constants.signals;

function urlOf(path: string): string {
	return JSON.stringify(new URL(path, import.meta.url).href);
}

/** A program's beginning: a kqueue, and means to look at its own signals. A signal to oneself may come a bit later. */
function withQueue({ options }: KqueueCase, source: string): string {
	return `
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { kevent, kqueue } from ${urlOf("../../../src/selectors/select/index.js")};
const options = ${JSON.stringify(options)};
const long = 20_000;
const queue = kqueue(options);
const k = queue.constants;
const signals = constants.signals;
const change = (name, flags = k.KQ_EV_ADD, udata = 0) => kevent(signals[name], k.KQ_FILTER_SIGNAL, flags, 0, 0, udata);
const send = (name) => process.kill(process.pid, name);
/** Whether a signal has a handler. */
function isCaught(name) {
	const mask = BigInt("0x" + /SigCgt:\\s*(\\w+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
	return ((mask >> BigInt(signals[name] - 1)) & 1n) === 1n;
}
async function until(condition) {
	while (!condition()) await setImmediate();
}
${source}`;
}

function refusal(t: ExecutionContext, queue: KqueueObject, change: Kevent): string | undefined {
	return t.throws(() => queue.control([change], 0), { instanceOf: OSError })?.code;
}

eachKqueue("SIGNAL refuses what is no signal", (t, queue) => {
	const k = queue.constants;
	for (const wrong of [0, 65, 2 ** 32 + SIGUSR2, 32]) {
		t.is(refusal(t, queue, kevent(wrong, k.KQ_FILTER_SIGNAL)), "EINVAL", `${wrong}`);
	}
	t.is(refusal(t, queue, kevent(SIGUSR2, k.KQ_FILTER_SIGNAL, k.KQ_EV_DELETE)), "ENOENT");
	t.deepEqual(queue.control([kevent(SIGKILL, k.KQ_FILTER_SIGNAL)], 4, 0), [], "taken, and never told");
	queue.control([kevent(SIGKILL, k.KQ_FILTER_SIGNAL, k.KQ_EV_DELETE)], 0);
});

eachKqueue("SIGNAL counts, and the program's handler is called", async (t, _, about) => {
	const source = `
let handled = 0;
process.on("SIGUSR2", () => { handled++; });
queue.control([change("SIGUSR2", k.KQ_EV_ADD, 9)], 0);
const other = kqueue(options);
other.control([change("SIGUSR2")], 0);
console.log(queue.control(null, 4, 0).length);
send("SIGUSR2");
const [event] = queue.control(null, 4, long);
console.log(event.ident === signals.SIGUSR2, event.filter, event.data, event.udata, (event.flags & k.KQ_EV_CLEAR) !== 0);
console.log(queue.control(null, 4, 0).length);
await until(() => handled === 1);
queue.control([change("SIGUSR2", k.KQ_EV_DISABLE)], 0);
send("SIGUSR2");
await until(() => handled === 2);
send("SIGUSR2");
await until(() => handled === 3);
console.log(queue.control(null, 4, 0).length);
console.log(queue.control([change("SIGUSR2", k.KQ_EV_ENABLE)], 4, long)[0].data);
console.log(other.control(null, 4, long)[0].data);
process.removeAllListeners();
`;
	t.is(await printed(t, withQueue(about, source)), "0\ntrue -6 1 9 true\n0\n0\n2\n3");
});

eachKqueue("SIGNAL: a handler that comes later, and one that goes", async (t, _, about) => {
	const source = `
queue.control([change("SIGUSR2")], 0);
let handled = 0;
const listener = () => { handled++; };
process.on("SIGUSR2", listener);
queue.control(null, 1, 0);
send("SIGUSR2");
await until(() => handled === 1);
console.log(queue.control(null, 4, long)[0].data);
queue.control([change("SIGUSR2", k.KQ_EV_DELETE)], 0);
send("SIGUSR2");
await until(() => handled === 2);
queue.control([change("SIGUSR2")], 0);
process.off("SIGUSR2", listener);
queue.control(null, 1, 0);
console.log(isCaught("SIGUSR2"));
queue.control([change("SIGUSR2", k.KQ_EV_DELETE)], 0);
console.log(isCaught("SIGUSR2"));
send("SIGUSR2");
setInterval(() => {}, 1000);
`;
	const { stdout, stderr, signal } = await runProgram(t, withQueue(about, source));
	t.is(stderr, "");
	t.is(stdout, "1\ntrue\nfalse\n");
	t.is(signal, "SIGUSR2", "what was so before is so again");
});

eachKqueue("SIGNAL: what would end the process ends it", async (t, _, about) => {
	for (const name of ["SIGTERM", "SIGUSR2"]) {
		const source = `
queue.control([change("${name}")], 0);
send("${name}");
queue.control(null, 1, long);
console.log("alive");
`;
		const { stdout, stderr, signal } = await runProgram(t, withQueue(about, source));
		t.deepEqual([stdout, stderr, signal], ["", "", name]);
	}
});

eachKqueue("SIGNAL: what is ignored is counted, and ignored", async (t, _, about) => {
	const source = `
for (const name of ["SIGPIPE", "SIGWINCH", "SIGURG", "SIGCONT"]) {
	queue.control([change(name)], 0);
	send(name);
	const [event] = queue.control(null, 4, long);
	console.log(event.ident === signals[name], event.data);
	queue.control([change(name, k.KQ_EV_DELETE)], 0);
	console.log(isCaught(name));
}
send("SIGPIPE");
`;
	t.is(await printed(t, withQueue(about, source)), "true 1\nfalse\n".repeat(4).trimEnd());
});

eachKqueue("SIGNAL counts what any thread gets, while notes come and go", async (t, _, about) => {
	const threads = 3;
	const times = 200;
	const source = `
let handled = 0;
process.on("SIGUSR2", () => { handled++; });
queue.control([change("SIGUSR2")], 0);
const code = \`
	const [{ parentPort }, { bindNow }] = await Promise.all([
		import("node:worker_threads"),
		import(${urlOf("../../../src/ffi/index.js")}),
	]);
	const raise = bindNow("raise", "int", ["int"]);
	for (let i = 0; i < ${times}; i++) raise(${SIGUSR2});
	parentPort.postMessage("done");
\`;
let left = ${threads};
for (let i = 0; i < ${threads}; i++) new Worker(new URL("data:text/javascript," + encodeURIComponent(code))).on("message", () => { left--; });
let count = 0;
while (left > 0) {
	const passing = kqueue(options);
	passing.control([change("SIGUSR2")], 0);
	for (const event of queue.control(null, 4, 1)) count += event.data;
	passing.close();
	await setImmediate();
}
for (const event of queue.control(null, 4, 0)) count += event.data;
console.log(count);
console.log(handled > 0);
process.removeAllListeners();
`;
	t.is(await printed(t, withQueue(about, source)), `${threads * times}\ntrue`);
});

eachKqueue("SIGNAL: the handler goes with the last kqueue that is closed", async (t, _, about) => {
	const source = `
queue.control([change("SIGUSR2")], 0);
const other = kqueue(options);
other.control([change("SIGUSR2")], 0);
queue.close();
kqueue(options).close();
console.log(isCaught("SIGUSR2"));
other.close();
kqueue(options).close();
console.log(isCaught("SIGUSR2"));
`;
	t.is(await printed(t, withQueue(about, source)), "true\nfalse");
});
