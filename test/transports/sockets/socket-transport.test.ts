/** The transport of a stream socket: what it sends and receives, and what may happen to it. */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, randomBytes } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import { type Coroutine, sleep } from "../../../src/futures/index.js";
import { BufferedProtocol, type EventLoop, Protocol, type Transport } from "../../../src/loop/index.js";
import {
	AF_INET,
	SHUT_WR,
	SO_LINGER,
	SOCK_STREAM,
	SOL_SOCKET,
	type Socket,
} from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { countingLoop } from "../../helpers/counting-loop.js";
import { closeDescriptor } from "../../helpers/descriptors.js";
import { eventually } from "../../helpers/eventually.js";
import { type Kind, kinds, pairOf } from "../../helpers/kinds.js";
import { newLoop } from "../../helpers/new-loop.js";
import { drain, fill } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { printed } from "../../helpers/run-program.js";
import { turns } from "../../helpers/turns.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";

const streams = kinds.filter(({ type }) => type === SOCK_STREAM);
const tcp = kinds.find(({ family, type }) => family === AF_INET && type === SOCK_STREAM) as Kind;
const unix = streams.find(({ name }) => name === "Unix stream") as Kind;

async function connected(
	t: ExecutionContext,
	loop: EventLoop,
	kind: Kind = unix,
): Promise<{ transport: Transport; protocol: Keeper; peer: Socket; sock: Socket }> {
	const [sock, peer] = pairOf(t, kind);
	const [transport, protocol] = await loop.connectAcceptedSocket(() => new Keeper(), sock);
	t.teardown(() => transport.abort());
	return { transport, protocol, peer, sock };
}

const hashOf = (...parts: readonly Uint8Array[]) => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest("hex");
};

/** Reads to the end. */
async function readAll(loop: EventLoop, sock: Socket): Promise<Buffer> {
	const parts: Buffer[] = [];
	for (;;) {
		const part = await loop.sockRecv(sock, 262_144);
		if (part.length === 0) return Buffer.concat(parts);
		parts.push(part);
	}
}

/** Has the socket reset its connection when it is closed. */
function reset(sock: Socket): void {
	sock.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
	sock.close();
}

for (const kind of streams.filter(({ name }) => name !== "TCP over IPv6")) {
	test(`SocketTransport: megabytes in odd sizes arrive whole over ${kind.name}, whatever becomes of their memory`, async (t) => {
		const loop = newLoop(t);
		const { transport, peer } = await connected(t, loop, kind);
		const data = randomBytes(9_000_001);
		const memory = Buffer.alloc(400_000);
		const sizes = [1, 7, 63, 4095, 16_383, 16_384, 65_535, 65_536, 65_537, 131_072, 399_999];
		const reading = readAll(loop, peer);
		let most = 0;
		for (let at = 0, i = 0; at < data.length; i += 1) {
			const size = data.copy(memory, 0, at, Math.min(data.length, at + (sizes[i % sizes.length] as number)));
			const piece = memory.subarray(0, size);
			if (i % 3 === 0) transport.write(piece);
			else if (i % 3 === 1) transport.writelines([piece.subarray(0, 1), "", piece.subarray(1)]);
			else
				transport.writelines(
					Array.from({ length: 20 }, (_, k) => piece.subarray((k * size) / 20, ((k + 1) * size) / 20)),
				);
			memory.fill(0);
			at += size;
			most = Math.max(most, transport.getWriteBufferSize());
			if (i % 50 === 49) await turns();
		}
		t.true(most > 0);
		transport.close();
		t.is(hashOf(await reading), hashOf(data));
	});
}

test("SocketTransport: more segments than one sendmsg(2) takes", async (t) => {
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop);
	const filled = fill(peer) + 0;
	t.true(filled > 0);
	drain(transport.getExtraInfo("socket") as Socket);
	// Each but the first is too large for a page, so it has a segment of its own.
	const pieces = Array.from({ length: 150 }, (_, i) => randomBytes(65_537 + i));
	for (const piece of pieces) transport.write(piece);
	t.true(transport.getWriteBufferSize() > 100 * 65_536);
	transport.close();
	t.is(hashOf(await readAll(loop, peer)), hashOf(...pieces));
});

