/** A saturated loop beside everything else that Node does in the same process. */
import test from "ava";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";

/**
 * A node:net echo with 96 connections, alone and beside 600 sockets of a loop that never rest: each is written to again as
 * soon as it was read. All of it is in one thread, and rates are by its CPU time, so other work on the machine does not
 * count. A turn takes at most 64 events; if it took all 600, node:net would keep a sixth of its rate.
 */
const program = `
import net from "node:net";
import { once } from "node:events";
const { getEventLoop, socketpair } = evloop;
const loop = getEventLoop();

const server = net.createServer((socket) => socket.on("data", (data) => socket.write(data)));
server.listen(0, "127.0.0.1");
await once(server, "listening");
let echoes = 0;
for (let i = 0; i < 96; i += 1) {
	const client = net.connect(server.address().port, "127.0.0.1");
	client.setNoDelay(true);
	client.on("data", () => { echoes += 1; client.write("x"); });
	client.write("x");
}

let served = 0;
const message = Buffer.alloc(64, "y");
const pairs = Array.from({ length: 600 }, () => socketpair());
function begin([near, far]) {
	far.send(message);
	loop.addReader(near, () => {
		near.recv(1024);
		served += 1;
		far.send(message);
	});
}
function end([near]) {
	loop.removeReader(near);
	near.recv(1024);
}

/** Echoes of node:net in each second of CPU time, over a number of them. */
async function rate() {
	const begin = echoes;
	const cpu = process.cpuUsage();
	while (echoes - begin < 3000) await new Promise((resolve) => setImmediate(resolve));
	const { user, system } = process.cpuUsage(cpu);
	return (echoes - begin) / (user + system);
}
await rate();
const ratios = [];
for (let round = 0; round < 5; round += 1) {
	const alone = await rate();
	pairs.forEach(begin);
	ratios.push((await rate()) / alone);
	pairs.forEach(end);
}
ratios.sort((a, b) => a - b);
console.log(JSON.stringify({ ratio: ratios[2], served: served > 3000 }));
process.exit();
`;

test("the loop: a node:net echo keeps at least a third of its rate beside a saturated loop", async (t) => {
	if (["select", "poll"].includes(process.env.EVLOOP_SELECTOR ?? "")) {
		skip(t, "a selector that costs what is ready", "select and poll cost what is watched, each time");
		return;
	}
	if (process.env.EVLOOP_HOST === "thread") {
		skip(t, "a watcher without a thread", "the helper thread's CPU time would count, too");
		return;
	}
	const { ratio, served } = JSON.parse(await printed(t, program)) as { ratio: number; served: boolean };
	t.log(`${ratio.toFixed(2)} of its rate`);
	t.true(served, "the loop itself got nothing done");
	t.true(ratio >= 1 / 3, `beside the loop it has ${ratio.toFixed(2)} of its rate`);
});

test("the loop: a callSoon chain without end leaves room for timers, promises, files and sockets of Node", async (t) => {
	const output = await printed(
		t,
		`
import { readFile } from "node:fs/promises";
import net from "node:net";
import { once } from "node:events";
const loop = evloop.getEventLoop();
let links = 0;
const chain = () => { links += 1; loop.callSoon(chain); };
chain();
await new Promise((resolve) => setTimeout(resolve, 5));
await readFile(process.execPath + ".missing").catch(() => {});
const server = net.createServer((socket) => socket.end("hello")).listen(0, "127.0.0.1");
await once(server, "listening");
const socket = net.connect(server.address().port, "127.0.0.1");
let text = "";
for await (const data of socket) text += data;
const [a, b] = evloop.socketpair();
a.setblocking(false);
const received = loop.sockRecv(a, 10);
b.send("too");
console.log(text, (await received).toString(), links > 100);
process.exit();
`,
	);
	t.is(output, "hello too true");
});

test("the loop: a socket that always succeeds at once leaves room for timers and sockets of Node and of the loop", async (t) => {
	const output = await printed(
		t,
		`
import net from "node:net";
import { once } from "node:events";
const loop = evloop.getEventLoop();
const [near, far] = evloop.socketpair();
for (const sock of [near, far]) sock.setblocking(false);
let exchanged = 0;
// Each receive asks for as much as was sent, so none is short and the next is tried at once.
(async () => {
	for (;;) {
		await loop.sockSendall(far, "0123456789");
		exchanged += (await loop.sockRecv(near, 10)).length;
	}
})();
await new Promise((resolve) => setTimeout(resolve, 5));
await new Promise((resolve) => loop.callLater(5, resolve));
const server = net.createServer((socket) => socket.end("hello")).listen(0, "127.0.0.1");
await once(server, "listening");
const socket = net.connect(server.address().port, "127.0.0.1");
let text = "";
for await (const data of socket) text += data;
console.log(text, exchanged > 1000);
process.exit();
`,
	);
	t.is(output, "hello true");
});

test("the loop: what a short read said of a socket is remembered before it is ever registered", async (t) => {
	const output = await printed(
		t,
		`
const loop = evloop.getEventLoop();
const [near, far] = evloop.socketpair();
near.setblocking(false);
far.send("first");
const first = await loop.sockRecv(near, 100);
const before = loop.statistics().watched;
far.send("second");
const second = loop.sockRecv(near, 100);
// It waits for an event instead of asking the kernel in vain.
console.log(String(first), before, second.done(), loop.statistics().watched, String(await second));
near.close();
far.close();
console.log(loop.statistics().watched);
`,
	);
	t.is(output, "first 0 false 1 second\n0");
});
