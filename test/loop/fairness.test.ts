/** A saturated loop beside everything else that Node does in the same process. */
import test from "ava";
import { printed } from "../helpers/run-program.js";

/**
 * A node:net echo with 64 connections in the process of a loop whose own 200 echo connections never rest, three times
 * what a turn takes: without the turn's limit the share of node:net would be a fourth. Both have clients in worker threads;
 * the rate of node:net is measured first alone and then beside the loop, in turns, so that other work on the machine
 * hits both.
 */
const program = `
import net from "node:net";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
const { createServer, getEventLoop } = evloop;
const loop = getEventLoop();

// One client: pings a port over some connections for as long as it is told to, and counts.
const clientCode = \`
import net from "node:net";
import { parentPort, workerData } from "node:worker_threads";
let counting = 0, running = false;
const sockets = [];
for (let i = 0; i < workerData.connections; i += 1) {
	const socket = net.connect(workerData.port, "127.0.0.1");
	socket.setNoDelay(true);
	let idle = true;
	const ping = () => { idle = false; socket.write("x".repeat(64)); };
	let got = 0;
	socket.on("data", (data) => {
		got += data.length;
		if (got < 64) return;
		got = 0;
		counting += 1;
		if (running) ping(); else idle = true;
	});
	sockets.push({ start() { if (idle) ping(); } });
}
parentPort.on("message", (message) => {
	if (message === "run") { running = true; counting = 0; for (const socket of sockets) socket.start(); }
	else if (message === "stop") { running = false; parentPort.postMessage(counting); }
	else process.exit();
});
\`;
const client = (port, connections) => new Worker(clientCode, { eval: true, execArgv: ["--input-type=module"], workerData: { port, connections } });

const nodeServer = net.createServer((socket) => { socket.setNoDelay(true); socket.pipe(socket); });
nodeServer.listen(0, "127.0.0.1");
await once(nodeServer, "listening");

const listener = createServer(["127.0.0.1", 0]);
listener.setblocking(false);
(async () => {
	for (;;) {
		const [connection] = await loop.sockAccept(listener);
		(async () => {
			for (;;) {
				const data = await loop.sockRecv(connection, 65536);
				if (data.length === 0) return;
				await loop.sockSendall(connection, data);
			}
		})();
	}
})();

const nodeClient = client(nodeServer.address().port, 64);
const loopClient = client(listener.getsockname()[1], 200);
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function measure(...clients) {
	for (const each of clients) each.postMessage("run");
	const begin = performance.now();
	await rest(400);
	const rates = [];
	for (const each of clients) {
		each.postMessage("stop");
		const [count] = await once(each, "message");
		rates.push(count / (performance.now() - begin));
	}
	return rates;
}
await measure(nodeClient, loopClient);
const ratios = [];
let served = 0;
for (let round = 0; round < 5; round += 1) {
	const [alone] = await measure(nodeClient);
	const [beside, own] = await measure(nodeClient, loopClient);
	ratios.push(beside / alone);
	served += own;
}
ratios.sort((a, b) => a - b);
console.log(JSON.stringify({ ratio: ratios[2], served: served > 0 }));
process.exit();
`;

test("the loop: a node:net echo keeps at least a third of its rate beside a saturated loop", async (t) => {
	const { ratio, served } = JSON.parse(await printed(t, program)) as { ratio: number; served: boolean };
	t.true(served, "the loop's own clients got nothing");
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
