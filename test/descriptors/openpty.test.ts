import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import test from "ava";
import {
	BlockingIOError,
	CancelledError,
	ConnectionAbortedError,
	createSubprocessExec,
	DEVNULL,
	DefaultSelector,
	EVENT_READ,
	getEventLoop,
	OSError,
	openpty,
	PIPE,
	Protocol,
	type PseudoTerminal,
	type PtyMaster,
	rawMode,
	tcgetwinsize,
	tcsetwinsize,
	type WriteTransport,
} from "../../src/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { isCloseOnExec, type Teardown } from "../helpers/descriptors.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";

/** A pseudo-terminal of the test's own. */
function makePty(t: Teardown, options?: Parameters<typeof openpty>[0]): PseudoTerminal {
	const pty = openpty(options);
	t.teardown(() => {
		pty.slave.close();
		pty.master.close();
	});
	return pty;
}

async function readUntil(master: PtyMaster, wanted: string | RegExp): Promise<string> {
	let shown = "";
	while (typeof wanted === "string" ? !shown.includes(wanted) : !wanted.test(shown)) {
		const chunk = await master.readSome();
		if (chunk.length === 0) throw new Error(`the terminal ended after ${JSON.stringify(shown)}`);
		shown += chunk.toString();
	}
	return shown;
}

async function readAll(master: PtyMaster): Promise<string> {
	let shown = "";
	for await (const chunk of master) shown += chunk.toString();
	return shown;
}

