/** The memory that the loop receives into, seen through a real socket. */
import { randomBytes } from "node:crypto";
import test from "ava";
import { newLoop } from "../helpers/new-loop.js";
import { drain, nonBlockingPair } from "../helpers/non-blocking-pair.js";

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
				data.buffer.byteLength <= 128 * 1024,
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
