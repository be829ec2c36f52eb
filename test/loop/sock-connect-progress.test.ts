/** sockConnect while the connection is being made: the same on every loop, whoever waits for it. */
import { constants } from "node:os";
import test, { type ExecutionContext } from "ava";
import { ConnectionAbortedError, type OSError, TimeoutError } from "../../src/errors.js";
import type { EventLoop } from "../../src/loop/index.js";
import { createServer, type InetAddress, IPPROTO_TCP, Socket, TCP_SYNCNT } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName } from "../helpers/reason-of.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";

const { EALREADY, EINPROGRESS } = constants.errno;

function clientOf(t: ExecutionContext): Socket {
	const sock = new Socket();
	sock.setblocking(false);
	t.teardown(() => sock.close());
	return sock;
}

function listenerOf(t: ExecutionContext, backlog = 10): Socket {
	const listener = createServer(["127.0.0.1", 0], { backlog });
	listener.setblocking(false);
	t.teardown(() => listener.close());
	return listener;
}

/** A listener that answers nobody any more: its queue is full. */
async function fullListener(t: ExecutionContext, loop: EventLoop): Promise<Socket> {
	const listener = listenerOf(t, 0);
	for (let i = 0; i < 20; i += 1) {
		const connecting = loop.sockConnect(clientOf(t), listener.getsockname());
		await turns(5);
		if (connecting.cancel()) return listener;
	}
	throw new Error("All of them were connected");
}

test("sockConnect: cancelled in the middle it goes on in the kernel, and the loop forgets it", async (t) => {
	const loop = newLoop(t);
	const listener = await fullListener(t, loop);
	for (const waits of [0, 1, 5]) {
		const sock = clientOf(t);
		const connecting = loop.sockConnect(sock, listener.getsockname());
		await turns(waits);
		t.true(connecting.cancel());
		t.is(await errorName(connecting), "CancelledError");
		t.is(sock.connectEx(listener.getsockname()), EALREADY);
	}
	await becomesIdle(loop, 0);
});

test("sockConnect: aborted in the middle it fails with the signal's reason", async (t) => {
	const loop = newLoop(t);
	const listener = await fullListener(t, loop);
	const controller = new AbortController();
	const sock = clientOf(t);
	const connecting = loop.sockConnect(sock, listener.getsockname(), { signal: controller.signal });
	await turns(3);
	const reason = new Error("enough");
	controller.abort(reason);
	await t.throwsAsync(async () => await connecting, { is: reason });
	t.is(sock.connectEx(listener.getsockname()), EALREADY);
	await becomesIdle(loop, 0);
});

test("sockConnect: cancelled when it stands already it either says so or leaves a connection", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	for (const wait of [async () => {}, async () => await undefined, () => turns(1)]) {
		const sock = clientOf(t);
		const connecting = loop.sockConnect(sock, listener.getsockname());
		await wait();
		if (connecting.cancel()) t.is(await errorName(connecting), "CancelledError");
		else t.is(await connecting, undefined);
		t.deepEqual(sock.getpeername(), listener.getsockname());
	}
	await becomesIdle(loop);
});

test("sockConnect: the loop closed in the middle fails it, and leaves the socket", async (t) => {
	const loop = newLoop(t);
	const listener = await fullListener(t, loop);
	const sock = clientOf(t);
	const connecting = loop.sockConnect(sock, listener.getsockname());
	const failed = errorName(connecting);
	await turns(1);
	loop.close();
	t.is(await failed, ConnectionAbortedError.name);
	t.is(sock.connectEx(listener.getsockname()), EALREADY);
});

