import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import test from "ava";
import {
	DefaultSelector,
	EVENT_READ,
	getEventLoop,
	PermissionError,
	PidFd,
	ProcessLookupError,
	ValueError,
} from "../../src/index.js";
import { skip } from "../helpers/skip.js";
import { made } from "./helpers/makers.js";
import { onEachGround } from "./helpers/on-each-ground.js";
import { pythonPeer } from "./helpers/python-peer.js";

onEachGround("PidFd: tells what a child ended with, and Node hears of it, too", async (t, options) => {
	for (const [command, returncode] of [
		["exit 7", 7],
		["kill -TERM $$", -15],
		["exit 0", 0],
	] as const) {
		const child = spawn("sh", ["-c", `read go; ${command}`], { stdio: ["pipe", "ignore", "ignore"] });
		const exited = once(child, "exit") as Promise<[number | null, string | null]>;
		using pidfd = made(t, "PidFd", () => new PidFd(child.pid as number, options));
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

onEachGround(
	"PidFd: a child that nobody has waited for tells its status, and is left to be waited for",
	async (t, options) => {
		const child = spawn("sh", ["-c", "read go; exit 3"], { stdio: ["pipe", "ignore", "ignore"] });
		const exited = once(child, "exit");
		using pidfd = made(t, "PidFd", () => new PidFd(child.pid as number, options));
		if (pidfd === undefined) return;
		child.stdin.end("go\n");
		await once(child.stdin, "finish");
		// No turn of Node's loop, which would wait for the child, until it has ended.
		const end = performance.now() + 20_000;
		while (pidfd.poll() === undefined && performance.now() < end);
		t.deepEqual(pidfd.poll(), { returncode: 3 });
		t.deepEqual(pidfd.poll(), { returncode: 3 });
		t.is((await exited)[0], 3);
	},
);

onEachGround("PidFd: waits for a process that is no child of ours", async (t, options, ground) => {
	// The shell's child is nobody's, once the shell has ended.
	const shell = spawn("sh", ["-c", "sleep 100 >/dev/null 2>&1 & echo $!"], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const [line] = (await once(shell.stdout, "data")) as [Buffer];
	const pid = Number(String(line));
	await once(shell, "exit");
	using pidfd = made(t, "PidFd", () => new PidFd(pid, options));
	if (pidfd === undefined) return;
	const waiting = pidfd.wait();
	t.is(pidfd.poll(), undefined);
	pidfd.sendSignal(15);
	const { returncode } = await waiting;
	// macOS tells it to the parent alone; the kqueue of the tests knows nothing where Linux tells it nothing, and says 0 as a BSD would not.
	const known = { kernel: [undefined, -15], darwin: [undefined] }[ground as string] ?? [-15, 0];
	t.true(known.includes(returncode), String(returncode));
});

onEachGround("PidFd: refuses what is no process and no signal", (t, options) => {
	const own = made(t, "PidFd", () => new PidFd(process.pid, options));
	if (own === undefined) return;
	t.teardown(() => own.close());
	for (const pid of [0, -1, 2 ** 31]) t.throws(() => new PidFd(pid, options), { instanceOf: RangeError });
	for (const pid of [1.5, "1", undefined])
		t.throws(() => new PidFd(pid as never, options), { instanceOf: TypeError });
	t.throws(() => new PidFd(2 ** 31 - 1, options), { instanceOf: ProcessLookupError, code: "ESRCH" });
	t.throws(() => own.sendSignal(0), { instanceOf: ValueError });
	t.throws(() => own.sendSignal("SIGNONE" as never), { instanceOf: ValueError });
	t.throws(() => own.sendSignal(null as never), { instanceOf: TypeError });
	own.close();
	t.throws(() => own.sendSignal("SIGTERM"), { code: "EBADF" });
	t.throws(() => own.poll(), { code: "EBADF" });
});

onEachGround("PidFd: another user's process gets no signal", (t, options) => {
	const uid = process.getuid?.();
	if (uid === 0 || !existsSync("/proc/1") || statSync("/proc/1").uid === uid) {
		return skip(t, "another user's process", "this is root, who may, or the first process is this user's");
	}
	using pidfd = made(t, "PidFd", () => new PidFd(1, options));
	if (pidfd === undefined) return;
	t.throws(() => pidfd.sendSignal("SIGURG"), { instanceOf: PermissionError });
});

onEachGround("PidFd: a process that has ended already, and was not waited for", async (t, options) => {
	if (made(t, "PidFd", () => new PidFd(process.pid, options).close() ?? true) === undefined) return;
	const child = spawn("true", [], { stdio: "ignore" });
	const exited = once(child, "exit");
	const end = performance.now() + 20_000;
	// No turn of Node's loop, which would wait for the child.
	while (!/\) Z /.test(readFileSync(`/proc/${child.pid}/stat`, "utf8")) && performance.now() < end);
	using pidfd = new PidFd(child.pid as number, options);
	const told = pidfd.poll();
	t.true(told !== undefined && [0, undefined].includes(told.returncode), JSON.stringify(told));
	t.deepEqual(await pidfd.wait(), told);
	t.deepEqual(await exited, [0, null]);
});

onEachGround(
	"PidFd: stays ready once the process has ended, whoever asks and however often",
	async (t, options) => {
		const child = spawn("sleep", ["100"], { stdio: "ignore" });
		t.teardown(() => child.kill("SIGKILL"));
		using pidfd = made(t, "PidFd", () => new PidFd(child.pid as number, options));
		if (pidfd === undefined) return;
		using selector = new DefaultSelector();
		selector.register(pidfd, EVENT_READ);
		t.deepEqual(selector.select(0), []);
		child.kill("SIGKILL");
		t.is(selector.select(20_000).length, 1);
		const first = await pidfd.wait();
		t.deepEqual(pidfd.poll(), first);
		for (let times = 0; times < 3; times += 1) {
			t.is(selector.select(20_000).length, 1);
			t.deepEqual(await pidfd.wait(), first);
		}
	},
);

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
