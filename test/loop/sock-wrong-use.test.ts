/** What every method refuses before the kernel is asked, and that nothing has changed then. */
import test, { type ExecutionContext } from "ava";
import { OSError, ValueError } from "../../src/errors.js";
import type { EventLoop } from "../../src/loop/index.js";
import {
	AF_INET,
	AF_UNIX,
	SOCK_DGRAM,
	type Socket,
	Socket as SocketClass,
	socketpair,
} from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { reasonOf } from "../helpers/reason-of.js";

/** A method of the loop, called with whatever takes the place of the socket. */
type Call = (loop: EventLoop, sock: never) => unknown;

const local = ["127.0.0.1", 9] as [string, number];
const calls: Readonly<Record<string, Call>> = {
	sockRecv: (loop, sock) => loop.sockRecv(sock, 10),
	sockRecvInto: (loop, sock) => loop.sockRecvInto(sock, Buffer.alloc(10)),
	sockRecvfrom: (loop, sock) => loop.sockRecvfrom(sock, 10),
	sockRecvfromInto: (loop, sock) => loop.sockRecvfromInto(sock, Buffer.alloc(10)),
	sockSend: (loop, sock) => loop.sockSend(sock, "x"),
	sockSendall: (loop, sock) => loop.sockSendall(sock, "x"),
	sockSendto: (loop, sock) => loop.sockSendto(sock, "x", local),
	sockConnect: (loop, sock) => loop.sockConnect(sock, local),
	sockAccept: (loop, sock) => loop.sockAccept(sock),
};

function unchanged(t: ExecutionContext, loop: EventLoop, ...socks: Socket[]): void {
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	for (const sock of socks) t.throws(() => sock.recv(1), { code: "EAGAIN" });
}

for (const [name, call] of Object.entries(calls)) {
	test(`${name}: refuses what is no socket`, (t) => {
		const loop = newLoop(t);
		const thrower = {
			fileno() {
				throw new Error("no number");
			},
		};
		const wrong = [
			-1,
			1.5,
			Number.NaN,
			2 ** 31,
			undefined,
			null,
			"1",
			{},
			[],
			{ fileno: () => "1" },
			thrower,
		];
		for (const sock of wrong) {
			const error = t.throws(() => call(loop, sock as never));
			t.true(error instanceof ValueError || error instanceof TypeError, `${String(sock)}: ${error}`);
		}
		unchanged(t, loop);
	});

	test(`${name}: refuses a blocking socket and one with a time limit`, (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t);
		for (const make of [() => a.setblocking(true), () => a.settimeout(1000)]) {
			make();
			t.throws(() => call(loop, a as never), {
				instanceOf: ValueError,
				message: /must be non-blocking; call setblocking\(false\) first/,
			});
		}
		unchanged(t, loop, b);
	});

	test(`${name}: a closed socket is EBADF`, (t) => {
		const loop = newLoop(t);
		const [a] = nonBlockingPair(t);
		a.close();
		t.throws(() => call(loop, a as never), { instanceOf: OSError, code: "EBADF" });
		unchanged(t, loop);
	});

	test(`${name}: refuses a signal that is none`, (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t);
		const udp = new SocketClass(AF_INET, SOCK_DGRAM);
		udp.setblocking(false);
		t.teardown(() => udp.close());
		const withSignal: Record<string, (options: never) => unknown> = {
			sockRecv: (options) => loop.sockRecv(a, 10, options),
			sockRecvInto: (options) => loop.sockRecvInto(a, Buffer.alloc(10), options),
			sockRecvfrom: (options) => loop.sockRecvfrom(a, 10, options),
			sockRecvfromInto: (options) => loop.sockRecvfromInto(a, Buffer.alloc(10), 0, options),
			sockSend: (options) => loop.sockSend(a, "x", options),
			sockSendall: (options) => loop.sockSendall(a, "x", options),
			sockSendto: (options) => loop.sockSendto(udp, "x", local, options),
			sockConnect: (options) => loop.sockConnect(udp, local, options),
			sockAccept: (options) => loop.sockAccept(a, options),
		};
		for (const signal of [null, 5, "abort", {}, new AbortController()]) {
			t.throws(() => withSignal[name]?.({ signal } as never), { instanceOf: TypeError, message: /signal/ });
		}
		unchanged(t, loop, b);
		t.throws(() => udp.getpeername(), { code: "ENOTCONN" });
	});
}

test("sockRecv, sockRecvfrom: refuse a size that is none", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	b.send("kept");
	for (const method of ["sockRecv", "sockRecvfrom"] as const) {
		for (const size of [undefined, null, "10", 1.5, Number.NaN, Number.POSITIVE_INFINITY, {}, 10n]) {
			t.throws(() => loop[method](a, size as never), { instanceOf: TypeError, message: /size/ });
		}
		for (const size of [-1, 2 ** 31, 2 ** 53]) {
			t.throws(() => loop[method](a, size), { instanceOf: RangeError, message: /size/ });
		}
	}
	unchanged(t, loop);
	t.is(a.recv(10).toString(), "kept");
});

test("sockRecv: the largest size is served, and keeps no more memory than it received", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	b.send("small");
	const small = await loop.sockRecv(a, 2 ** 31 - 1);
	t.is(small.toString(), "small");
	t.true(small.buffer.byteLength <= 65_536);
	const message = Buffer.alloc(50_000, "m");
	b.send(message);
	const large = await loop.sockRecv(a, 2 ** 31 - 1);
	t.true(large.equals(message));
	t.true(large.buffer.byteLength <= 65_536, `${large.buffer.byteLength}`);
});

