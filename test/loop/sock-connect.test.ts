/** sockConnect and sockAccept on sockets of every kind. */
import test from "ava";
import {
	BlockingIOError,
	CancelledError,
	ConnectionAbortedError,
	ConnectionRefusedError,
	FileNotFoundError,
	gaierror,
} from "../../src/errors.js";
import { AF_INET, AF_UNIX, createServer, SOCK_STREAM, Socket } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { countingLoop } from "../helpers/counting-loop.js";
import {
	connectedKinds,
	datagramKinds,
	freeAddress,
	hasKind,
	listenerOf,
	socketOf,
} from "../helpers/kinds.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName } from "../helpers/reason-of.js";
import { turns } from "../helpers/turns.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

for (const kind of connectedKinds) {
	test(`${kind.name}: sockConnect and sockAccept, whichever comes first`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		for (const acceptFirst of [true, false]) {
			const sock = socketOf(t, kind);
			const early = acceptFirst ? loop.sockAccept(listener) : undefined;
			await turns(1);
			const connecting = loop.sockConnect(sock, listener.getsockname());
			const [connection, address] = await (early ?? loop.sockAccept(listener));
			t.is(await connecting, undefined);
			t.deepEqual(address, kind.family === AF_UNIX ? "" : sock.getsockname());
			t.is(connection.family, kind.family);
			t.is(connection.type, kind.type);
			t.is(connection.gettimeout(), 0);
			await loop.sockSendall(sock, "hello");
			t.is((await loop.sockRecv(connection, 100)).toString(), "hello");
			connection.close();
			t.is((await loop.sockRecv(sock, 100)).length, 0);
		}
		await becomesIdle(loop);
	});

	test(`${kind.name}: several that accept are served in the order in which they began`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const accepting = Array.from({ length: 5 }, () => loop.sockAccept(listener));
		await turns(1);
		accepting[1]?.cancel();
		const socks: Socket[] = [];
		for (let i = 0; i < 4; i += 1) {
			const sock = socketOf(t, kind);
			socks.push(sock);
			await loop.sockConnect(sock, listener.getsockname());
			await loop.sockSendall(sock, `${i}`);
		}
		const order: string[] = [];
		for (const [i, future] of accepting.entries()) {
			if (i === 1) {
				await t.throwsAsync(async () => await future, { instanceOf: CancelledError });
				continue;
			}
			const [connection] = await future;
			order.push((await loop.sockRecv(connection, 10)).toString());
			connection.close();
		}
		t.deepEqual(order, ["0", "1", "2", "3"]);
		await becomesIdle(loop);
	});

	test(`${kind.name}: a cancelled or aborted sockAccept loses no connection`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const controller = new AbortController();
		const cancelled = loop.sockAccept(listener);
		const aborted = loop.sockAccept(listener, { signal: controller.signal });
		const next = loop.sockAccept(listener);
		const failed = errorName(aborted);
		const sock = socketOf(t, kind);
		await loop.sockConnect(sock, listener.getsockname());
		// The connection is in the kernel's queue; nobody has taken it yet, or somebody has, for the first: too late for it.
		const wasTaken = !cancelled.cancel();
		controller.abort();
		if (wasTaken) {
			const [connection] = await cancelled;
			connection.close();
			const other = socketOf(t, kind);
			await loop.sockConnect(other, listener.getsockname());
		}
		const [connection] = await next;
		connection.close();
		t.is(await failed, "AbortError");
		await becomesIdle(loop);
	});

	test(`${kind.name}: an operation with an aborted signal is not begun`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const reason = new Error("no");
		const options = { signal: AbortSignal.abort(reason) };
		const sock = socketOf(t, kind);
		await t.throwsAsync(async () => await loop.sockConnect(sock, listener.getsockname(), options), {
			is: reason,
		});
		t.throws(() => sock.getpeername(), { code: "ENOTCONN" });
		await loop.sockConnect(sock, listener.getsockname());
		await t.throwsAsync(async () => await loop.sockAccept(listener, options), { is: reason });
		const [connection] = await loop.sockAccept(listener);
		connection.close();
	});

	test(`${kind.name}: a listener that is closed while it accepts fails those who wait`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const accepting = [loop.sockAccept(listener), loop.sockAccept(listener)];
		const outcomes = Promise.allSettled(accepting);
		await turns(2);
		listener.close();
		for (const each of await outcomes) {
			t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
		}
		await becomesIdle(loop, 0);
	});

	test(`${kind.name}: sockConnect is refused where nobody listens, and tells the address`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const address = listener.getsockname();
		listener.close();
		const error = await t.throwsAsync(async () => await loop.sockConnect(socketOf(t, kind), address), {
			instanceOf: ConnectionRefusedError,
		});
		const { code, errno, syscall, address: host, port } = error as ConnectionRefusedError;
		t.is(code, "ECONNREFUSED");
		t.is(errno, -111);
		t.is(syscall, "connect");
		if (kind.family === AF_UNIX) t.is(host, address as string);
		else t.deepEqual([host, port], (address as [string, number]).slice(0, 2));
		await becomesIdle(loop);
	});

	test(`${kind.name}: sockConnect twice is an error of the second`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const listener = listenerOf(t, kind);
		const sock = socketOf(t, kind);
		await loop.sockConnect(sock, listener.getsockname());
		// Of a connection that was in progress Linux tells once more that it stands.
		const again = async () => {
			await loop.sockConnect(sock, listener.getsockname());
			await loop.sockConnect(sock, listener.getsockname());
		};
		await t.throwsAsync(again, { code: "EISCONN" });
		await loop.sockSendall(sock, "still connected");
		const [connection] = await loop.sockAccept(listener);
		t.is((await loop.sockRecv(connection, 100)).toString(), "still connected");
		connection.close();
	});
}