test("SocketTransport: strings, arrays, buffers and empty ones are written; nothing else is", async (t) => {
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop);
	transport.write("äö");
	transport.write(new Uint8Array([1, 2, 3]).subarray(1));
	transport.write(Buffer.from("x"));
	transport.write("");
	transport.write(new Uint8Array());
	transport.writelines([]);
	transport.writelines(new Set(["a", Buffer.from("b")]));
	const wrong = [
		undefined,
		null,
		5,
		{},
		[1],
		new ArrayBuffer(4),
		new Uint16Array(4),
		new DataView(new ArrayBuffer(4)),
	];
	for (const each of wrong) {
		t.throws(() => transport.write(each as never), { name: "TypeError" });
		t.throws(() => transport.writelines(["sent?", each as never]), { name: "TypeError" });
	}
	t.throws(() => transport.writelines("abc" as never), { name: "TypeError" });
	t.throws(() => transport.writelines(5 as never), { name: "TypeError" });
	t.throws(() => transport.writelines(Buffer.from("abc") as never), { name: "TypeError" });
	const lost = new Uint8Array(10);
	structuredClone(lost.buffer, { transfer: [lost.buffer] });
	t.throws(() => transport.write(lost), { name: "TypeError" });
	t.throws(() => transport.writelines([lost]), { name: "TypeError" });
	t.is(peer.recv(100).toString("latin1"), `${Buffer.from("äö").toString("latin1")}\x02\x03xab`);
	t.throws(() => peer.recv(1), { code: "EAGAIN" });
	for (const high of [-1, 0.5, Number.NaN, "1" as never]) {
		t.throws(() => transport.setWriteBufferLimits({ high }));
	}
	t.throws(() => transport.setProtocol({} as never), { name: "TypeError" });
	t.throws(() => transport.setProtocol(null as never), { name: "TypeError" });
});

test("SocketTransport: a peer that resets is told of as ECONNRESET, while reading and while writing", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const one = await connected(t, loop, tcp);
	reset(one.peer);
	await one.protocol.hears("lost");
	t.is(codeOf(one.protocol.lost), "ECONNRESET");
	const two = await connected(t, loop, tcp);
	two.transport.pauseReading();
	two.transport.write(Buffer.alloc(8_000_000));
	reset(two.peer);
	await two.protocol.hears("lost");
	t.regex(codeOf(two.protocol.lost) ?? "", /^(ECONNRESET|EPIPE)$/);
	t.is(two.transport.getWriteBufferSize(), 0);
	const three = await connected(t, loop, tcp);
	three.transport.pauseReading();
	reset(three.peer);
	await turns(5);
	t.deepEqual(three.protocol.calls, ["made"]);
	three.transport.resumeReading();
	await three.protocol.hears("lost");
	t.is(codeOf(three.protocol.lost), "ECONNRESET");
	t.deepEqual(reports, []);
	await becomesIdle(loop, 0);
});

test("SocketTransport: a paused transport whose peer is gone, and one that kept its end open, do not spin", async (t) => {
	const { loop, waits } = countingLoop(t);
	const paused = await connected(t, loop, tcp);
	paused.transport.pauseReading();
	reset(paused.peer);
	const open = await connected(t, loop, tcp);
	open.protocol.keepsOpen = true;
	open.peer.close();
	await open.protocol.hears("eof");
	await turns(10);
	const before = waits();
	await turns(200);
	t.true(waits() - before < 20, `${waits() - before} waits`);
});

test("SocketTransport: a peer that stalls keeps nothing else waiting, and abort() ends it", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol } = await connected(t, loop);
	transport.write(Buffer.alloc(3_000_000));
	transport.close();
	transport.write("more is taken while it closes");
	await turns(10);
	t.deepEqual(protocol.calls, ["made", "pause"]);
	t.true(transport.getWriteBufferSize() > 1_000_000);
	const other = await connected(t, loop);
	other.peer.send("x");
	await other.protocol.receives(1);
	transport.abort();
	await protocol.hears("lost");
	t.is(protocol.lost, undefined);
});

test("SocketTransport: half-closed from the peer, it still writes; half-closed from here, it still reads", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol, peer } = await connected(t, loop, tcp);
	protocol.keepsOpen = true;
	peer.shutdown(SHUT_WR);
	await protocol.hears("eof");
	const data = randomBytes(5_000_000);
	transport.write(data);
	transport.writeEof();
	t.throws(() => transport.write("x"), { name: "RuntimeError" });
	t.is(hashOf(await readAll(loop, peer)), hashOf(data));
	t.false(transport.isClosing());
	transport.close();
	await protocol.hears("lost");
	t.is(protocol.lost, undefined);
	const other = await connected(t, loop, tcp);
	other.transport.writeEof();
	other.peer.send("still");
	await other.protocol.receives(5);
	other.peer.close();
	await other.protocol.hears("lost");
	t.is(other.protocol.lost, undefined);
});

