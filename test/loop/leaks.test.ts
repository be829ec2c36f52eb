/** What is left of a thousand connections, and of twenty thousand messages: nothing. */
import test from "ava";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";

const hasProc = process.platform === "linux";

test.serial(
	"a thousand connections leave no descriptor, no registration, no resource and no listener",
	async (t) => {
		if (!hasProc) {
			skip(t, "/proc/self/fd", "Linux only");
			return;
		}
		const output = await printed(
			t,
			`import { readdirSync } from "node:fs";
		const { getEventLoop, createServer, Socket } = evloop;
		const loop = getEventLoop();
		const server = createServer(["127.0.0.1", 0]);
		server.setblocking(false);
		const address = server.getsockname();
		async function round(i) {
			const controller = new AbortController();
			const accepting = loop.sockAccept(server);
			const sock = new Socket();
			sock.setblocking(false);
			await loop.sockConnect(sock, address, { signal: controller.signal });
			const [connection] = await accepting;
			await loop.sockSendall(sock, "hello");
			await loop.sockRecv(connection, 100, { signal: controller.signal });
			const left = loop.sockRecv(connection, 100);
			left.catch(() => {});
			if (i % 3 === 0) left.cancel();
			if (i % 3 === 1) sock.close();
			if (i % 3 === 1) await left;
			connection.close();
			sock.close();
		}
		const state = () => ({
			descriptors: readdirSync("/proc/self/fd").length,
			resources: process.getActiveResourcesInfo().sort(),
			watched: loop.statistics().watched,
			listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
		});
		for (let i = 0; i < 30; i += 1) await round(i);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const before = state();
		for (let i = 0; i < 1000; i += 1) await round(i);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const after = state();
		console.log(JSON.stringify({ before, after }));
		process.exit();`,
		);
		const { before, after } = JSON.parse(output) as { before: unknown; after: unknown };
		t.deepEqual(after, before);
	},
);

test.serial("a hundred loops leave no descriptor and no resource", async (t) => {
	if (!hasProc) {
		skip(t, "/proc/self/fd", "Linux only");
		return;
	}
	const output = await printed(
		t,
		`import { readdirSync } from "node:fs";
		const { newEventLoop, run, sleep, socketpair } = evloop;
		async function round() {
			const loop = newEventLoop();
			const [a, b] = socketpair();
			a.setblocking(false);
			const received = loop.sockRecv(a, 10);
			b.send("x");
			await received;
			loop.callLater(1e6, () => {});
			loop.sockRecv(a, 10).catch(() => {});
			loop.addReader(b, () => {});
			loop.close();
			a.close();
			b.close();
			await run(async () => sleep(0));
			const blocking = newEventLoop();
			blocking.runUntilCompleteSync(function* () { yield* sleep(0); });
			blocking.close();
		}
		const state = () => [readdirSync("/proc/self/fd").length, process.getActiveResourcesInfo().sort().join()];
		const rest = async () => {
			for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		};
		for (let i = 0; i < 5; i += 1) await round();
		await rest();
		const before = state();
		for (let i = 0; i < 100; i += 1) await round();
		await rest();
		const after = state();
		console.log(JSON.stringify({ before, after }));
		process.exit();`,
	);
	const { before, after } = JSON.parse(output) as { before: unknown; after: unknown };
	t.deepEqual(after, before);
});

test.serial("memory is flat over twenty thousand messages", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, socketpair } = evloop;
		const loop = getEventLoop();
		const [a, b] = socketpair();
		a.setblocking(false);
		b.setblocking(false);
		const message = Buffer.alloc(3000, "m");
		const buffer = Buffer.alloc(65536);
		async function messages(count) {
			for (let i = 0; i < count; i += 1) {
				const receiving = i % 2 === 0 ? loop.sockRecv(b, 65536) : loop.sockRecvInto(b, buffer);
				await loop.sockSendall(a, i % 3 === 0 ? message : "short");
				await receiving;
			}
		}
		const used = async () => {
			for (let i = 0; i < 5; i += 1) {
				globalThis.gc();
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			const { heapUsed, external, arrayBuffers } = process.memoryUsage();
			return heapUsed + external + arrayBuffers;
		};
		await messages(2000);
		const before = await used();
		await messages(20_000);
		const after = await used();
		console.log(after - before);
		process.exit();`,
		{ flags: ["--expose-gc"] },
	);
	// One forgotten operation a message would be over two million.
	t.true(Number(output) < 1_000_000, `${output} bytes more`);
});

test.serial("memory is flat over a hundred thousand timers, callbacks and tasks", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, sleep } = evloop;
		const loop = getEventLoop();
		async function work(count) {
			for (let i = 0; i < count; i += 100) {
				for (let k = 0; k < 100; k += 1) {
					loop.callLater(1e6 + k, () => {}).cancel();
					loop.callSoon(() => {});
					loop.createTask(function* () { yield* sleep(0); });
				}
				await sleep(0);
			}
		}
		const used = async () => {
			for (let i = 0; i < 5; i += 1) {
				globalThis.gc();
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			return process.memoryUsage().heapUsed;
		};
		await work(5000);
		const before = await used();
		await work(100_000);
		const after = await used();
		console.log(after - before);
		process.exit();`,
		{ flags: ["--expose-gc"] },
	);
	// One forgotten object a round would be over four million.
	t.true(Number(output) < 2_500_000, `${output} bytes more`);
});