for (const kind of datagramKinds) {
	test(`${kind.name}: sockConnect says who is talked to`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = [socketOf(t, kind), socketOf(t, kind)];
		b.bind(freeAddress(t, kind));
		await loop.sockConnect(a, b.getsockname());
		t.deepEqual(a.getpeername(), b.getsockname());
		await loop.sockSendall(a, "connected");
		t.is((await loop.sockRecv(b, 100)).toString(), "connected");
	});
}

test("sockConnect: EINPROGRESS is waited for; a second one meanwhile is told so", async (t) => {
	const loop = newLoop(t);
	// A listener whose queue is full answers no more: the connection stays in progress.
	const listener = createServer(["127.0.0.1", 0], { backlog: 0 });
	t.teardown(() => listener.close());
	const socks = Array.from({ length: 6 }, () => new Socket());
	const connecting = socks.map((sock) => {
		sock.setblocking(false);
		t.teardown(() => sock.close());
		return loop.sockConnect(sock, listener.getsockname());
	});
	await turns(5);
	const pending = connecting.findLastIndex((future) => !future.done());
	t.true(pending >= 0, "all of them were connected");
	const sock = socks[pending] as Socket;
	await t.throwsAsync(async () => await loop.sockConnect(sock, listener.getsockname()), {
		instanceOf: BlockingIOError,
		code: "EALREADY",
	});
	for (const future of connecting) future.cancel();
	await t.throwsAsync(async () => await connecting[pending], { instanceOf: CancelledError });
	await becomesIdle(loop, 0);
});

test("sockConnect: a connection in progress whose socket is closed is a ConnectionAbortedError", async (t) => {
	const loop = newLoop(t);
	const listener = createServer(["127.0.0.1", 0], { backlog: 0 });
	t.teardown(() => listener.close());
	const socks = Array.from({ length: 6 }, () => new Socket());
	const connecting = socks.map((sock) => {
		sock.setblocking(false);
		return loop.sockConnect(sock, listener.getsockname());
	});
	const pending = connecting.filter((future) => !future.done());
	const outcomes = Promise.allSettled(pending);
	for (const sock of socks) sock.close();
	for (const each of await outcomes) {
		t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
	}
	t.true(pending.length > 0);
	await becomesIdle(loop, 0);
});

test("sockConnect: a full Unix listener is tried again until there is room, without spinning", async (t) => {
	const { loop, waits } = countingLoop(t);
	const path = `${temporaryFolder(t)}/busy`;
	const listener = new Socket(AF_UNIX, SOCK_STREAM);
	t.teardown(() => listener.close());
	listener.setblocking(false);
	listener.bind(path);
	listener.listen(1);
	const socks = Array.from({ length: 12 }, () => new Socket(AF_UNIX, SOCK_STREAM));
	const connecting = socks.map((sock) => {
		sock.setblocking(false);
		t.teardown(() => sock.close());
		return loop.sockConnect(sock, path);
	});
	t.true(connecting.filter((future) => !future.done()).length >= 5);
	const begin = waits();
	await new Promise((resolve) => setTimeout(resolve, 100));
	t.true(waits() - begin < 200, `${waits() - begin} waits`);
	for (let i = 0; i < socks.length; i += 1) {
		const [connection] = await loop.sockAccept(listener);
		connection.close();
	}
	await Promise.all(connecting);
	await becomesIdle(loop);
});