test("SocketTransport: writeEof() from resumeWriting() tells the peer once, and no error comes of it", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol, peer } = await connected(t, loop, tcp);
	protocol.resumeWriting = () => transport.writeEof();
	transport.write(Buffer.alloc(5_000_000));
	const { length } = await readAll(loop, peer);
	t.is(length, 5_000_000);
	peer.close();
	await protocol.hears("lost");
	t.is(protocol.lost, undefined);
});

test("SocketTransport: its socket closed or detached by somebody else ends it, and the number is left alone", async (t) => {
	const loop = newLoop(t);
	const one = await connected(t, loop);
	one.transport.write(Buffer.alloc(3_000_000));
	one.sock.close();
	await one.protocol.hears("lost");
	t.is((one.protocol.lost as Error).name, "ConnectionAbortedError");
	t.notThrows(() => one.transport.write("nowhere"));
	t.notThrows(() => one.transport.writeEof());
	const two = await connected(t, loop);
	const fd = two.sock.detach();
	await two.protocol.hears("lost");
	two.peer.send("still open");
	t.notThrows(() => closeDescriptor(fd));
	await becomesIdle(loop, 0);
});

test("SocketTransport: a number that is used again right after close belongs to the new transport", async (t) => {
	const loop = newLoop(t);
	for (let i = 0; i < 50; i += 1) {
		const { transport, protocol, peer, sock } = await connected(t, loop);
		if (i % 2 === 0) sock.close();
		else transport.abort();
		if (i % 3 === 0) await protocol.hears("lost");
		peer.close();
		const next = await connected(t, loop);
		next.peer.send("hello");
		await next.protocol.receives(5);
		t.is(next.protocol.text, "hello");
		next.transport.abort();
		await next.protocol.hears("lost");
	}
	await becomesIdle(loop, 0);
});

test("SocketTransport: getBuffer() that closes the connection, or pauses it, is followed by no receive", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	for (const act of ["abort", "close", "socket", "pause"] as const) {
		const [sock, peer] = pairOf(t, unix);
		const updates: number[] = [];
		let isLost = false;
		class Acting extends BufferedProtocol {
			#transport: Transport | undefined;
			override connectionMade(transport: Transport): void {
				this.#transport = transport;
			}
			override connectionLost(): void {
				isLost = true;
			}
			override getBuffer(): Uint8Array {
				if (act === "abort") this.#transport?.abort();
				else if (act === "close") this.#transport?.close();
				else if (act === "pause") this.#transport?.pauseReading();
				else sock.close();
				return Buffer.alloc(100);
			}
			override bufferUpdated(count: number): void {
				updates.push(count);
			}
		}
		const [transport] = await loop.connectAcceptedSocket(() => new Acting(), sock);
		peer.send("x");
		await eventually(act, () => isLost || !transport.isReading());
		await turns(3);
		t.deepEqual(updates, []);
		transport.abort();
	}
	t.deepEqual(reports, []);
});

test("SocketTransport: getBuffer() that gives nonsense closes its connection, and the handler is told", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const detached = new Uint8Array(8);
	structuredClone(detached.buffer, { transfer: [detached.buffer] });
	for (const nonsense of [undefined, "text", 5, new ArrayBuffer(5), new Uint8Array(), detached]) {
		const [sock, peer] = pairOf(t, unix);
		class Nonsense extends BufferedProtocol {
			lost: unknown;
			override getBuffer(): Uint8Array {
				return nonsense as Uint8Array;
			}
			override connectionLost(exc: unknown): void {
				this.lost = exc;
			}
		}
		const [, protocol] = await loop.connectAcceptedSocket(() => new Nonsense(), sock);
		peer.send("x");
		await eventually("its end", () => protocol.lost !== undefined);
		t.is(protocol.lost, reports.at(-1));
	}
	t.deepEqual(reports.map(codeOf), [
		"TypeError",
		"TypeError",
		"TypeError",
		"TypeError",
		"RuntimeError",
		"TypeError",
	]);
});

