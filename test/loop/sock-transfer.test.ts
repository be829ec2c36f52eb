/** Sending and receiving on sockets of every kind. */
import { randomBytes } from "node:crypto";
import { BrokenPipeError, ConnectionResetError, OSError } from "../../src/errors.js";
import {
	SHUT_RDWR,
	SHUT_WR,
	SO_LINGER,
	SO_SNDBUF,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	SOL_SOCKET,
} from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { test } from "../helpers/few-threads.js";
import { connectedKinds, hasKind, kinds, pairOf } from "../helpers/kinds.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill } from "../helpers/non-blocking-pair.js";
import { turns } from "../helpers/turns.js";

for (const kind of kinds) {
	test(`${kind.name}: sockSend and sockRecv, whichever comes first`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		t.is(await loop.sockSend(a, "there already"), 13);
		t.is((await loop.sockRecv(b, 100)).toString(), "there already");
		const waiting = loop.sockRecv(b, 100);
		await turns(2);
		t.false(waiting.done());
		t.is(await loop.sockSend(a, Buffer.from("comes later")), 11);
		t.is((await waiting).toString(), "comes later");
		await loop.sockSendall(b, "and back: é");
		t.is((await loop.sockRecv(a, 100)).toString(), "and back: é");
		await becomesIdle(loop);
	});

	test(`${kind.name}: sockRecvInto fills the buffer it is given, and no more`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const memory = Buffer.alloc(20, ".");
		const buffer = memory.subarray(5, 15);
		const waiting = loop.sockRecvInto(b, buffer);
		await loop.sockSendall(a, "12345");
		t.is(await waiting, 5);
		t.is(memory.toString(), ".....12345..........");
		await loop.sockSendall(a, "0123456789ABC");
		t.is(await loop.sockRecvInto(b, buffer), 10);
		t.is(memory.toString(), ".....0123456789.....");
		// The rest of a message is cut; the rest of a stream is still there.
		if (!kind.keepsMessages) t.is((await loop.sockRecv(b, 100)).toString(), "ABC");
		t.throws(() => b.recv(1), { code: "EAGAIN" });
		const plain = new Uint8Array(3);
		await loop.sockSendall(a, "xyz");
		t.is(await loop.sockRecvInto(b, plain), 3);
		t.deepEqual([...plain], [120, 121, 122]);
	});

	test(`${kind.name}: messages keep their boundaries, streams do not`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		for (const part of ["one", "two", "three"]) await loop.sockSendall(a, part);
		if (kind.keepsMessages) {
			t.is((await loop.sockRecv(b, 100)).toString(), "one");
			t.is((await loop.sockRecv(b, 2)).toString(), "tw");
			t.is((await loop.sockRecv(b, 100)).toString(), "three");
		} else {
			let text = "";
			while (text.length < 11) text += await loop.sockRecv(b, 4);
			t.is(text, "onetwothree");
		}
	});

	test(`${kind.name}: several that receive are served in the order in which they began`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const buffer = Buffer.alloc(1);
		const waiting = [
			loop.sockRecv(b, 1),
			loop.sockRecv(b, 1),
			loop.sockRecvInto(b, buffer),
			loop.sockRecvfrom(b, 1),
			loop.sockRecv(b, 1),
		] as const;
		t.is(loop.statistics().watched, 1);
		for (const byte of "12345") await loop.sockSendall(a, byte);
		const [first, second, third, [fourth], fifth] = await Promise.all(waiting);
		t.deepEqual(
			[`${first}`, `${second}`, third, `${buffer}`, `${fourth}`, `${fifth}`],
			["1", "2", 1, "3", "4", "5"],
		);
		await becomesIdle(loop);
	});

	test(`${kind.name}: what is received is the caller's own, and stays so`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const kept: { readonly data: Buffer; readonly copy: Buffer }[] = [];
		for (let i = 0; i < 300; i += 1) {
			const message = randomBytes(1 + ((i * 37) % 5000));
			const sending = loop.sockSendall(a, message);
			for (let size = 0; size < message.length; ) {
				const data = await loop.sockRecv(b, 65_536);
				kept.push({ data, copy: Buffer.from(data) });
				t.deepEqual(data, message.subarray(size, size + data.length));
				size += data.length;
			}
			await sending;
		}
		t.true(kept.every(({ data, copy }) => data.equals(copy)));
	});

	test(`${kind.name}: nothing to send, and no room to receive`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		t.is(await loop.sockSend(a, ""), 0);
		t.is(await loop.sockSendall(a, new Uint8Array(0)), undefined);
		if (kind.keepsMessages) {
			// Empty messages are messages: of seqpacket they look like the end, which is why nobody should send them.
			t.is((await loop.sockRecv(b, 10)).length, 0);
			t.is((await loop.sockRecv(b, 10)).length, 0);
		}
		await loop.sockSendall(a, "x");
		t.is((await loop.sockRecv(b, 0)).length, 0);
		// Receiving nothing takes a whole message, and nothing of a stream.
		if (kind.keepsMessages) await loop.sockSendall(a, "x");
		t.is((await loop.sockRecv(b, 10)).toString(), "x");
		await becomesIdle(loop);
	});

	test(`${kind.name}: a full socket makes a sender wait, in order, until there is room`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		// UDP is never full: what does not fit is thrown away.
		if (kind.name.startsWith("UDP")) {
			for (let i = 0; i < 100; i += 1) t.is(await loop.sockSend(a, "datagram"), 8);
			return;
		}
		const filled = fill(a);
		const done: string[] = [];
		const first = loop.sockSend(a, "1");
		const second = loop.sockSendall(a, "2");
		const third = loop.sockSend(a, "3");
		first.addDoneCallback(() => done.push("first"));
		second.addDoneCallback(() => done.push("second"));
		third.addDoneCallback(() => done.push("third"));
		await turns(5);
		t.deepEqual(done, []);
		t.true(loop.statistics().holding);
		let received = 0;
		let last = "";
		while (received < filled + 3) {
			const data = await loop.sockRecv(b, 65_536);
			received += data.length;
			last = (last + data.toString("latin1")).slice(-3);
		}
		await Promise.all([first, second, third]);
		t.is(last, "123");
		t.deepEqual(done, ["first", "second", "third"]);
		await becomesIdle(loop);
	});
}

