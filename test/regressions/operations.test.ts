/** What the sock operations got wrong. */
import test from "ava";
import { AF_UNIX, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM, Socket } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

/** Takes the memory of an array away, as postMessage with a transfer list does. */
function detach(bytes: Uint8Array): void {
	structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
}

const lost = { instanceOf: TypeError, message: /lost its memory/ };

test("a buffer that loses its memory while an operation waits makes it fail, and no message is lost", async (t) => {
	const loop = newLoop(t);
	for (const type of [SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM]) {
		const [a, b] = nonBlockingPair(t, type);
		for (const receive of [
			(buffer: Uint8Array) => loop.sockRecvInto(a, buffer),
			(buffer: Uint8Array) => loop.sockRecvfromInto(a, buffer),
		]) {
			const buffer = new Uint8Array(100);
			const receiving = receive(buffer);
			detach(buffer);
			b.send("kept");
			await t.throwsAsync(async () => await receiving, lost);
			t.is((await loop.sockRecv(a, 100)).toString(), "kept");
		}
	}
	await becomesIdle(loop);
});

test("data that loses its memory while an operation waits makes it fail, and nothing is sent for it", async (t) => {
	const loop = newLoop(t);
	for (const type of [SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM]) {
		const [a, b] = nonBlockingPair(t, type);
		for (const send of [
			(data: Uint8Array) => loop.sockSend(a, data),
			(data: Uint8Array) => loop.sockSendall(a, data),
		]) {
			const sent = fill(a);
			const data = new Uint8Array(1000);
			const sending = send(data);
			detach(data);
			const failed = t.throwsAsync(async () => await sending, lost);
			t.is(drain(b), sent);
			await failed;
			await loop.sockSendall(a, "next");
			t.is((await loop.sockRecv(b, 100)).toString(), "next");
		}
	}
	await becomesIdle(loop);
});

test("sockSendto: data that loses its memory while it waits makes it fail", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/receiver`;
	const [receiver, sender] = [new Socket(AF_UNIX, SOCK_DGRAM), new Socket(AF_UNIX, SOCK_DGRAM)];
	for (const sock of [receiver, sender]) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	receiver.bind(path);
	let sent = 0;
	for (let full = false; !full; ) {
		const future = loop.sockSendto(sender, "x", path);
		full = !future.done();
		if (full) future.cancel();
		else sent += 1;
	}
	const data = new Uint8Array(10);
	const sending = loop.sockSendto(sender, data, path);
	detach(data);
	const failed = t.throwsAsync(async () => await sending, lost);
	t.is(drain(receiver), sent);
	await failed;
	await becomesIdle(loop);
});

test("sockSendall: what an array says of itself is not believed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	class Liar extends Uint8Array {
		override get byteLength(): number {
			return 2 ** 30;
		}
		override get length(): number {
			return 2 ** 30;
		}
		override subarray(): never {
			throw new Error("asked for a part");
		}
	}
	const data = new Liar(1_000_000).fill(7);
	const sending = loop.sockSendall(a, data);
	let received = 0;
	while (received < 1_000_000) received += (await loop.sockRecv(b, 1_000_000)).length;
	await sending;
	t.is(received, 1_000_000);
	t.throws(() => b.recv(1), { code: "EAGAIN" });
	const buffer = new Liar(4);
	a.send("12345678");
	t.is(await loop.sockRecvInto(b, buffer), 4);
	t.is(b.recv(100).toString(), "5678");
});
