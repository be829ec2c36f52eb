import { readlinkSync } from "node:fs";
import test from "ava";
import {
	F_SEAL_GROW,
	F_SEAL_SEAL,
	F_SEAL_SHRINK,
	F_SEAL_WRITE,
	getEventLoop,
	MemFd,
	memfd,
	OSError,
	PermissionError,
	ValueError,
} from "../../src/index.js";
import { closeDescriptor, isCloseOnExec } from "../helpers/descriptors.js";
import { OpenFile } from "../helpers/open-file.js";
import { made } from "./helpers/makers.js";
import { pythonPeer } from "./helpers/python-peer.js";

test("memfd: is written, read, made longer and shorter", (t) => {
	using file = made(t, "memfd", () => memfd("notes"));
	if (file === undefined) return;
	t.is(file.size, 0);
	t.is(file.pwrite("hello"), 5);
	t.is(file.pwrite(Buffer.from("world"), 10), 5);
	t.is(file.pwrite(""), 0);
	t.is(file.size, 15);
	t.is(file.pread(100).toString("latin1"), "hello\0\0\0\0\0world");
	t.is(file.pread(3, 1).toString(), "ell");
	t.is(file.pread(3, 100).length, 0);
	t.is(file.pread(0).length, 0);
	file.truncate(2);
	t.is(file.pread(2 ** 32).toString(), "he");
	t.true(isCloseOnExec(file.fileno()));
	if (OpenFile.canCount) t.regex(readlinkSync(`/proc/self/fd/${file.fileno()}`), /memfd:notes/);
});

test("memfd: seals hold, and cannot be taken back", (t) => {
	using file = made(t, "memfd", () => memfd("sealed", { sealing: true }));
	if (file === undefined) return;
	file.pwrite("fixed");
	t.is(file.getSeals(), 0);
	file.addSeals(F_SEAL_WRITE | F_SEAL_SHRINK);
	file.addSeals(F_SEAL_GROW | F_SEAL_SEAL);
	t.is(file.getSeals(), F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
	t.throws(() => file.pwrite("x"), { instanceOf: PermissionError, code: "EPERM" });
	t.throws(() => file.truncate(1), { instanceOf: PermissionError });
	t.throws(() => file.truncate(10), { instanceOf: PermissionError });
	t.throws(() => file.addSeals(F_SEAL_WRITE), { instanceOf: PermissionError });
	t.is(file.pread(10).toString(), "fixed");
	using open = memfd("open");
	t.throws(() => open.addSeals(F_SEAL_WRITE), { instanceOf: PermissionError });
	t.is(open.getSeals(), F_SEAL_SEAL);
});

test("memfd: refuses wrong arguments, and a closed one is EBADF", (t) => {
	using file = made(t, "memfd", () => memfd("x"));
	if (file === undefined) return;
	t.throws(() => memfd(1 as never), { instanceOf: TypeError });
	t.throws(() => memfd("a\0b"), { instanceOf: ValueError });
	t.throws(() => memfd("é".repeat(125)), { instanceOf: ValueError, message: /249/ });
	t.notThrows(() => memfd("x".repeat(249)).close());
	t.throws(() => memfd("x", { sealing: 1 as never }), { instanceOf: TypeError });
	t.throws(() => memfd("x", { flags: -1 }), { instanceOf: RangeError });
	t.throws(() => memfd("x", { flags: 0x800 }), { instanceOf: OSError, code: "EINVAL" });
	t.throws(() => new MemFd(-1), { instanceOf: RangeError });
	t.throws(() => file.pread(-1), { instanceOf: RangeError });
	t.throws(() => file.pread(1, -1), { instanceOf: RangeError });
	t.throws(() => file.pread(1.5), { instanceOf: TypeError });
	t.throws(() => file.pwrite(1 as never), { instanceOf: TypeError });
	t.throws(() => file.pwrite("x", -1), { instanceOf: RangeError });
	t.throws(() => file.truncate(-1), { instanceOf: RangeError });
	t.throws(() => file.truncate(2 ** 60), { instanceOf: RangeError });
	t.throws(() => file.addSeals("x" as never), { instanceOf: TypeError });
	const gone = new Uint8Array(8);
	structuredClone(gone.buffer, { transfer: [gone.buffer] });
	t.throws(() => file.pwrite(gone), { instanceOf: TypeError });
	file.close();
	t.throws(() => file.pread(1), { code: "EBADF" });
	t.throws(() => file.pwrite("x"), { code: "EBADF" });
	t.throws(() => file.truncate(1), { code: "EBADF" });
	t.throws(() => file.getSeals(), { code: "EBADF" });
	t.throws(() => file.size, { code: "EBADF" });
});

test("memfd: Python maps it and writes, and sends one of its own", async (t) => {
	const loop = getEventLoop();
	using file = made(t, "memfd", () => memfd("shared", { sealing: true }));
	if (file === undefined) return;
	const opened = new OpenFile(file.fileno());
	const peer = pythonPeer(
		t,
		`
import mmap, fcntl
_, (fd,), _, _ = socket.recv_fds(sock, 10, 1)
with mmap.mmap(fd, 0) as memory:
    memory[0:6] = b"PYTHON"
mine = os.memfd_create("mine", os.MFD_ALLOW_SEALING)
os.write(mine, b"from " + os.pread(fd, 6, 0))
fcntl.fcntl(mine, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
socket.send_fds(sock, [b"mine"], [mine])
sock.recv(1)
`,
	);
	if (peer === undefined) return;
	file.pwrite("python and more");
	await loop.sockSendFds(peer.sock, ["m"], [file]);
	const [, [fileno = -1]] = await loop.sockRecvFds(peer.sock, 10, 1);
	using theirs = new MemFd(fileno);
	t.is(theirs.pread(theirs.size).toString(), "from PYTHON");
	t.is(theirs.getSeals(), F_SEAL_WRITE);
	t.is(file.pread(100).toString(), "PYTHON and more");
	await loop.sockSendall(peer.sock, "x");
	const { code, stderr } = await peer.ended();
	t.is(code, 0, stderr);
	if (OpenFile.canCount) t.is(opened.copies(), 1);
	const fd = file.detach();
	t.true(file.closed);
	if (OpenFile.canCount) t.is(opened.copies(), 1);
	closeDescriptor(fd);
});
