import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	BlockingIOError,
	CancelledError,
	flock,
	LOCK_EX,
	LOCK_NB,
	LOCK_SH,
	LOCK_UN,
	ValueError,
	waitFlock,
} from "../../src/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { hasCommand } from "../helpers/has-command.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { python } from "../sockets/helpers/python.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

function lockFile(t: ExecutionContext): { path: string; open: () => number } {
	const path = join(temporaryFolder(t), "lock");
	const opened = () => {
		const fd = openSync(path, "a+");
		t.teardown(() => closeSync(fd));
		return fd;
	};
	opened();
	return { path, open: opened };
}

test("flock: one alone, or many that share", (t) => {
	const { open } = lockFile(t);
	const [a, b, c] = [open(), open(), open()];
	flock(a, LOCK_SH);
	flock({ fileno: () => b }, LOCK_SH | LOCK_NB);
	t.throws(() => flock(c, LOCK_EX | LOCK_NB), { instanceOf: BlockingIOError, code: "EAGAIN" });
	flock(a, LOCK_UN);
	flock(b, LOCK_EX | LOCK_NB);
	t.throws(() => flock(a, LOCK_SH | LOCK_NB), { instanceOf: BlockingIOError });
	flock(b, LOCK_UN);
	t.notThrows(() => flock(c, LOCK_EX));
});

test("flock: refuses wrong arguments", async (t) => {
	const { open } = lockFile(t);
	const fd = open();
	for (const operation of [0, LOCK_NB, LOCK_SH | LOCK_EX, 64]) {
		t.throws(() => flock(fd, operation), { instanceOf: ValueError });
	}
	for (const operation of [LOCK_UN, 0, LOCK_NB]) {
		t.throws(() => waitFlock(fd, operation), { instanceOf: ValueError });
	}
	t.throws(() => flock(fd, "x" as never), { instanceOf: TypeError });
	t.throws(() => flock("file" as never, LOCK_SH), { instanceOf: TypeError });
	t.throws(() => flock(-1, LOCK_SH), { instanceOf: RangeError });
	t.throws(() => flock(2 ** 30, LOCK_SH), { code: "EBADF" });
	t.throws(() => waitFlock(-1, LOCK_SH), { instanceOf: RangeError });
	t.is(((await reasonOf(waitFlock(2 ** 30, LOCK_SH))) as { code?: string }).code, "EBADF");
});

test("waitFlock: is done at once where nobody has it, and waits where somebody has", async (t) => {
	const { path, open: openFile } = lockFile(t);
	const loop = newLoop(t);
	const [mine, theirs] = [openFile(), openFile()];
	flock(theirs, LOCK_EX);
	const handle = await open(path);
	t.teardown(() => handle.close());
	const waiting = waitFlock(handle, LOCK_SH, { loop });
	const other = loop.createTask(function* () {
		yield* waitFlock(mine, LOCK_SH, { loop });
	});
	await new Promise((resolve) => loop.callLater(30, () => resolve(undefined)));
	t.false(waiting.done() || other.done());
	flock(theirs, LOCK_UN);
	await waiting;
	await other;
	t.throws(() => flock(theirs, LOCK_EX | LOCK_NB), { instanceOf: BlockingIOError });
	t.true(waitFlock(mine, LOCK_SH, { loop }).done());
	await becomesIdle(loop);
});

test("waitFlock: one that is cancelled or aborted takes no lock, and leaves no timer", async (t) => {
	const { open: openFile } = lockFile(t);
	const loop = newLoop(t);
	const [mine, theirs] = [openFile(), openFile()];
	flock(theirs, LOCK_EX);
	const waiting = waitFlock(mine, LOCK_EX, { loop });
	waiting.cancel();
	await t.throwsAsync(async () => waiting, { instanceOf: CancelledError });
	const controller = new AbortController();
	const aborted = waitFlock(mine, LOCK_EX, { loop, signal: controller.signal });
	controller.abort(new Error("enough"));
	t.is(((await reasonOf(aborted)) as Error).message, "enough");
	t.is(loop.statistics().timers, 0);
	flock(theirs, LOCK_UN);
	t.notThrows(() => flock(theirs, LOCK_EX | LOCK_NB));
});

test("waitFlock: waits for flock(1)", async (t) => {
	if (!hasCommand(t, "flock")) return;
	const { path, open: openFile } = lockFile(t);
	const child = spawn("flock", ["-x", path, "sh", "-c", "echo locked; read end; echo leaving"], {
		stdio: ["pipe", "pipe", "ignore"],
	});
	t.teardown(() => child.kill("SIGKILL"));
	let said = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		said += text;
	});
	await once(child.stdout, "data");
	const fd = openFile();
	t.throws(() => flock(fd, LOCK_EX | LOCK_NB), { instanceOf: BlockingIOError });
	const waiting = waitFlock(fd, LOCK_EX);
	t.false(waiting.done());
	// Before it can happen: the lock is asked for again only now and then.
	const closed = once(child, "close");
	child.stdin.end("\n");
	await waiting;
	await closed;
	t.is(said, "locked\nleaving\n");
});

test("flock: Python finds it locked", async (t) => {
	const { path, open: openFile } = lockFile(t);
	const fd = openFile();
	flock(fd, LOCK_EX);
	const script = `
import fcntl, sys
file = open(sys.argv[1])
try:
    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    print("free")
except BlockingIOError:
    print("locked")
`;
	const child = python(t, script, path);
	if (child === undefined) return;
	t.is((await child.end()).stdout, "locked\n");
	flock(fd, LOCK_UN);
	t.is((await python(t, script, path)?.end())?.stdout, "free\n");
});