/** In a process of their own: a number that is closed by hand may be another thread's in the next moment. */
const byHand = new URL("../../helpers/descriptors.js", import.meta.url).href;

test("SocketTransport: after notifyClosing() its number is somebody else's, and left alone", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, Protocol, Socket, socketpair } = evloop;
		const { closeDescriptor } = await import(${JSON.stringify(byHand)});
		const loop = getEventLoop();
		const [sock, peer] = socketpair();
		let lost;
		const over = new Promise((resolve) => { lost = resolve; });
		class Losing extends Protocol { connectionLost(exc) { lost(exc.name); } }
		await loop.connectAcceptedSocket(() => new Losing(), sock);
		const number = sock.fileno();
		loop.notifyClosing(number);
		closeDescriptor(number);
		const [a, b] = socketpair();
		console.log(a.fileno() === number, await over);
		await new Promise((resolve) => setImmediate(resolve));
		a.send("x");
		console.log(b.recv(1).toString());
		process.exit();`,
	);
	t.is(output, "true ConnectionAbortedError\nx");
});

test("SocketTransport: a descriptor that was closed behind its back breaks nothing but itself", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, Protocol, socketpair } = evloop;
		const { closeDescriptor } = await import(${JSON.stringify(byHand)});
		const loop = getEventLoop();
		loop.setExceptionHandler((_loop, { exception }) => console.log(exception.code));
		const [sock, peer] = socketpair();
		let heard;
		const data = new Promise((resolve) => { heard = resolve; });
		class Hearing extends Protocol { dataReceived() { heard(); } }
		const [transport] = await loop.connectAcceptedSocket(() => new Hearing(), sock);
		// Once round: what the loop opens for itself may not get the number.
		peer.send("x");
		await data;
		transport.pauseReading();
		closeDescriptor(sock.fileno());
		transport.abort();
		await transport[Symbol.asyncDispose]();
		console.log(loop.statistics().holding);`,
	);
	t.is(output, "EBADF\nfalse");
});

test("SocketTransport: nobody else may wait for its descriptor", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol, peer, sock } = await connected(t, loop);
	for (const operation of [
		loop.sockRecv(sock, 10),
		loop.sockRecvInto(sock, Buffer.alloc(10)),
		loop.sockSendall(sock, "x"),
		loop.waitReadable(sock),
		loop.waitWritable(sock.fileno()),
	]) {
		t.is(codeOf(await reasonOf(operation)), "RuntimeError");
	}
	t.throws(() => loop.addReader(sock, () => {}), { name: "RuntimeError" });
	t.throws(() => loop.addWriter(sock.fileno(), () => {}), { name: "RuntimeError" });
	transport.abort();
	await protocol.hears("lost");
	peer.close();
});

test("SocketTransport: loop.close() ends open transports, paused and full ones, too", async (t) => {
	const loop = newLoop(t);
	const one = await connected(t, loop);
	const two = await connected(t, loop);
	two.transport.pauseReading();
	const three = await connected(t, loop);
	three.transport.write(Buffer.alloc(3_000_000));
	loop.close();
	await turns();
	for (const { protocol, sock, transport } of [one, two, three]) {
		t.deepEqual(protocol.calls.at(-1), "lost");
		t.is((protocol.lost as Error).name, "ConnectionAbortedError");
		t.is(sock.fileno(), -1);
		t.notThrows(() => transport.write("nowhere"));
		transport.close();
	}
});

test("SocketTransport: loop.close() right after abort(), and before connectionMade, leaves no socket open", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol, sock } = await connected(t, loop);
	transport.abort();
	const [other] = pairOf(t, unix);
	const unmet = new Keeper();
	loop.connectAcceptedSocket(() => unmet, other);
	loop.close();
	await turns();
	t.deepEqual(protocol.calls, ["made", "lost"]);
	t.is(protocol.lost, undefined);
	t.deepEqual(unmet.calls, []);
	t.deepEqual([sock.fileno(), other.fileno()], [-1, -1]);
});

