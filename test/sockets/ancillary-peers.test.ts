/** Python at the other end: what it sends is what we receive, and what we send is what it receives. */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	AF_UNIX,
	CMSG_SPACE,
	SO_PASSCRED,
	SOCK_DGRAM,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	scmCredentials,
	scmRights,
} from "../../src/sockets/index.js";
import { skip } from "../helpers/skip.js";
import { python } from "./helpers/python.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

/** A socket that listens, or is bound, at a path. */
function serverAt(t: ExecutionContext, type: number): [path: string, server: Socket] {
	const path = join(temporaryFolder(t), "socket");
	const server = track(t, new Socket(AF_UNIX, type));
	server.bind(path);
	server.settimeout(30_000);
	if (type === SOCK_STREAM) server.listen();
	return [path, server];
}

test("recvFds: from Python's send_fds", async (t) => {
	const [path, server] = serverAt(t, SOCK_STREAM);
	const child = python(
		t,
		`
import os, socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
r, w = os.pipe(); os.write(w, b"from python"); os.close(w)
near, far = socket.socketpair()
socket.send_fds(s, [b"two ", b"kinds"], [r, far.fileno()])
os.close(r); far.close()
print(near.recv(100).decode())
`,
		path,
	);
	if (child === undefined) return;
	const connection = track(t, server.accept()[0]);
	connection.settimeout(30_000);
	const [data, fds] = connection.recvFds(100, 5);
	t.is(data.toString(), "two kinds");
	const [pipe = -1, fileno = -1] = fds;
	t.is(fds.length, 2);
	const buffer = Buffer.alloc(100);
	t.is(buffer.toString("utf8", 0, readSync(pipe, buffer)), "from python");
	t.is(readSync(pipe, buffer), 0, "nobody else holds its other end");
	closeSync(pipe);
	const sock = track(t, new Socket(undefined, undefined, undefined, { fileno }));
	t.is(sock.family, AF_UNIX);
	sock.send("to python");
	const { code, stdout, stderr } = await child.end();
	t.is(stdout, "to python\n", stderr);
	t.is(code, 0);
});

test("sendFds: to Python's recv_fds", async (t) => {
	const [path, server] = serverAt(t, SOCK_STREAM);
	const child = python(
		t,
		`
import os, socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
data, fds, flags, address = socket.recv_fds(s, 100, 3)
print(data.decode(), len(fds), flags & socket.MSG_CTRUNC)
os.write(fds[0], b"written by python")
`,
		path,
	);
	if (child === undefined) return;
	const connection = track(t, server.accept()[0]);
	const file = `${path}.txt`;
	const fd = openSync(file, "w+");
	connection.sendFds(["take ", "this"], [fd]);
	closeSync(fd);
	const { code, stdout, stderr } = await child.end();
	t.is(stdout, "take this 1 0\n", stderr);
	t.is(code, 0);
	t.is(readFileSync(file, "utf8"), "written by python");
});

test("sendmsg, recvmsg: both ways with Python's, datagrams with addresses, descriptors and credentials", async (t) => {
	if (Number.isNaN(SO_PASSCRED)) return skip(t, "SO_PASSCRED", "Linux only");
	const [path, server] = serverAt(t, SOCK_DGRAM);
	const child = python(
		t,
		`
import array, os, socket, struct, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1] + ".py")
s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
me = struct.pack("iII", os.getpid(), os.getuid(), os.getgid())
rights = array.array("i", [0, 1, 2])
ancdata = [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, me), (socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)]
s.sendmsg([b"three ", b"of mine"], ancdata, 0, sys.argv[1])
data, ancdata, flags, address = s.recvmsg(100, socket.CMSG_SPACE(12) + socket.CMSG_SPACE(8))
print(os.getpid(), data.decode(), flags, address == sys.argv[1])
for level, kind, value in ancdata:
    if kind == socket.SCM_CREDENTIALS: print("credentials", struct.unpack("iII", value)[0])
    if kind == socket.SCM_RIGHTS: print("rights", len(value) // 4)
`,
		path,
	);
	if (child === undefined) return;
	server.setsockopt(SOL_SOCKET, SO_PASSCRED, true);
	const [data, ancdata, flags, address] = server.recvmsg(100, CMSG_SPACE(12) + CMSG_SPACE(12));
	t.is(data.toString(), "three of mine");
	t.is(flags, 0);
	t.is(address, `${path}.py`);
	const sender = scmCredentials.find(ancdata);
	t.is(sender?.uid, process.getuid?.());
	t.is(sender?.pid, child.process.pid);
	const fds = scmRights.find(ancdata) ?? [];
	t.is(fds.length, 3);
	t.is(server.sendmsg(["and ", "back"], [scmRights.encode(fds.slice(0, 2))], 0, `${path}.py`), 8);
	for (const fd of fds) closeSync(fd);
	const { code, stdout, stderr } = await child.end();
	t.is(
		stdout,
		[`${child.process.pid} and back 0 True`, `credentials ${process.pid}`, "rights 2", ""].join("\n"),
		stderr,
	);
	t.is(code, 0);
});

test("recvmsg: control buffers of every size, as Python's gives them", async (t) => {
	const [path, server] = serverAt(t, SOCK_STREAM);
	const sizes = 60;
	const child = python(
		t,
		`
import array, json, os, socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
told = []
for room in range(${sizes}):
    for sender in (left, s):
        sender.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    data, ancdata, flags, address = right.recvmsg(1, room)
    told.append([flags & ~socket.MSG_CMSG_CLOEXEC, [[level, kind, len(value)] for level, kind, value in ancdata]])
    for level, kind, value in ancdata:
        fds = array.array("i"); fds.frombytes(value[:len(value) - len(value) % 4])
        for fd in fds: os.close(fd)
print(json.dumps(told))
`,
		path,
	);
	if (child === undefined) return;
	const connection = track(t, server.accept()[0]);
	connection.settimeout(30_000);
	const told = Array.from({ length: sizes }, (_, room) => {
		const [, ancdata, flags] = connection.recvmsg(1, room);
		for (const fd of scmRights.find(ancdata) ?? []) closeSync(fd);
		return [flags, ancdata.map(([level, type, bytes]) => [level, type, bytes.length])];
	});
	const { stdout, stderr } = await child.end();
	t.deepEqual(told, JSON.parse(stdout || "[]"), stderr);
});