test("sockConnect: cancelling and aborting one that waits for a full Unix listener leaves nothing behind", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/busy`;
	const listener = new Socket(AF_UNIX, SOCK_STREAM);
	t.teardown(() => listener.close());
	listener.bind(path);
	listener.listen(0);
	const controller = new AbortController();
	const connecting = Array.from({ length: 6 }, (_, i) => {
		const sock = new Socket(AF_UNIX, SOCK_STREAM);
		sock.setblocking(false);
		t.teardown(() => sock.close());
		return loop.sockConnect(sock, path, i % 2 === 0 ? {} : { signal: controller.signal });
	});
	const waiting = connecting.filter((future) => !future.done());
	t.true(waiting.length >= 4);
	const outcomes = Promise.allSettled(waiting);
	controller.abort(new Error("aborted"));
	for (const future of waiting) future.cancel();
	for (const each of await outcomes) t.is(each.status, "rejected");
	await becomesIdle(loop, 0);
});

test("sockConnect: a path where nothing is", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/nothing`;
	const sock = new Socket(AF_UNIX, SOCK_STREAM);
	sock.setblocking(false);
	t.teardown(() => sock.close());
	const error = await t.throwsAsync(async () => await loop.sockConnect(sock, path), {
		instanceOf: FileNotFoundError,
	});
	t.is((error as FileNotFoundError).address, path);
});

test("sockConnect: by number, and by an object with fileno()", async (t) => {
	const loop = newLoop(t);
	const server = createServer(["127.0.0.1", 0]);
	t.teardown(() => server.close());
	for (const wrap of [(fd: number) => fd, (fd: number) => ({ fileno: () => fd })]) {
		const sock = new Socket();
		sock.setblocking(false);
		await loop.sockConnect(wrap(sock.fileno()), server.getsockname());
		t.deepEqual(sock.getpeername(), server.getsockname());
		t.is(loop.statistics().watched, 0);
		sock.close();
	}
});

test("sockConnect: names are looked up", async (t) => {
	const loop = newLoop(t);
	const server = createServer(["127.0.0.1", 0]);
	server.setblocking(false);
	t.teardown(() => server.close());
	const [, port] = server.getsockname<[string, number]>();
	const sock = new Socket(AF_INET);
	sock.setblocking(false);
	t.teardown(() => sock.close());
	const connecting = loop.sockConnect(sock, ["localhost", port]);
	t.false(connecting.done());
	await connecting;
	t.deepEqual(sock.getpeername(), ["127.0.0.1", port]);
	const other = new Socket(AF_INET);
	other.setblocking(false);
	t.teardown(() => other.close());
	const error = await t.throwsAsync(
		async () => await loop.sockConnect(other, ["no-such-host.invalid", port]),
		{
			instanceOf: gaierror,
		},
	);
	t.regex(String((error as gaierror).code), /^EAI_/);
	t.is((error as gaierror).syscall, "getaddrinfo");
	t.is((error as gaierror).address, "no-such-host.invalid");
	await becomesIdle(loop);
});

test("sockConnect: cancelled and aborted while the name is looked up", async (t) => {
	const loop = newLoop(t);
	const server = createServer(["127.0.0.1", 0]);
	t.teardown(() => server.close());
	const [, port] = server.getsockname<[string, number]>();
	for (const end of ["cancel", "abort"] as const) {
		const sock = new Socket(AF_INET);
		sock.setblocking(false);
		t.teardown(() => sock.close());
		const controller = new AbortController();
		const connecting = loop.sockConnect(sock, ["localhost", port], { signal: controller.signal });
		const failed = errorName(connecting);
		if (end === "cancel") connecting.cancel();
		else controller.abort();
		t.is(await failed, end === "cancel" ? "CancelledError" : "AbortError");
		// Let the lookup end: it must not connect the socket now.
		await loop.getaddrinfo("localhost", port);
		await turns(3);
		t.throws(() => sock.getpeername(), { code: "ENOTCONN" });
	}
});