test("sockRecvInto, sockRecvfromInto: refuse what has no room", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	b.send("kept");
	const detached = new Uint8Array(10);
	structuredClone(detached.buffer, { transfer: [detached.buffer] });
	for (const method of ["sockRecvInto", "sockRecvfromInto"] as const) {
		const wrong = [
			undefined,
			null,
			10,
			"text",
			{},
			[],
			new ArrayBuffer(10),
			new DataView(new ArrayBuffer(10)),
		];
		for (const buffer of [...wrong, new Uint16Array(4), new Float64Array(4), detached]) {
			t.throws(() => loop[method](a, buffer as never), { instanceOf: TypeError, message: /buffer/ });
		}
		t.throws(() => loop[method](a, new Uint8Array(0)), { instanceOf: RangeError, message: /buffer/ });
	}
	for (const nbytes of [-1, 11, 2 ** 31]) {
		t.throws(() => loop.sockRecvfromInto(a, Buffer.alloc(10), nbytes), {
			instanceOf: RangeError,
			message: /nbytes/,
		});
	}
	for (const nbytes of [1.5, Number.NaN, "1", null, {}]) {
		t.throws(() => loop.sockRecvfromInto(a, Buffer.alloc(10), nbytes as never), {
			instanceOf: TypeError,
			message: /nbytes/,
		});
	}
	unchanged(t, loop);
	t.is(a.recv(10).toString(), "kept");
});

test("sockSend, sockSendall, sockSendto: refuse what is neither bytes nor text", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const detached = new Uint8Array(10);
	structuredClone(detached.buffer, { transfer: [detached.buffer] });
	const wrong = [
		undefined,
		null,
		10,
		{},
		[1, 2],
		new ArrayBuffer(1),
		new Uint16Array(1),
		detached,
		Symbol("s"),
	];
	for (const data of wrong as never[]) {
		const expected = { instanceOf: TypeError, message: /data/ };
		t.throws(() => loop.sockSend(a, data), expected);
		t.throws(() => loop.sockSendall(a, data), expected);
		t.throws(() => loop.sockSendto(a, data, local), expected);
	}
	unchanged(t, loop, b);
});

test("sockConnect, sockSendto: refuse an address that is none", (t) => {
	const loop = newLoop(t);
	const inet = new SocketClass(AF_INET, SOCK_DGRAM);
	const unix = new SocketClass(AF_UNIX, SOCK_DGRAM);
	for (const sock of [inet, unix]) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	const wrong: [Socket, unknown][] = [
		...[
			undefined,
			null,
			5,
			"path",
			{},
			[],
			["127.0.0.1"],
			[1, 2],
			["127.0.0.1", "80"],
			["127.0.0.1", 1.5],
		].map((address): [Socket, unknown] => [inet, address]),
		...[
			["127.0.0.1", -1],
			["127.0.0.1", 65_536],
		].map((address): [Socket, unknown] => [inet, address]),
		...[undefined, null, 5, {}, ["127.0.0.1", 80], "x".repeat(200)].map((address): [Socket, unknown] => [
			unix,
			address,
		]),
	];
	for (const [sock, address] of wrong) {
		for (const call of [
			() => loop.sockConnect(sock, address as never),
			() => loop.sockSendto(sock, "x", address as never),
		]) {
			const error = t.throws(call);
			t.true(
				error instanceof TypeError || error instanceof RangeError || error instanceof ValueError,
				`${JSON.stringify(address)}: ${error}`,
			);
		}
	}
	unchanged(t, loop, inet, unix);
});

test("sockAccept: takes a Socket alone, and one that does not listen is EINVAL", async (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	t.throws(() => loop.sockAccept(a.fileno() as never), {
		instanceOf: TypeError,
		message: /must be a Socket/,
	});
	const reason = await reasonOf(loop.sockAccept(a));
	t.true(reason instanceof OSError);
	t.is((reason as OSError).code, "EINVAL");
	t.is((reason as OSError).syscall, "accept");
});

test("a descriptor that is open but no socket is ENOTSOCK, one that is not open EBADF", async (t) => {
	const loop = newLoop(t);
	const [a, b] = socketpair();
	a.close();
	b.close();
	for (const [fd, code] of [
		[1_000_000, "EBADF"],
		[2 ** 31 - 1, "EBADF"],
	] as const) {
		for (const name of ["sockRecv", "sockRecvInto", "sockRecvfrom", "sockSend", "sockSendall"]) {
			const reason = await reasonOf(calls[name]?.(loop, fd as never) as PromiseLike<unknown>);
			t.is((reason as OSError).code, code, name);
			t.is((reason as OSError).fd, fd, name);
		}
		for (const name of ["sockConnect", "sockSendto"]) {
			t.throws(() => calls[name]?.(loop, fd as never), { instanceOf: OSError, code }, name);
		}
	}
	await t.notThrowsAsync(async () => {
		const { openSync, closeSync } = await import("node:fs");
		const fd = openSync("/dev/null", "r+");
		try {
			const reason = await reasonOf(loop.sockRecv(fd, 1));
			t.is((reason as OSError).code, "ENOTSOCK");
		} finally {
			closeSync(fd);
		}
	});
});
