/** sockSendto, sockRecvfrom and sockRecvfromInto. */
import test from "ava";
import { ConnectionRefusedError, FileNotFoundError, gaierror } from "../../src/errors.js";
import { AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, Socket } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { eventually } from "../helpers/eventually.js";
import { boundSocket, datagramKinds, hasKind, kinds, pairOf, socketOf } from "../helpers/kinds.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName } from "../helpers/reason-of.js";
import { turns } from "../helpers/turns.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

for (const kind of datagramKinds) {
	test(`${kind.name}: sockSendto and sockRecvfrom tell who is who`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		const waiting = loop.sockRecvfrom(b, 100);
		await turns(1);
		t.is(await loop.sockSendto(a, "question", b.getsockname()), 8);
		const [question, from] = await waiting;
		t.is(question.toString(), "question");
		t.deepEqual(from, a.getsockname());
		t.is(await loop.sockSendto(b, Buffer.from("answer"), from ?? ""), 6);
		const [answer, back] = await loop.sockRecvfrom(a, 100);
		t.is(answer.toString(), "answer");
		t.deepEqual(back, b.getsockname());
		await becomesIdle(loop);
	});

	test(`${kind.name}: sockRecvfromInto fills the buffer, or as much of it as it may`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		const buffer = Buffer.alloc(8, ".");
		const waiting = loop.sockRecvfromInto(b, buffer);
		await loop.sockSendto(a, "abc", b.getsockname());
		t.deepEqual(await waiting, [3, a.getsockname()]);
		t.is(buffer.toString(), "abc.....");
		await loop.sockSendto(a, "0123456789", b.getsockname());
		t.deepEqual(await loop.sockRecvfromInto(b, buffer, 2), [2, a.getsockname()]);
		t.is(buffer.toString(), "01c.....");
		await loop.sockSendto(a, "0123456789", b.getsockname());
		t.deepEqual(await loop.sockRecvfromInto(b, buffer, 0), [8, a.getsockname()]);
		t.is(buffer.toString(), "01234567");
		t.throws(() => b.recv(1), { code: "EAGAIN" });
	});

	test(`${kind.name}: empty datagrams are datagrams`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		const waiting = loop.sockRecvfrom(b, 100);
		t.is(await loop.sockSendto(a, "", b.getsockname()), 0);
		const [data, from] = await waiting;
		t.is(data.length, 0);
		t.deepEqual(from, a.getsockname());
		t.is(await loop.sockSendto(a, new Uint8Array(0), b.getsockname()), 0);
		t.deepEqual(await loop.sockRecvfromInto(b, Buffer.alloc(3)), [0, a.getsockname()]);
	});

	test(`${kind.name}: a thousand datagrams, each as it was sent, in order`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		const message = (i: number) => Buffer.alloc(1 + ((i * 31) % 1400), i & 0xff);
		let received = 0;
		const receiving = (async () => {
			for (; received < 1000; received += 1) {
				const [data] = await loop.sockRecvfrom(b, 2000);
				if (!data.equals(message(received))) return `datagram ${received} differs`;
			}
			return "all equal";
		})();
		for (let i = 0; i < 1000; i += 1) {
			await loop.sockSendto(a, message(i), b.getsockname());
			// UDP throws away what the receiver's buffer has no room for.
			if (i % 20 === 0) await eventually(`datagram ${i}`, () => received >= i);
		}
		t.is(await receiving, "all equal");
		await becomesIdle(loop);
	});

	test(`${kind.name}: cancelling who receives loses nothing`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		const controller = new AbortController();
		const cancelled = loop.sockRecvfrom(b, 100);
		const aborted = loop.sockRecvfromInto(b, Buffer.alloc(10), 0, { signal: controller.signal });
		const failed = Promise.all([errorName(cancelled), errorName(aborted)]);
		await turns(1);
		cancelled.cancel();
		controller.abort();
		t.is(loop.statistics().watched, 0);
		await loop.sockSendto(a, "kept", b.getsockname());
		t.is((await loop.sockRecvfrom(b, 100))[0].toString(), "kept");
		t.deepEqual(await failed, ["CancelledError", "AbortError"]);
	});
}

test("sockRecvfrom: an unnamed sender has an empty path; a stream's peer has no address", async (t) => {
	const loop = newLoop(t);
	const receiver = boundSocket(t, { name: "", family: AF_UNIX, type: SOCK_DGRAM, keepsMessages: true });
	const sender = socketOf(t, { name: "", family: AF_UNIX, type: SOCK_DGRAM, keepsMessages: true });
	await loop.sockSendto(sender, "x", receiver.getsockname());
	const [, from] = await loop.sockRecvfrom(receiver, 10);
	t.true(from === undefined || from === "", String(from));
	for (const kind of kinds.filter(({ type }) => type === SOCK_STREAM)) {
		if (!hasKind(t, kind)) return;
		const [a, b] = pairOf(t, kind);
		await loop.sockSendall(a, "x");
		const [data, address] = await loop.sockRecvfrom(b, 10);
		t.is(data.toString(), "x");
		t.true(address === undefined || address === "", String(address));
	}
});

test("sockSendto: nobody there", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/nobody`;
	const unix = new Socket(AF_UNIX, SOCK_DGRAM);
	unix.setblocking(false);
	t.teardown(() => unix.close());
	await t.throwsAsync(async () => await loop.sockSendto(unix, "x", path), {
		instanceOf: FileNotFoundError,
		code: "ENOENT",
	});
	const receiver = new Socket(AF_UNIX, SOCK_DGRAM);
	receiver.bind(path);
	receiver.close();
	await t.throwsAsync(async () => await loop.sockSendto(unix, "x", path), {
		instanceOf: ConnectionRefusedError,
		code: "ECONNREFUSED",
	});
	const kind = { name: "", family: AF_UNIX, type: SOCK_DGRAM, keepsMessages: true };
	const sending = loop.sockSendto(unix, Buffer.alloc(10_000_000), boundSocket(t, kind).getsockname());
	await t.throwsAsync(async () => await sending, { code: "EMSGSIZE" });
});

test("UDP: a refusal that the network reports later reaches who receives, or who sends next", async (t) => {
	const loop = newLoop(t);
	const kind = { name: "", family: AF_INET, type: SOCK_DGRAM, keepsMessages: true };
	const gone = boundSocket(t, kind);
	const address = gone.getsockname<[string, number]>();
	gone.close();
	const sock = socketOf(t, kind);
	await loop.sockConnect(sock, address);
	const waiting = loop.sockRecv(sock, 100);
	const failed = t.throwsAsync(async () => await waiting, { instanceOf: ConnectionRefusedError });
	await loop.sockSend(sock, "anybody there?");
	const error = (await failed) as ConnectionRefusedError;
	t.is(error.syscall, "recv");
	t.is(error.code, "ECONNREFUSED");
	await becomesIdle(loop);
});

test("sockSendto: names are looked up", async (t) => {
	const loop = newLoop(t);
	const kind = { name: "", family: AF_INET, type: SOCK_DGRAM, keepsMessages: true };
	const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
	const [, port] = b.getsockname<[string, number]>();
	t.is(await loop.sockSendto(a, "by name", ["localhost", port]), 7);
	const [data, from] = await loop.sockRecvfrom(b, 100);
	t.is(data.toString(), "by name");
	t.deepEqual(from, a.getsockname());
	await t.throwsAsync(async () => await loop.sockSendto(a, "x", ["no-such-host.invalid", port]), {
		instanceOf: gaierror,
	});
	await becomesIdle(loop);
});