for (const kind of connectedKinds) {
	test(`${kind.name}: the end of the stream is empty data, again and again`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const waiting = loop.sockRecv(b, 10);
		await loop.sockSendall(a, "last");
		a.shutdown(SHUT_WR);
		t.is((await waiting).toString(), "last");
		for (let i = 0; i < 3; i += 1) {
			t.is((await loop.sockRecv(b, 10)).length, 0);
			t.is(await loop.sockRecvInto(b, Buffer.alloc(10)), 0);
			t.is((await loop.sockRecvfrom(b, 10))[0].length, 0);
		}
		await loop.sockSendall(b, "the other way is open");
		t.is((await loop.sockRecv(a, 100)).toString(), "the other way is open");
		await becomesIdle(loop);
	});

	test(`${kind.name}: sending to who has closed is a BrokenPipeError or a ConnectionResetError`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		b.close();
		const error = await t.throwsAsync(async () => {
			for (let i = 0; i < 100; i += 1) {
				await loop.sockSendall(a, "x");
				await turns(1);
			}
		});
		t.true(error instanceof BrokenPipeError || error instanceof ConnectionResetError, String(error));
		t.true(error instanceof OSError && error.syscall === "send" && error.fd === a.fileno());
		t.true(error instanceof OSError && (error.errno ?? 0) < 0 && typeof error.code === "string");
		await t.throwsAsync(async () => await loop.sockSend(a, "x"), {
			instanceOf: BrokenPipeError,
			code: "EPIPE",
		});
		await becomesIdle(loop);
	});

	test(`${kind.name}: a waiting sender is told when the other side closes`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		fill(a);
		const sending = [loop.sockSendall(a, "more"), loop.sockSend(a, "and more")];
		const outcomes = Promise.allSettled(sending);
		await turns(2);
		b.close();
		for (const each of await outcomes) {
			const reason = each.status === "rejected" ? each.reason : undefined;
			t.true(reason instanceof BrokenPipeError || reason instanceof ConnectionResetError, String(reason));
		}
		await becomesIdle(loop);
	});

	test(`${kind.name}: shutting down one's own side ends who waits to receive`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a] = pairOf(t, kind);
		const waiting = [loop.sockRecv(a, 10), loop.sockRecv(a, 10)];
		await turns(1);
		a.shutdown(SHUT_RDWR);
		for (const data of await Promise.all(waiting)) t.is(data.length, 0);
		await t.throwsAsync(async () => await loop.sockSendall(a, "x"), { instanceOf: BrokenPipeError });
	});
}

