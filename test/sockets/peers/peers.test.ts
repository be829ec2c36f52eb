import { join } from "node:path";
import test from "ava";
import { NotImplementedError, OSError } from "../../../src/errors.js";
import {
	AF_UNIX,
	createServer,
	peerCredentials,
	peerGroups,
	peerSecurity,
	SO_PEERGROUPS,
	SO_PEERSEC,
	SOCK_SEQPACKET,
	SOL_SOCKET,
	Socket,
} from "../../../src/sockets/index.js";
import { pairOf, tcpPair } from "../helpers/pairs.js";
import { python } from "../helpers/python.js";
import { temporaryFolder } from "../helpers/temporary-folder.js";
import { track } from "../helpers/track.js";

const connectAndWait = `
import socket, sys, os
sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
sock.connect(sys.argv[1])
print(os.getpid(), *os.getgroups())
sock.recv(1)
`;

test("peerCredentials: a pair's ends are this process, streams and sequenced packets", (t) => {
	for (const type of [undefined, SOCK_SEQPACKET]) {
		const [left] = pairOf(t, type);
		const { pid, uid, gid } = peerCredentials(left);
		t.deepEqual([pid, uid, gid], [process.pid, process.geteuid?.() ?? 0, process.getegid?.() ?? 0]);
	}
});

test("peerCredentials, peerGroups: another process that connects, and the one that listens", async (t) => {
	const path = join(temporaryFolder(t), "s");
	const listener = track(t, createServer(path, { family: AF_UNIX }));
	listener.settimeout(20_000);
	const peer = python(t, connectAndWait, path);
	if (peer === undefined) return;
	const [connection] = listener.accept();
	track(t, connection);
	const [pid = 0, ...groups] = (await peer.line()).split(" ").map(Number);
	t.is(peerCredentials(connection).pid, pid);
	t.is(peerCredentials(connection).uid, process.geteuid?.() ?? -1);
	if (!Number.isNaN(SO_PEERGROUPS)) {
		t.deepEqual(peerGroups(connection).sort(), groups.sort());
	}
	connection.sendall("x");
	t.is((await peer.end()).code, 0);
	// It tells of the moment of connecting.
	t.is(peerCredentials(connection).pid, pid);
});

test("peerSecurity: a label, or that there are none", (t) => {
	const [left] = pairOf(t);
	if (Number.isNaN(SO_PEERSEC)) {
		t.throws(() => peerSecurity(left), { instanceOf: NotImplementedError });
		return;
	}
	try {
		t.regex(peerSecurity(left), /^[^\0]+$/);
	} catch (error) {
		t.is((error as OSError).code, "ENOPROTOOPT");
	}
});

test("who has no peer, is closed, or is no socket", (t) => {
	const alone = track(t, new Socket(AF_UNIX));
	t.throws(() => peerCredentials(alone), { instanceOf: OSError, code: "ENOTCONN" });
	const [client] = tcpPair(t);
	t.throws(() => peerCredentials(client), { instanceOf: OSError });
	const [left] = pairOf(t);
	left.close();
	for (const [ask, option] of [
		[peerCredentials, SOL_SOCKET],
		[peerGroups, SO_PEERGROUPS],
		[peerSecurity, SO_PEERSEC],
	] as const) {
		const missing = Number.isNaN(option);
		t.throws(() => ask(left), missing ? { instanceOf: NotImplementedError } : { code: "EBADF" });
		for (const wrong of [undefined, null, 3, {}, { fileno: () => 1 }]) {
			t.throws(() => ask(wrong as never), { instanceOf: TypeError });
		}
	}
});
