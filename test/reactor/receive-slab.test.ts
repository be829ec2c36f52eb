/** The memory that the loop receives into: by itself, and seen through a real socket. */
import { randomBytes } from "node:crypto";
import test from "ava";
import { koffi, memcpy, platform } from "../../src/ffi/index.js";
import { ReceiveSlab } from "../../src/reactor/receive-slab.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, nonBlockingPair } from "../helpers/non-blocking-pair.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** Receives a message as a stream's transport does: what does not fit comes with the next receive. */
function receive(slab: ReceiveSlab, message: Buffer): Buffer[] {
	const pieces: Buffer[] = [];
	const from = Number(koffi().address(message));
	for (let at = 0; at < message.length; ) {
		const room = slab.reserveSome(65_536);
		const size = Math.min(room, message.length - at);
		memcpy(slab.place, from + at, size);
		pieces.push(slab.take(size));
		at += size;
	}
	return pieces;
}

/** Receives messages, checks their bytes at the end, and says into how many pieces each was cut, and how many memories there are. */
function receiveAll(slab: ReceiveSlab, sizes: readonly number[]) {
	const messages = sizes.map((size) => randomBytes(size));
	const received = messages.map((message) => receive(slab, message));
	const whole = received.every((pieces, i) => Buffer.concat(pieces).equals(messages[i] as Buffer));
	const memories = new Set(received.flat().map(({ buffer }) => buffer));
	return { whole, cuts: received.map((pieces) => pieces.length - 1), memories: [...memories] };
}

test("received messages do not overlap, whatever their sizes, and keep their bytes", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const kept: { readonly data: Buffer; readonly message: Buffer }[] = [];
	const sizes = [1, 3, 64, 65, 2047, 2048, 2049, 4096, 10_000, 65_535, 65_536, 65_537, 100_000, 150_000];
	for (let i = 0; i < 300; i += 1) {
		const message = randomBytes(sizes[(i * 5) % sizes.length] ?? 1);
		const sending = loop.sockSendall(a, message);
		const room = [65_536, 1_000_000, 131_072, 65_537][i % 4] ?? 1;
		for (let at = 0; at < message.length; ) {
			const data = await loop.sockRecv(b, room);
			kept.push({ data, message: message.subarray(at, at + data.length) });
			at += data.length;
		}
		await sending;
	}
	for (const { data, message } of kept) t.true(data.equals(message));
	// Writing to one of them changes no other.
	for (const { data } of kept) data.fill(0xee);
	for (const { data } of kept) t.true(data.every((byte) => byte === 0xee));
});

test("a message keeps little more memory alive than it has bytes", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	for (const room of [100, 65_536, 65_537, 1_000_000, 100_000_000, 2 ** 31 - 1]) {
		for (const size of [1, 64, 2000, 3000, 30_000]) {
			a.send(Buffer.alloc(size, "m"));
			const data = await loop.sockRecv(b, room);
			t.true(data.every((byte) => byte === 109));
			t.true(
				data.buffer.byteLength <= 129 * 1024,
				`${data.length} of ${room} keep ${data.buffer.byteLength}`,
			);
			drain(b);
		}
	}
});

test("a large request that is filled is handed out as it is", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const message = randomBytes(150_000);
	const sending = loop.sockSendall(a, message);
	const parts: Buffer[] = [];
	for (let size = 0; size < message.length; ) {
		const data = await loop.sockRecv(b, 100_000);
		parts.push(data);
		size += data.length;
	}
	await sending;
	t.true(Buffer.concat(parts).equals(message));
});

