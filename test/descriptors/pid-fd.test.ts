import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import test from "ava";
import { getEventLoop, PermissionError, PidFd, ProcessLookupError, ValueError } from "../../src/index.js";
import { skip } from "../helpers/skip.js";
import { made } from "./helpers/makers.js";
import { pythonPeer } from "./helpers/python-peer.js";

test("PidFd: tells what a child ended with, and Node hears of it, too", async (t) => {
	for (const [command, returncode] of [
		["exit 7", 7],
		["kill -TERM $$", -15],
		["exit 0", 0],
	] as const) {
		const child = spawn("sh", ["-c", `read go; ${command}`], { stdio: ["pipe", "ignore", "ignore"] });
		const exited = once(child, "exit") as Promise<[number | null, string | null]>;
		using pidfd = made(t, "PidFd", () => new PidFd(child.pid as number));
		if (pidfd === undefined) return;
		t.is(pidfd.pid, child.pid as number);
		t.is(pidfd.poll(), undefined);
		const [first, second] = [pidfd.wait(), pidfd.wait()];
		child.stdin.end("go\n");
		const { returncode: told } = await first;
		t.deepEqual(await second, { returncode: told });
		// Node may have waited for it a moment before, and an older kernel then remembers nothing.
		t.true(told === returncode || told === undefined, String(told));
		const [code, signal] = await exited;
		t.is(code ?? signal, returncode === -15 ? "SIGTERM" : returncode);
		t.throws(() => pidfd.sendSignal("SIGTERM"), { instanceOf: ProcessLookupError, code: "ESRCH" });
	}
});

test("PidFd: a child that nobody has waited for tells its status, and is left to be waited for", async (t) => {
	const child = spawn("sh", ["-c", "read go; exit 3"], { stdio: ["pipe", "ignore", "ignore"] });
	const exited = once(child, "exit");
	using pidfd = made(t, "PidFd", () => new PidFd(child.pid as number));
	if (pidfd === undefined) return;
	child.stdin.end("go\n");
	await once(child.stdin, "finish");
	// No turn of Node's loop, which would wait for the child, until it has ended.
	const end = performance.now() + 20_000;
	while (pidfd.poll() === undefined && performance.now() < end);
	t.deepEqual(pidfd.poll(), { returncode: 3 });
	t.deepEqual(pidfd.poll(), { returncode: 3 });
	t.is((await exited)[0], 3);
});

test("PidFd: waits for a process that is no child of ours", async (t) => {
	// The shell's child is nobody's, once the shell has ended.
	const shell = spawn("sh", ["-c", "sleep 100 >/dev/null 2>&1 & echo $!"], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const [line] = (await once(shell.stdout, "data")) as [Buffer];
	const pid = Number(String(line));
	await once(shell, "exit");
	using pidfd = made(t, "PidFd", () => new PidFd(pid));
	if (pidfd === undefined) return;
	const waiting = pidfd.wait();
	t.is(pidfd.poll(), undefined);
	pidfd.sendSignal(15);
	const { returncode } = await waiting;
	t.true(returncode === undefined || returncode === -15, String(returncode));
});

test("PidFd: refuses what is no process and no signal", (t) => {
	const own = made(t, "PidFd", () => new PidFd(process.pid));
	if (own === undefined) return;
	t.teardown(() => own.close());
	for (const pid of [0, -1, 2 ** 31]) t.throws(() => new PidFd(pid), { instanceOf: RangeError });
	for (const pid of [1.5, "1", undefined]) t.throws(() => new PidFd(pid as never), { instanceOf: TypeError });
	t.throws(() => new PidFd(2 ** 31 - 1), { instanceOf: ProcessLookupError, code: "ESRCH" });
	t.throws(() => own.sendSignal(0), { instanceOf: ValueError });
	t.throws(() => own.sendSignal("SIGNONE" as never), { instanceOf: ValueError });
	t.throws(() => own.sendSignal(null as never), { instanceOf: TypeError });
	own.close();
	t.throws(() => own.sendSignal("SIGTERM"), { code: "EBADF" });
	t.throws(() => own.poll(), { code: "EBADF" });
});

test("PidFd: another user's process gets no signal", (t) => {
	const uid = process.getuid?.();
	if (uid === 0 || !existsSync("/proc/1") || statSync("/proc/1").uid === uid) {
		return skip(t, "another user's process", "this is root, who may, or the first process is this user's");
	}
	using pidfd = made(t, "PidFd", () => new PidFd(1));
	if (pidfd === undefined) return;
	t.throws(() => pidfd.sendSignal("SIGURG"), { instanceOf: PermissionError });
});

test("PidFd: one that Python made for itself tells of Python's end", async (t) => {
	const loop = getEventLoop();
	if (made(t, "PidFd", () => new PidFd(process.pid).close() ?? true) === undefined) return;
	const peer = pythonPeer(
		t,
		`
if hasattr(os, "pidfd_open"):
    socket.send_fds(sock, [str(os.getpid()).encode()], [os.pidfd_open(os.getpid())])
    sock.recv(1)
else:
    sock.send(b"none")
`,
	);
	if (peer === undefined) return;
	const [pid, [fileno]] = await loop.sockRecvFds(peer.sock, 100, 1);
	if (fileno === undefined) {
		return skip(t, "os.pidfd_open", "not in this Python");
	}
	using pidfd = new PidFd(Number(String(pid)), { fileno });
	const waiting = pidfd.wait();
	t.is(pidfd.poll(), undefined);
	await loop.sockSendall(peer.sock, "x");
	t.true([0, undefined].includes((await waiting).returncode));
	t.is((await peer.ended()).code, 0);
});
