/** toWeb, over real connections. */
import { createHash, randomBytes } from "node:crypto";
import type { ReadableStream } from "node:stream/web";
import test from "ava";
import { SO_LINGER, SOL_SOCKET } from "../../../src/sockets/index.js";
import { toWeb } from "../../../src/streams/index.js";
import { eventually } from "../../helpers/eventually.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { turns } from "../../helpers/turns.js";
import { tcpPair, unixPair } from "../helpers/stream-pairs.js";

async function bytesOf(readable: ReadableStream<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of readable) chunks.push(chunk);
	return Buffer.concat(chunks);
}

test("toWeb: refuses what is no reader or no writer", async (t) => {
	const [[reader, writer]] = await unixPair(t);
	t.throws(() => toWeb(writer as never, writer), { instanceOf: TypeError, message: /reader must be/ });
	t.throws(() => toWeb(reader, 5 as never), { instanceOf: TypeError, message: /writer must be/ });
});

test("toWeb: much goes there and back with pipeTo, and both are over then", async (t) => {
	const [a, b] = await unixPair(t);
	const far = toWeb(...b);
	const echoing = far.readable.pipeTo(far.writable);
	const { readable, writable } = toWeb(...a);
	const data = randomBytes(3_000_000);
	const sending = writable.getWriter();
	const wrote = (async () => {
		await sending.write("");
		for (let at = 0; at < data.length; at += 100_000) await sending.write(data.subarray(at, at + 100_000));
		await sending.close();
	})();
	const received = await bytesOf(readable);
	await Promise.all([wrote, echoing]);
	t.is(createHash("md5").update(received).digest("hex"), createHash("md5").update(data).digest("hex"));
	t.true(a[1].isClosing() && b[1].isClosing());
	await Promise.all([a[1].waitClosed(), b[1].waitClosed()]);
});

test("toWeb: each chunk has an ArrayBuffer of its own, which may be transferred", async (t) => {
	const [[reader, writer], [, peer]] = await unixPair(t);
	const { readable } = toWeb(reader, writer);
	peer.write("first");
	const web = readable.getReader();
	const first = await web.read();
	peer.write("second");
	const second = await web.read();
	const [one, two] = [first.value as Uint8Array, second.value as Uint8Array];
	t.is(one.buffer.byteLength, 5);
	t.not(one.buffer, two.buffer);
	structuredClone(one.buffer, { transfer: [one.buffer as ArrayBuffer] });
	t.is(Buffer.from(two).toString(), "second");
	peer.write("third");
	t.is(Buffer.from((await web.read()).value as Uint8Array).toString(), "third");
});

test("toWeb: a reader with a buffer of its own gets bytes into it, and the end", async (t) => {
	const [[reader, writer], [, peer]] = await unixPair(t);
	const { readable } = toWeb(reader, writer);
	const web = readable.getReader({ mode: "byob" });
	peer.write("0123456789");
	const first = await web.read(new Uint8Array(4));
	t.is(Buffer.from(first.value ?? []).toString(), "0123");
	t.is(first.value?.buffer.byteLength, 4);
	const second = await web.read(new Uint8Array(100));
	t.is(Buffer.from(second.value ?? []).toString(), "456789");
	const pending = web.read(new Uint8Array(4));
	await turns(3);
	peer.writeEof();
	const last = await pending;
	t.true(last.done);
	t.is(last.value?.length, 0);
	t.true((await web.read(new Uint8Array(1))).done);
});

test("toWeb: nobody reads, so the peer is held back; nobody takes, so the writer is", async (t) => {
	const [[reader, writer], [peerReader, peer]] = await unixPair(t);
	const { readable, writable } = toWeb(reader, writer);
	const block = Buffer.alloc(65_536, "x");
	let sent = 0;
	const flood = (async () => {
		for (let i = 0; i < 256; i += 1) {
			peer.write(block);
			await peer.drain();
			sent += block.length;
		}
		peer.writeEof();
	})();
	for (let before = -1; before !== sent; ) {
		before = sent;
		await turns(200);
	}
	t.true(sent < 4_000_000, `${sent}`);
	t.is((await bytesOf(readable)).length, 256 * block.length);
	await flood;
	const web = writable.getWriter();
	let taken = 0;
	const writing = (async () => {
		for (let i = 0; i < 256; i += 1) {
			await web.ready;
			await web.write(block);
			taken += block.length;
		}
		await web.close();
	})();
	for (let before = -1; before !== taken; ) {
		before = taken;
		await turns(200);
	}
	t.true(taken < 4_000_000, `${taken}`);
	t.is((await peerReader.read()).length, 256 * block.length);
	await writing;
	await eventually("its end", () => writer.isClosing());
});

