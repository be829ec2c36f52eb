import { join } from "node:path";
import test from "ava";
import { peerPidFd } from "../../src/descriptors/index.js";
import { NotImplementedError, OSError } from "../../src/errors.js";
import { AF_UNIX, createServer, SO_PEERPIDFD, Socket, socketpair } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { skip } from "../helpers/skip.js";
import { python } from "../sockets/helpers/python.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { track } from "../sockets/helpers/track.js";

const script = `
import socket, sys, os
sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
sock.connect(sys.argv[1])
print(os.getpid())
sock.recv(1)
`;

test("peerPidFd: the client's process itself, and its end", async (t) => {
	const path = join(temporaryFolder(t), "s");
	const listener = track(t, createServer(path, { family: AF_UNIX }));
	listener.settimeout(20_000);
	const peer = python(t, script, path);
	if (peer === undefined) return;
	const [connection] = listener.accept();
	track(t, connection);
	const pid = Number(await peer.line());
	if (Number.isNaN(SO_PEERPIDFD)) {
		t.throws(() => peerPidFd(connection), { instanceOf: NotImplementedError });
		return;
	}
	let pidfd: ReturnType<typeof peerPidFd>;
	try {
		pidfd = track(t, peerPidFd(connection));
	} catch (error) {
		if (!(error instanceof OSError) || error.code !== "ENOPROTOOPT") throw error;
		return skip(t, "SO_PEERPIDFD", error.message);
	}
	t.is(pidfd.pid, pid);
	t.is(pidfd.poll(), undefined);
	pidfd.sendSignal("SIGTERM");
	await pidfd.wait({ loop: newLoop(t) });
	t.truthy(pidfd.poll());
	await peer.end();
});

test("peerPidFd: who has no peer, is closed, or is no socket", (t) => {
	if (Number.isNaN(SO_PEERPIDFD)) return skip(t, "SO_PEERPIDFD", "Linux alone has it");
	t.throws(() => peerPidFd(track(t, new Socket(AF_UNIX))), { instanceOf: OSError, code: "ENOTCONN" });
	const [left, right] = socketpair();
	left.close();
	right.close();
	t.throws(() => peerPidFd(left), { instanceOf: OSError, code: "EBADF" });
	t.throws(() => peerPidFd(undefined as never), { instanceOf: TypeError });
});
