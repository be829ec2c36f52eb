/** sockAccept on a ring: the kernel may have accepted before anybody asks for it, and nothing of that is lost. */
import test, { type ExecutionContext } from "ava";
import { ConnectionAbortedError } from "../../../src/errors.js";
import { type EventLoop, ProactorEventLoop } from "../../../src/loop/index.js";
import { createServer, type InetAddress, Socket } from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { enterRing } from "../../helpers/enter-ring.js";
import { errorName } from "../../helpers/reason-of.js";
import { acceptsOnRing } from "../../helpers/ring.js";
import { turns } from "../../helpers/turns.js";

function open(t: ExecutionContext): EventLoop | undefined {
	if (!acceptsOnRing(t)) return undefined;
	const loop = new ProactorEventLoop();
	t.teardown(() => loop.close());
	return loop;
}

function listenerOf(t: ExecutionContext): Socket {
	const listener = createServer(["127.0.0.1", 0], { backlog: 200 });
	listener.setblocking(false);
	t.teardown(() => listener.close());
	return listener;
}

/** A client whose connection stands; the loop has no turn meanwhile. */
function connected(t: ExecutionContext, listener: Socket): Socket {
	const sock = new Socket();
	t.teardown(() => sock.close());
	sock.connect(listener.getsockname());
	sock.settimeout(10_000);
	return sock;
}

/** Whether the other end is gone. */
function ended(sock: Socket): boolean {
	try {
		return sock.recv(1).length === 0;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ECONNRESET";
	}
}

test("sockAccept on a ring: cancelled too late it brings the connection", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listener = listenerOf(t);
	const accepting = loop.sockAccept(listener);
	await turns(1);
	const sock = connected(t, listener);
	enterRing(loop);
	t.false(accepting.cancel());
	const [connection, peer] = await accepting;
	t.deepEqual(peer, sock.getsockname());
	t.deepEqual(connection.getpeername(), sock.getsockname());
	connection.close();
	t.true(ended(sock));
});

test("sockAccept on a ring: aborted too late it brings the connection", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listener = listenerOf(t);
	const controller = new AbortController();
	const accepting = loop.sockAccept(listener, { signal: controller.signal });
	await turns(1);
	const sock = connected(t, listener);
	enterRing(loop);
	controller.abort();
	const [connection, peer] = await accepting;
	t.deepEqual(peer, sock.getsockname());
	connection.close();
	t.true(ended(sock));
});

test("sockAccept on a ring: cancelled in time it leaves the connection in the listener", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listener = listenerOf(t);
	for (const wait of [0, 1]) {
		const accepting = loop.sockAccept(listener);
		await turns(wait);
		t.true(accepting.cancel());
		const sock = connected(t, listener);
		const [connection, peer] = listener.accept();
		t.deepEqual(peer, sock.getsockname());
		connection.close();
	}
	await becomesIdle(loop);
});

test("sockAccept on a ring: a listener that is closed takes along what the kernel has accepted", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listener = listenerOf(t);
	const failed = errorName(loop.sockAccept(listener));
	const next = errorName(loop.sockAccept(listener));
	await turns(1);
	const socks = [connected(t, listener), connected(t, listener)];
	enterRing(loop);
	listener.close();
	t.is(await failed, ConnectionAbortedError.name);
	t.is(await next, ConnectionAbortedError.name);
	for (const sock of socks) t.true(ended(sock));
});

test("sockAccept on a ring: a loop that is closed hands out what it has accepted, or closes it", async (t) => {
	if (!acceptsOnRing(t)) return;
	const loop = new ProactorEventLoop();
	const listener = listenerOf(t);
	const accepting = loop.sockAccept(listener);
	await turns(1);
	const sock = connected(t, listener);
	enterRing(loop);
	loop.close();
	try {
		const [connection, peer] = await accepting;
		t.deepEqual(peer, sock.getsockname());
		connection.close();
	} catch (error) {
		t.true(error instanceof ConnectionAbortedError);
	}
	t.true(ended(sock));
});

test("sockAccept on a ring: a crowd at several listeners: each connection comes once, with its own peer", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listeners = Array.from({ length: 3 }, () => listenerOf(t));
	const accepting = listeners.map((listener) => loop.sockAccept(listener));
	await turns(1);
	const expected = listeners.map((listener) => {
		const socks = Array.from({ length: 30 }, () => connected(t, listener));
		return socks.map((sock) => sock.getsockname<InetAddress>()[1]).sort((a, b) => a - b);
	});
	for (const [i, listener] of listeners.entries()) {
		const ports: number[] = [];
		for (let k = 0; k < 30; k += 1) {
			const [connection, peer] = await ((k === 0 && accepting[i]) || loop.sockAccept(listener));
			t.teardown(() => connection.close());
			t.deepEqual(peer, connection.getpeername());
			ports.push((peer as InetAddress)[1]);
		}
		t.deepEqual(
			ports.sort((a, b) => a - b),
			expected[i],
		);
	}
	await becomesIdle(loop);
});

test("sockAccept on a ring: a callback that is added meanwhile and the accepting are both served", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const listener = listenerOf(t);
	const accepting = loop.sockAccept(listener);
	await turns(1);
	let called = 0;
	loop.addReader(listener, () => {
		called += 1;
		loop.removeReader(listener);
	});
	const sock = connected(t, listener);
	const [connection, peer] = await accepting;
	t.deepEqual(peer, sock.getsockname());
	connection.close();
	await turns(3);
	t.is(called, 1);
	loop.removeReader(listener);
	await becomesIdle(loop);
});