test("openpty: both ends are terminals, and no child inherits them", (t) => {
	const { master, slave } = makePty(t);
	t.true(isatty(slave.fileno()));
	t.true(isCloseOnExec(master.fileno()));
	t.true(isCloseOnExec(slave.fileno()));
	t.regex(slave.path, /^\/dev\//);
	t.deepEqual(tcgetwinsize(master), [0, 0]);
});

test("PtyMaster: reads what the program writes, as a terminal shows it", async (t) => {
	const { master, slave } = makePty(t);
	t.throws(() => master.read(), { instanceOf: BlockingIOError });
	writeSync(slave.fileno(), "one\ntwo");
	// The kernel brings it over in a thread of its own: it need not be there at once.
	await getEventLoop().waitReadable(master);
	t.is(master.read(1).toString(), "o");
	t.is(await readUntil(master, "two"), "ne\r\ntwo");
	t.is(master.write("typed"), 5);
	t.is(await readUntil(master, "typed"), "typed");
});

test("PtyMaster: the end comes when nobody has the terminal open, after all that was written", async (t) => {
	const { master, slave } = makePty(t);
	writeSync(slave.fileno(), "last words");
	slave.close();
	t.is(await readUntil(master, "last words"), "last words");
	t.is((await master.readSome()).length, 0);
	t.is(master.read().length, 0);
	for await (const chunk of master) t.fail(chunk.toString());
});

test("PtyMaster: readSome waits, with await and with yield*, and for the end", async (t) => {
	const { master, slave } = makePty(t);
	const loop = newLoop(t);
	const first = master.readSome(100, { loop });
	writeSync(slave.fileno(), "a");
	t.is((await first).toString(), "a");
	const second = await loop.runUntilComplete(
		loop.createTask(function* () {
			setImmediate(() => writeSync(slave.fileno(), "b"));
			return (yield* master.readSome()).toString();
		}),
	);
	t.is(second, "b");
	const end = master.readSome(1, { loop });
	slave.close();
	t.is((await end).length, 0);
	await becomesIdle(loop);
});

test("PtyMaster: a read that is cancelled or aborted loses nothing", async (t) => {
	const { master, slave } = makePty(t);
	const loop = newLoop(t);
	const first = master.readSome(100, { loop });
	first.cancel();
	t.true((await reasonOf(first)) instanceof CancelledError);
	const controller = new AbortController();
	const second = master.readSome(100, { loop, signal: controller.signal });
	writeSync(slave.fileno(), "kept");
	controller.abort();
	t.is(await reasonOf(second), controller.signal.reason);
	t.is((await master.readSome(100, { loop })).toString(), "kept");
	await becomesIdle(loop);
});

test("PtyMaster: who waits hears of its closing, and then everything says EBADF", async (t) => {
	const { master } = makePty(t);
	const waiting = master.readSome();
	master.close();
	t.true((await reasonOf(waiting)) instanceof ConnectionAbortedError);
	for (const use of [
		() => master.read(),
		() => master.readSome(),
		() => master.write("a"),
		() => master.writeAll("a"),
		() => master.dup(),
	]) {
		t.throws(use, { instanceOf: OSError, code: "EBADF" });
	}
});

test("PtyMaster: writeAll waits for room, and what it types comes whole and in order", async (t) => {
	const { master, slave } = makePty(t);
	rawMode(slave);
	const size = 300_000;
	const child = await createSubprocessExec("head", "-c", String(size), { stdin: slave, stdout: PIPE });
	slave.close();
	const data = Buffer.alloc(size, "0123456789abcdefghijklmnopqrstuvwxyz!");
	const [[output]] = await Promise.all([child.communicate(), master.writeAll(data)]);
	t.true(output?.equals(data));
});

test("PtyMaster: writeAll can be taken back where nobody reads", async (t) => {
	const { master, slave } = makePty(t);
	const loop = newLoop(t);
	rawMode(slave);
	const controller = new AbortController();
	const writing = master.writeAll(Buffer.alloc(1_000_000, "x"), { loop, signal: controller.signal });
	setTimeout(() => controller.abort(), 10);
	t.is(await reasonOf(writing), controller.signal.reason);
	t.throws(
		() => {
			for (;;) master.write("more");
		},
		{ instanceOf: BlockingIOError },
	);
	await becomesIdle(loop);
});

test("PtyMaster: addReader and selectors take it", async (t) => {
	const { master, slave } = makePty(t);
	using selector = new DefaultSelector();
	selector.register(master, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	const loop = getEventLoop();
	const heard = loop.createFuture<string>();
	loop.addReader(master, () => {
		loop.removeReader(master);
		heard.setResult(master.read().toString());
	});
	writeSync(slave.fileno(), "now");
	t.is(selector.select(1000).length, 1);
	t.is(await heard, "now");
});

test("PtyMaster: connectReadPipe and connectWritePipe take it, each with a descriptor of its own", async (t) => {
	const { master, slave } = makePty(t);
	const loop = newLoop(t);
	let shown = "";
	const ended = loop.createFuture<void>();
	class Screen extends Protocol {
		override dataReceived(data: Buffer): void {
			shown += data.toString();
		}
		override eofReceived(): boolean {
			ended.setResult();
			return false;
		}
	}
	const child = await createSubprocessExec("cat", { stdin: slave, stdout: slave });
	slave.close();
	await loop.connectReadPipe(() => new Screen(), master);
	const [keyboard] = (await loop.connectWritePipe(() => new Protocol(), master.dup())) as [
		WriteTransport,
		Protocol,
	];
	keyboard.write("hello\n\x04");
	t.is(await child.wait(), 0);
	await ended;
	t.is(shown, "hello\r\nhello\r\n");
	keyboard.close();
	await becomesIdle(loop, 0);
	t.true(master.closed);
});

test("openpty: a child sees the window's size, and stty's changes are seen here", async (t) => {
	const { master, slave } = makePty(t, { rows: 33, columns: 101 });
	const child = await createSubprocessExec("sh", "-c", "stty size; stty rows 44 columns 55", {
		stdin: slave,
		stdout: slave,
		stderr: slave,
	});
	t.is((await readUntil(master, "\n")).trim(), "33 101");
	t.is(await child.wait(), 0);
	t.deepEqual(tcgetwinsize(master), [44, 55]);
	slave.close();
	t.is(await readAll(master), "");
});

test("openpty: a shell with job control, its window made larger, and Ctrl-C", async (t) => {
	const { master, slave } = makePty(t, { rows: 24, columns: 80 });
	// Whoever leads a session and opens a terminal is controlled by it from then on.
	const start = 'exec <>"$0" >&0 2>&0; exec sh';
	const child = await createSubprocessExec("sh", "-c", start, slave.path, {
		stdin: DEVNULL,
		stdout: DEVNULL,
		stderr: DEVNULL,
		startNewSession: true,
		env: { PATH: process.env.PATH, PS1: "$ " },
	});
	t.teardown(() => {
		try {
			child.kill();
		} catch {
			// Ended, as it should.
		}
	});
	await readUntil(master, "$ ");
	await master.writeAll("trap 'echo now $(stty size)' WINCH; tty\n");
	t.true((await readUntil(master, /\/dev\/\S+\r\n\$ /)).includes(slave.path));
	// Only now, with its prompt, is the shell the one in the foreground that gets the signal.
	tcsetwinsize(master, [50, 132]);
	await master.writeAll("\n");
	await readUntil(master, "now 50 132");
	await master.writeAll("cat\n");
	// Ctrl-C before cat runs would be the shell's.
	await master.writeAll("meow\n");
	await readUntil(master, /meow\r\n.*meow\r\n/s);
	await master.writeAll("\x03");
	// Not before the prompt: cat, which has not died yet, would take the line along.
	await readUntil(master, "$ ");
	await master.writeAll("echo back $((20 + 22))\n");
	await readUntil(master, "back 42");
	slave.close();
	await master.writeAll("exit 7\n");
	t.is(await child.wait(), 7);
	await readAll(master);
});

test("openpty: a copy of the master keeps the terminal", async (t) => {
	const { master, slave } = makePty(t);
	const copy = master.dup();
	t.teardown(() => copy.close());
	t.true(isCloseOnExec(copy.fileno()));
	master.close();
	writeSync(slave.fileno(), "still");
	t.is(await readUntil(copy, "still"), "still");
});

test("openpty: wrong arguments are refused", (t) => {
	t.throws(() => openpty({ rows: 24 }), {
		instanceOf: TypeError,
		message: "Cannot openpty: rows and columns go together",
	});
	t.throws(() => openpty({ rows: 24, columns: 65_536 }), {
		instanceOf: RangeError,
		message: "Cannot openpty: columns must be between 0 and 65535, got 65536",
	});
	t.throws(() => openpty({ rows: 1.5, columns: 80 }), { instanceOf: TypeError });
	t.throws(() => openpty({ attributes: {} as never }), { instanceOf: TypeError });
	const { master } = makePty(t);
	t.throws(() => master.read(0), { instanceOf: RangeError });
	t.throws(() => master.readSome(Number.NaN), { instanceOf: TypeError });
	t.throws(() => master.write(7 as never), { instanceOf: TypeError });
	t.throws(() => master.writeAll({} as never), { instanceOf: TypeError });
	t.throws(() => tcsetwinsize(master, [1] as never), { instanceOf: TypeError });
	t.throws(() => tcsetwinsize(master, [1, -1]), { instanceOf: RangeError });
	t.throws(() => tcgetwinsize("x" as never), { instanceOf: TypeError });
});
