/** Unix sockets whose other end goes away and comes back, as a restarted daemon does. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { OSError } from "../../src/errors.js";
import {
	AF_UNIX,
	SO_SNDBUF,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOL_SOCKET,
	Socket,
} from "../../src/sockets/index.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { track } from "../sockets/helpers/track.js";
import { Recorder } from "../transports/datagrams/helpers/recorder.js";

/** The names by which daemons are found: a path, and on Linux an abstract name. */
const kinds = ["path", "abstract name"] as const;

function nameOf(t: ExecutionContext, kind: (typeof kinds)[number]): string | Buffer | undefined {
	const path = join(temporaryFolder(t), "s");
	if (kind === "path") return path;
	if (process.platform === "linux") return Buffer.from(`\0evloop${path}`);
	skip(t, "abstract names", "Linux alone has them");
	return undefined;
}

/** A daemon's socket; a restarted one removes the path of the one before. */
function daemon(t: ExecutionContext, type: number, name: string | Buffer): Socket {
	if (typeof name === "string") rmSync(name, { force: true });
	const sock = track(t, new Socket(AF_UNIX, type));
	sock.setblocking(false);
	sock.bind(name);
	if (type !== SOCK_DGRAM) sock.listen();
	return sock;
}

function nonBlocking(t: ExecutionContext, type: number): Socket {
	const sock = track(t, new Socket(AF_UNIX, type));
	sock.setblocking(false);
	return sock;
}

async function codeOf(promise: PromiseLike<unknown>): Promise<string | undefined> {
	const reason = await reasonOf(promise);
	return reason instanceof OSError ? reason.code : String(reason);
}

for (const kind of kinds) {
	test(`a Unix datagram socket connects again to a daemon that was restarted: ${kind}`, async (t) => {
		const name = nameOf(t, kind);
		if (name === undefined) return;
		const loop = newLoop(t);
		const client = nonBlocking(t, SOCK_DGRAM);
		const before = kind === "path" ? "ENOENT" : "ECONNREFUSED";
		t.is(await codeOf(loop.sockConnect(client, name)), before);
		const first = daemon(t, SOCK_DGRAM, name);
		await loop.sockConnect(client, name);
		await loop.sockSendall(client, "one");
		t.is((await loop.sockRecv(first, 100)).toString(), "one");
		first.close();
		// A path outlives its socket, an abstract name does not; the connected sender hears the same.
		t.is(await codeOf(loop.sockSendall(client, "lost")), "ECONNREFUSED");
		t.is(await codeOf(loop.sockSendall(client, "lost")), "ENOTCONN");
		const second = daemon(t, SOCK_DGRAM, name);
		await loop.sockConnect(client, name);
		await loop.sockSendall(client, "two");
		t.is((await loop.sockRecv(second, 100)).toString(), "two");
		t.is(client.getpeername().toString(), name.toString());
	});

	test(`sequenced packets: the end is told to both, and a new connection is made: ${kind}`, async (t) => {
		const name = nameOf(t, kind);
		if (name === undefined) return;
		const loop = newLoop(t);
		const before = kind === "path" ? "ENOENT" : "ECONNREFUSED";
		t.is(await codeOf(loop.sockConnect(nonBlocking(t, SOCK_SEQPACKET), name)), before);
		for (const round of ["one", "two"]) {
			const listener = daemon(t, SOCK_SEQPACKET, name);
			const client = nonBlocking(t, SOCK_SEQPACKET);
			await loop.sockConnect(client, name);
			const [connection] = await loop.sockAccept(listener);
			await loop.sockSendall(client, round);
			await loop.sockSendall(client, `${round} more`);
			t.is((await loop.sockRecv(connection, 100)).toString(), round);
			t.is((await loop.sockRecv(connection, 100)).toString(), `${round} more`);
			const waiting = loop.sockRecv(client, 100);
			connection.close();
			listener.close();
			t.is((await waiting).length, 0);
			t.is(await codeOf(loop.sockSendall(client, "lost")), "EPIPE");
			t.is(await codeOf(loop.sockConnect(nonBlocking(t, SOCK_SEQPACKET), name)), "ECONNREFUSED");
		}
	});
}

test("a sender that waits for room is told when the daemon ends, and reaches the next one", async (t) => {
	const name = join(temporaryFolder(t), "s");
	const loop = newLoop(t);
	const first = daemon(t, SOCK_DGRAM, name);
	const client = nonBlocking(t, SOCK_DGRAM);
	client.setsockopt(SOL_SOCKET, SO_SNDBUF, 1_000_000);
	await loop.sockConnect(client, name);
	let sent = 0;
	try {
		for (;;) sent += client.send("fill");
	} catch (error) {
		t.true(["EAGAIN", "ENOBUFS"].includes(String((error as OSError).code)), String(error));
	}
	t.true(sent > 0);
	const waiting = loop.sockSendto(client, "waits", name);
	first.close();
	t.is(await codeOf(waiting), "ECONNREFUSED");
	const second = daemon(t, SOCK_DGRAM, name);
	// An address reaches who has the name now, connected or not.
	await loop.sockSendto(client, "again", name);
	t.is((await loop.sockRecv(second, 100)).toString(), "again");
});

test("a datagram endpoint hears string codes while the daemon is away, and reaches it when it is back", async (t) => {
	const name = join(temporaryFolder(t), "s");
	const loop = newLoop(t);
	const first = daemon(t, SOCK_DGRAM, name);
	const [transport, protocol] = await loop.createDatagramEndpoint(() => new Recorder(), { remoteAddr: name });
	t.teardown(() => transport.abort());
	transport.sendto("one");
	t.is((await loop.sockRecv(first, 100)).toString(), "one");
	first.close();
	transport.sendto("lost");
	await eventually("the error", () => protocol.errors.length > 0);
	t.is((protocol.errors[0] as OSError).code, "ECONNREFUSED");
	t.is(protocol.lost, "not yet");
	const second = daemon(t, SOCK_DGRAM, name);
	transport.getExtraInfo("socket")?.connect(name);
	transport.sendto("two");
	t.is((await loop.sockRecv(second, 100)).toString(), "two");
});