test("SocketTransport: its protocol is called in the context that the connection was made in", async (t) => {
	const loop = newLoop(t);
	const storage = new AsyncLocalStorage<string>();
	const seen: (string | undefined)[] = [];
	class Looking extends Protocol {
		override connectionMade(): void {
			seen.push(storage.getStore());
		}
		override dataReceived(): void {
			seen.push(storage.getStore());
		}
		override resumeWriting(): void {
			seen.push(storage.getStore());
		}
		override connectionLost(): void {
			seen.push(storage.getStore());
		}
	}
	const [sock, peer] = pairOf(t, unix);
	const [transport] = await storage.run("mine", () => loop.connectAcceptedSocket(() => new Looking(), sock));
	storage.run("another's", () => {
		peer.send("x");
		transport.write(Buffer.alloc(2_000_000));
	});
	await eventually("the buffer to drain", () => drain(peer) >= 0 && transport.getWriteBufferSize() === 0);
	peer.close();
	await eventually("the end", () => seen.length === 4);
	t.deepEqual(seen, ["mine", "mine", "mine", "mine"]);
});

test("SocketTransport: it keeps the process alive until it is over, or unref() was called", async (t) => {
	const program = (what: string) => `const { getEventLoop, Protocol, socketpair } = evloop;
		const [a, b] = socketpair();
		const [transport] = await getEventLoop().connectAcceptedSocket(() => new Protocol(), a);
		${what}`;
	t.is(await printed(t, program('transport.unref(); console.log("out");')), "out");
	t.is(await printed(t, program('transport.unref().unref().ref().unref(); console.log("out");')), "out");
	const timer = 'setTimeout(() => { b.close(); console.log("later"); }, 20).unref();';
	t.is(await printed(t, program(timer)), "later");
	t.is(await printed(t, program(`transport.unref().ref(); ${timer}`)), "later");
	t.is(await printed(t, program('transport.close(); console.log("closed");')), "closed");
});

test("SocketTransport: many of them come and go, and their memory goes back", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, Protocol, socketpair } = evloop;
		const loop = getEventLoop();
		class Sink extends Protocol {
			size = 0;
			dataReceived(data) { this.size += data.length; }
		}
		const chunk = Buffer.alloc(400_000, "x");
		async function round() {
			const pairs = [];
			for (let i = 0; i < 50; i += 1) {
				const [a, b] = socketpair();
				const [one] = await loop.connectAcceptedSocket(() => new Sink(), a);
				const [two, sink] = await loop.connectAcceptedSocket(() => new Sink(), b);
				for (let k = 0; k < 5; k += 1) one.write(chunk);
				pairs.push([one, two, sink]);
			}
			for (const [one, two, sink] of pairs) {
				while (sink.size < 2_000_000) await new Promise((resolve) => setImmediate(resolve));
				if (one.getWriteBufferSize() !== 0) throw new Error("not empty");
				one.close();
				await two[Symbol.asyncDispose]();
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
		await round();
		const before = await used();
		for (let i = 0; i < 4; i += 1) await round();
		const after = await used();
		console.log(after - before, loop.statistics().watched);
		process.exit();`,
		{ flags: ["--expose-gc"] },
	);
	const [more, watched] = output.split(" ").map(Number);
	// What waited at once were a hundred megabytes; kept are sixteen pages.
	t.true((more as number) < 4_000_000, `${more} bytes more`);
	t.is(watched, 0);
});

test("SocketTransport: what asynchronous callbacks await goes on", async (t) => {
	const loop = newLoop(t);
	const [sock, peer] = pairOf(t, unix);
	const memory = Buffer.alloc(100);
	let text = "";
	class Slow extends BufferedProtocol {
		override getBuffer(): Uint8Array {
			return memory;
		}
		override async bufferUpdated(count: number): Promise<void> {
			await sleep(0);
			text += memory.toString("latin1", 0, count);
		}
	}
	const [transport] = await loop.connectAcceptedSocket(() => new Slow(), sock);
	peer.send("hello");
	await eventually("the data", () => text.length === 5);
	t.is(text, "hello");
	transport.abort();
});

test("SocketTransport: blocking, it works as in Node's loop", (t) => {
	const loop = newLoop(t);
	const [sock, peer] = pairOf(t, unix);
	const text = loop.runUntilCompleteSync(function* (): Coroutine<string> {
		const [transport, protocol] = yield* loop.connectAcceptedSocket(() => new Keeper(), sock);
		peer.send("hello");
		while (protocol.size < 5) yield* sleep(1);
		transport.write(protocol.text);
		transport.close();
		while (!protocol.calls.includes("lost")) yield* sleep(1);
		return peer.recv(10).toString();
	});
	t.is(text, "hello");
});
