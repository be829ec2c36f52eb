/** What is a proactor loop's own; everything else it has in common with the others, and with their tests in mode proactor. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import {
	canUseProactor,
	type EventLoop,
	ProactorEventLoop,
	SelectorEventLoop,
	SocketEventLoop,
} from "../../src/loop/index.js";
import type { Socket } from "../../src/sockets/index.js";
import { Protocol, type Transport } from "../../src/transports/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { enterRing } from "../helpers/enter-ring.js";
import { eventually } from "../helpers/eventually.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { hasRing } from "../helpers/ring.js";

const library = new URL("../../src/index.js", import.meta.url).href;

function proactor(t: ExecutionContext): EventLoop | undefined {
	if (!hasRing(t)) return undefined;
	const loop = new ProactorEventLoop();
	t.teardown(() => loop.close());
	return loop;
}

/** Runs a program with the library imported as `evloop`, and returns what it printed and warned. */
function runProgram(code: string, env: NodeJS.ProcessEnv): { stdout: string; stderr: string } {
	const program = `const evloop = await import(${JSON.stringify(library)});\n${code}`;
	const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
		encoding: "utf8",
		env: { ...process.env, ...env },
	});
	return { stdout: stdout.trim(), stderr };
}

test("canUseProactor: tells the truth, and why where it is no", (t) => {
	const { usable, reason } = canUseProactor();
	t.is(usable, reason === undefined);
	if (usable) t.notThrows(() => new ProactorEventLoop().close());
	else t.throws(() => new ProactorEventLoop());
});

test("ProactorEventLoop: is a loop over sockets, and no selector loop", (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	t.true(loop instanceof SocketEventLoop);
	t.false(loop instanceof SelectorEventLoop);
});

test("EVLOOP_LOOP: chooses the loop; another word is refused", (t) => {
	const print = "console.log(evloop.newEventLoop().constructor.name)";
	const expected = canUseProactor().usable ? "ProactorEventLoop" : "SelectorEventLoop";
	t.is(runProgram(print, { EVLOOP_LOOP: "proactor" }).stdout, expected);
	t.is(runProgram(print, { EVLOOP_LOOP: "selector" }).stdout, "SelectorEventLoop");
	t.is(runProgram(print, { EVLOOP_LOOP: "" }).stdout, "SelectorEventLoop");
	t.regex(runProgram(print, { EVLOOP_LOOP: "fast" }).stderr, /ValueError: .*EVLOOP_LOOP is 'fast'/);
});

test("EVLOOP_LOOP=proactor: where io_uring is refused, a warning says why and the selector loop serves", (t) => {
	// No ring can be mapped where the process may have no more memory: as good a refusal as a sandbox's.
	const code = `
		const { platform } = await import(new URL("ffi/index.js", ${JSON.stringify(library)}).href);
		Object.defineProperty(platform, "name", { value: "plan9" });
		console.log(JSON.stringify(evloop.canUseProactor()));
		const loop = evloop.newEventLoop();
		evloop.newEventLoop();
		console.log(loop.constructor.name, await loop.runUntilComplete(async () => "works"));
	`;
	const { stdout, stderr } = runProgram(code, { EVLOOP_LOOP: "proactor" });
	t.deepEqual(stdout.split("\n"), [
		'{"usable":false,"reason":"Cannot make a ring: only Linux has io_uring"}',
		"SelectorEventLoop works",
	]);
	t.is(stderr.split("EVLOOP_LOOP=proactor").length, 2);
});

test("sockRecv on a ring: one that is cancelled too late brings what came", async (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	const [a, b] = nonBlockingPair(t);
	const receiving = loop.sockRecv(a, 100);
	// The kernel has it once the microtasks are through.
	await new Promise((resolve) => setImmediate(resolve));
	b.send("came");
	enterRing(loop);
	t.false(receiving.cancel());
	t.is(String(await receiving), "came");
	await becomesIdle(loop);
});

test("sockRecv on a ring: one that is cancelled in time leaves everything to the next one", async (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	const [a, b] = nonBlockingPair(t);
	for (const wait of [false, true]) {
		const receiving = loop.sockRecv(a, 100);
		if (wait) await new Promise((resolve) => setImmediate(resolve));
		t.true(receiving.cancel());
		b.send("for the next");
		t.is(String(await loop.sockRecv(a, 100)), "for the next");
	}
	await becomesIdle(loop);
});

test("sockRecv on a ring: more than a buffer holds comes in one piece", async (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	const [a, b] = nonBlockingPair(t);
	const message = Buffer.alloc(100_000, "0123456789");
	const receiving = loop.sockRecv(a, 1_000_000);
	await new Promise((resolve) => setImmediate(resolve));
	t.is(b.send(message), message.length);
	t.true((await receiving).equals(message));
});

test("a transport on a ring: paused it keeps what came, and loses nothing when it goes on", async (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	const [a, b] = nonBlockingPair(t);
	const received: Buffer[] = [];
	class Notes extends Protocol {
		override dataReceived(data: Buffer): void {
			received.push(data);
		}
	}
	const [transport] = await loop.connectAcceptedSocket(() => new Notes(), a);
	let sent = "";
	for (let i = 0; i < 50; i += 1) {
		const word = `${i};`;
		sent += word;
		b.send(word);
		if (i % 3 === 0) transport.pauseReading();
		if (i % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
		if (i % 3 === 0) {
			const before = received.length;
			await new Promise((resolve) => setImmediate(resolve));
			t.is(received.length, before);
			transport.resumeReading();
		}
	}
	await eventually("everything to arrive", () => Buffer.concat(received).length === sent.length);
	t.is(Buffer.concat(received).toString(), sent);
	transport.close();
	await becomesIdle(loop);
});

test("a transport on a ring: what finds no room at the end of a turn waits until there is", async (t) => {
	const loop = proactor(t);
	if (loop === undefined) return;
	let asked = 0;
	class Answering extends Protocol {
		transport: Transport | undefined;

		override connectionMade(transport: Transport): void {
			this.transport = transport;
		}

		override dataReceived(): void {
			asked += 1;
			this.transport?.write("answer");
		}
	}
	const connections: { peer: Socket; sent: number }[] = [];
	for (let i = 0; i < 4; i += 1) {
		const [sock, peer] = nonBlockingPair(t);
		const sent = fill(sock);
		await loop.connectAcceptedSocket(() => new Answering(), sock);
		connections.push({ peer, sent });
	}
	// Of so many at once what is answered is collected.
	for (const { peer } of connections) peer.send("?");
	await eventually("all to be asked", () => asked === connections.length);
	for (const { peer, sent } of connections) {
		let received = 0;
		await eventually("the answer", () => {
			received += drain(peer);
			return received >= sent + 6;
		});
		t.is(received, sent + 6);
	}
});

test("a ring's buffers: nothing is lost or overwritten while the collector runs all the time", (t) => {
	if (!hasRing(t)) return;
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		["--expose-gc", fileURLToPath(new URL("./fixtures/ring-buffers.js", import.meta.url))],
		{ encoding: "utf8", env: { ...process.env, EVLOOP_LOOP: "proactor" } },
	);
	t.is(status, 0, stderr);
	t.is(stdout.trim(), "all as sent");
});