test("one message cannot take the memory of others away with it to another thread", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	for (const size of [64, 3000]) {
		const messages: Buffer[] = [];
		for (let i = 0; i < 4; i += 1) {
			a.send(Buffer.alloc(size, `${i}`));
			messages.push(await loop.sockRecv(b, 65_536));
		}
		const [first, ...others] = messages as [Buffer, ...Buffer[]];
		t.true(others.every((other) => other.buffer === first.buffer));
		try {
			// Node 20 copies, later ones refuse.
			structuredClone(first, { transfer: [first.buffer as ArrayBuffer] });
		} catch (error) {
			t.is((error as Error).name, "DataCloneError");
		}
		t.is(first.length, size);
		for (const [i, other] of others.entries()) t.true(other.equals(Buffer.alloc(size, `${i + 1}`)));
		a.send("still alive");
		t.is((await loop.sockRecv(b, 65_536)).toString(), "still alive");
	}
});

test("messages of a stream fill a slab: no room is left free for one that is larger than usual", (t) => {
	const sizes = new Array<number>(64).fill(16_384);
	const { whole, cuts, memories } = receiveAll(new ReceiveSlab(() => false), sizes);
	t.true(whole);
	t.deepEqual(new Set(cuts), new Set([0]));
	t.is(memories.length, 8);
});

test("a message that does not fit into what is left of a slab is cut, once; the next ones of its size are not", (t) => {
	const slab = new ReceiveSlab(() => false);
	const { whole, cuts } = receiveAll(slab, [...new Array<number>(30).fill(4000), 60_000, 60_000, 60_000]);
	t.true(whole);
	t.deepEqual(cuts.slice(30), [1, 0, 0]);
});

test("where messages live for long, large ones have memory of their own, not much more than they are long", (t) => {
	const sizes = [3000, ...new Array<number>(20).fill(20_000), 3000, 64, 20_000];
	const { whole, memories } = receiveAll(new ReceiveSlab(() => true), sizes);
	t.true(whole);
	const own = memories.filter(({ byteLength }) => byteLength >= 20_000 && byteLength <= 22_000);
	t.true(own.length >= 20, String(memories.map(({ byteLength }) => byteLength)));
});

test("a receive of a stream has all that is there in one piece, whatever was usual before", (t) => {
	const [a, b] = nonBlockingPair(t);
	for (const lasts of [() => false, () => true, () => Math.random() < 0.5]) {
		const slab = new ReceiveSlab(lasts);
		const kept: { readonly data: Buffer; readonly message: Buffer }[] = [];
		for (let i = 0; i < 300; i += 1) {
			const message = randomBytes(Math.ceil(2 ** (Math.random() * 16)));
			const most = Math.random() < 0.5 ? 65_536 : Math.ceil(Math.random() * 70_000);
			a.send(message);
			for (let at = 0; at < message.length; ) {
				const received = slab.receiveWhole(b.fileno(), most, MSG_DONTWAIT);
				t.is(received, Math.min(most, message.length - at));
				kept.push({ data: slab.takeWhole(received), message: message.subarray(at, at + received) });
				at += received;
			}
			t.true(slab.receiveWhole(b.fileno(), most, MSG_DONTWAIT) < 0);
		}
		for (const { data, message } of kept) t.true(data.equals(message));
		for (const { data } of kept) data.fill(0xee);
		for (const { data } of kept) t.true(data.every((byte) => byte === 0xee));
	}
});

test("receives of a stream fill a slab, too, though they ask for more than half of one", (t) => {
	const [a, b] = nonBlockingPair(t);
	const slab = new ReceiveSlab(() => false);
	const received = Array.from({ length: 64 }, () => {
		a.send(Buffer.alloc(16_384));
		return slab.takeWhole(slab.receiveWhole(b.fileno(), 65_536, MSG_DONTWAIT));
	});
	t.deepEqual(new Set(received.map(({ length }) => length)), new Set([16_384]));
	t.is(new Set(received.map(({ buffer }) => buffer)).size, 8);
});

test("messages of all sizes arrive whole, whether or not they live for long", (t) => {
	for (const lasts of [() => false, () => true, () => Math.random() < 0.5]) {
		const sizes = Array.from({ length: 300 }, () => Math.ceil(2 ** (Math.random() * 18)));
		t.true(receiveAll(new ReceiveSlab(lasts), sizes).whole, String(sizes));
	}
});