for (const kind of connectedKinds.filter(({ type }) => type === SOCK_STREAM)) {
	test(`${kind.name}: sockSendall sends all of it, however slow the receiver`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		a.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096);
		const message = randomBytes(3_000_000);
		let done = false;
		const sending = loop.sockSendall(a, message);
		sending.addDoneCallback(() => {
			done = true;
		});
		const parts: Buffer[] = [];
		let received = 0;
		for (const size of [1, 7, 1000, 65_536, 1_000_000]) {
			const data = await loop.sockRecv(b, size);
			parts.push(data);
			received += data.length;
			t.false(done);
		}
		while (received < message.length) {
			const data = await loop.sockRecv(b, 500_000);
			parts.push(data);
			received += data.length;
		}
		await sending;
		t.true(Buffer.concat(parts).equals(message));
		await becomesIdle(loop);
	});

	test(`${kind.name}: sockSend sends what fits, and tells how much that was`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const message = Buffer.alloc(50_000_000, "abcdefgh");
		const sent = await loop.sockSend(a, message);
		t.true(sent > 0 && sent < message.length, `${sent}`);
		const waiting = loop.sockSend(a, message.subarray(sent));
		let received = 0;
		while (received < sent) received += (await loop.sockRecv(b, 1_000_000)).length;
		const more = await waiting;
		t.true(more > 0);
		while (received < sent + more) received += (await loop.sockRecv(b, 1_000_000)).length;
		t.throws(() => b.recv(1), { code: "EAGAIN" });
	});

	test(`${kind.name}: several sockSendall at once do not mix`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const messages = Array.from({ length: 6 }, (_, i) => Buffer.alloc(700_000, `${i}`));
		const sending = messages.map((message) => loop.sockSendall(a, message));
		const parts: Buffer[] = [];
		for (let size = 0; size < 4_200_000; ) {
			const data = await loop.sockRecv(b, 1_000_000);
			parts.push(data);
			size += data.length;
		}
		await Promise.all(sending);
		t.true(Buffer.concat(parts).equals(Buffer.concat(messages)));
	});

	test(`${kind.name}: both directions at once`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const pair = pairOf(t, kind);
		const size = 2_000_000;
		const messages = [randomBytes(size), randomBytes(size)] as const;
		const receive = async (index: 0 | 1): Promise<Buffer> => {
			const parts: Buffer[] = [];
			for (let received = 0; received < size; ) {
				const data = await loop.sockRecv(pair[index], 100_000);
				parts.push(data);
				received += data.length;
			}
			return Buffer.concat(parts);
		};
		const [, , first, second] = await Promise.all([
			loop.sockSendall(pair[0], messages[0]),
			loop.sockSendall(pair[1], messages[1]),
			receive(1),
			receive(0),
		]);
		t.true(first.equals(messages[0]));
		t.true(second.equals(messages[1]));
	});
}

for (const kind of connectedKinds.filter(({ name }) => name.startsWith("TCP"))) {
	test(`${kind.name}: a connection that is thrown away is a ConnectionResetError for who receives`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const waiting = loop.sockRecv(a, 10);
		const failed = t.throwsAsync(async () => await waiting, { instanceOf: ConnectionResetError });
		await turns(1);
		// With a lingering time of 0, closing sends a reset.
		b.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
		b.close();
		const error = (await failed) as ConnectionResetError;
		t.is(error.code, "ECONNRESET");
		t.is(error.syscall, "recv");
		t.is(error.fd, a.fileno());
		t.is((await loop.sockRecv(a, 10)).length, 0);
	});
}

test("seqpacket: a message is never sent in parts", async (t) => {
	const loop = newLoop(t);
	const [a, b] = pairOf(t, { name: "", family: 1, type: SOCK_SEQPACKET, keepsMessages: true });
	fill(a);
	const sending = loop.sockSendall(a, Buffer.alloc(20_000, "m"));
	await turns(2);
	t.false(sending.done());
	let last: Buffer = Buffer.alloc(0);
	while (!sending.done() || last.length !== 20_000) last = await loop.sockRecv(b, 65_536);
	await sending;
	t.is(drain(b), 0);
	await t.throwsAsync(async () => await loop.sockSendall(a, Buffer.alloc(10_000_000)), { code: "EMSGSIZE" });
});