test("toWeb: close and cancel, in either order and at once, close the connection", async (t) => {
	for (const order of ["close, cancel", "cancel, close", "at once", "cancel in a read"]) {
		const [[reader, writer], [peerReader]] = await unixPair(t);
		const { readable, writable } = toWeb(reader, writer);
		if (order === "close, cancel") {
			await writable.close();
			t.is((await peerReader.read()).length, 0);
			t.false(writer.isClosing(), order);
			await readable.cancel();
		} else if (order === "cancel, close") {
			await readable.cancel("not interested");
			t.false(writer.isClosing(), order);
			await writable.close();
		} else if (order === "at once") {
			await Promise.all([readable.cancel(), writable.close()]);
		} else {
			const web = readable.getReader();
			const reading = web.read();
			await turns();
			await web.cancel();
			t.true((await reading).done);
			await writable.close();
		}
		t.true(writer.isClosing(), order);
		await writer.waitClosed();
	}
});

test("toWeb: after cancel() the other direction goes on", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const { readable, writable } = toWeb(reader, writer);
	await readable.cancel();
	const web = writable.getWriter();
	await web.write("still ");
	await web.write(Buffer.from("here"));
	await web.close();
	t.is(String(await peerReader.read()), "still here");
});

test("toWeb: abort() ends the connection, and whoever reads is told that it is not the stream's end", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const { readable, writable } = toWeb(reader, writer);
	const reading = readable.getReader().read();
	await turns();
	const why = new Error("changed my mind");
	await writable.abort(why);
	t.is(await reasonOf(reading), why);
	t.is((await peerReader.read()).length, 0);
	t.true(writer.isClosing());
});

test("toWeb: abort() after cancel(), and cancel() after abort(), are harmless", async (t) => {
	const [[reader, writer]] = await unixPair(t);
	const one = toWeb(reader, writer);
	await one.readable.cancel();
	await one.writable.abort();
	await writer.waitClosed();
	const [[otherReader, otherWriter]] = await unixPair(t);
	const two = toWeb(otherReader, otherWriter);
	await two.writable.abort(new Error("over"));
	t.is(((await reasonOf(two.readable.cancel())) as Error).message, "over");
	await otherWriter.waitClosed();
});

test("toWeb: a chunk that is no bytes fails the stream and leaves no connection behind", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const { readable, writable } = toWeb(reader, writer);
	const web = writable.getWriter();
	t.true((await reasonOf(web.write(5 as never))) instanceof TypeError);
	t.true((await reasonOf(readable.getReader().read())) instanceof TypeError);
	t.is((await peerReader.read()).length, 0);
	await writer.waitClosed();
});

test("toWeb: a connection that is reset errors both, a writer that waits for nothing included", async (t) => {
	const [[reader, writer], [, peer]] = await tcpPair(t);
	const { readable, writable } = toWeb(reader, writer);
	const web = writable.getWriter();
	const closed = reasonOf(web.closed);
	peer.getExtraInfo("socket")?.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(Int32Array.of(1, 0).buffer));
	const reading = reasonOf(readable.getReader().read());
	await turns();
	peer.transport.abort();
	t.is(((await reading) as NodeJS.ErrnoException).code, "ECONNRESET");
	t.is(((await closed) as NodeJS.ErrnoException).code, "ECONNRESET");
});

test("toWeb: text and compression streams run over it", async (t) => {
	const [a, [peerReader, peer]] = await unixPair(t);
	const { readable, writable } = toWeb(...a);
	const packing = new CompressionStream("gzip");
	const packed = packing.readable.pipeTo(writable as never);
	const text = packing.writable.getWriter();
	void text.write(Buffer.from("squeeze me ".repeat(10_000)));
	void text.close();
	peer.write(await peerReader.read());
	peer.writeEof();
	const unpacked = readable.pipeThrough(new DecompressionStream("gzip") as never);
	t.is(await new Response(unpacked as never).text(), "squeeze me ".repeat(10_000));
	await packed;
	t.true(a[1].isClosing());
});