test("sockConnect: it is begun at once: there is a local address, and what is sent and received waits for it", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	const sock = clientOf(t);
	const accepting = loop.sockAccept(listener);
	const connecting = loop.sockConnect(sock, listener.getsockname());
	t.true(sock.getsockname<InetAddress>()[1] > 0);
	const receiving = loop.sockRecv(sock, 100);
	const sending = loop.sockSendall(sock, "early");
	const [connection, peer] = await accepting;
	t.teardown(() => connection.close());
	await connecting;
	await sending;
	t.deepEqual(peer, sock.getsockname());
	t.is(String(await loop.sockRecv(connection, 100)), "early");
	await loop.sockSendall(connection, "answer");
	t.is(String(await receiving), "answer");
	await becomesIdle(loop);
});

test("sockConnect: a callback for room that is added meanwhile is called, and it ends", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	const sock = clientOf(t);
	const connecting = loop.sockConnect(sock, listener.getsockname());
	await new Promise<void>((resolve) => {
		loop.addWriter(sock, () => {
			loop.removeWriter(sock);
			resolve();
		});
	});
	await connecting;
	t.deepEqual(sock.getpeername(), listener.getsockname());
	await becomesIdle(loop);
});

test("sockConnect: with a callback for room there already, it is told how it ended", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	const address = listener.getsockname();
	const sock = clientOf(t);
	loop.addWriter(sock, () => {});
	await loop.sockConnect(sock, address);
	t.deepEqual(sock.getpeername(), address);
	loop.removeWriter(sock);
	listener.close();
	const other = clientOf(t);
	loop.addWriter(other, () => {});
	await t.throwsAsync(async () => await loop.sockConnect(other, address), { code: "ECONNREFUSED" });
	loop.removeWriter(other);
	await becomesIdle(loop);
});

test("sockConnect: what fails without a packet fails as connect(2) does, and tells the address", async (t) => {
	const loop = newLoop(t);
	let compared = 0;
	const addresses: InetAddress[] = [
		["224.0.0.1", 9],
		["255.255.255.255", 9],
		["240.0.0.1", 9],
	];
	for (const address of addresses) {
		const expected = clientOf(t).connectEx(address);
		if (expected === 0 || expected === EINPROGRESS) continue;
		compared += 1;
		const error = await t.throwsAsync<OSError>(async () => await loop.sockConnect(clientOf(t), address));
		t.is(error?.errno, -expected);
		t.is(error?.syscall, "connect");
		t.deepEqual([error?.address, error?.port], [...address]);
	}
	if (compared === 0) skip(t, "addresses without a route", "this system tries to reach all of them");
	await becomesIdle(loop);
});

test("sockConnect: a socket that was refused connects the next time", async (t) => {
	const loop = newLoop(t);
	const gone = listenerOf(t);
	const address = gone.getsockname();
	gone.close();
	const listener = listenerOf(t);
	const sock = clientOf(t);
	await t.throwsAsync(async () => await loop.sockConnect(sock, address), { code: "ECONNREFUSED" });
	// connect(2) says first that the one before came to nothing; a ring asks again where it hears that.
	const connecting = loop.sockConnect(sock, listener.getsockname());
	const failure = await connecting.then(
		() => undefined,
		(error) => (error as OSError).code,
	);
	if (failure !== undefined) {
		t.is(failure, "ECONNABORTED");
		await loop.sockConnect(sock, listener.getsockname());
	}
	t.deepEqual(sock.getpeername(), listener.getsockname());
	await becomesIdle(loop);
});

test("sockConnect: nobody answers: a TimeoutError that tells the address", async (t) => {
	if (!Number.isInteger(TCP_SYNCNT)) {
		skip(t, "TCP_SYNCNT", "it would take minutes");
		return;
	}
	const loop = newLoop(t);
	const listener = await fullListener(t, loop);
	const sock = clientOf(t);
	sock.setsockopt(IPPROTO_TCP, TCP_SYNCNT, 1);
	const address = listener.getsockname<InetAddress>();
	const error = await t.throwsAsync<OSError>(async () => await loop.sockConnect(sock, address), {
		instanceOf: TimeoutError,
	});
	t.is(error?.code, "ETIMEDOUT");
	t.deepEqual([error?.address, error?.port], [...address]);
	await becomesIdle(loop, 0);
});
