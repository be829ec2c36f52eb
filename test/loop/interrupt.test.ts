/** Ctrl-C, on a terminal of the test's own (Python's pty module makes one). */
import { spawn } from "node:child_process";
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { hasCommand } from "../helpers/has-command.js";

const library = new URL("../../src/index.js", import.meta.url).href;

/** Runs a command on a new terminal, types Ctrl-C when it says "ready", and tells how it ended. */
const driver = `
import os, pty, select, signal, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
output = b""
presses = int(sys.argv[1])
pressed = 0
end = time.monotonic() + 40
status = None
while time.monotonic() < end:
    readable, _, _ = select.select([fd], [], [], 0.1)
    if readable:
        try:
            data = os.read(fd, 4096)
        except OSError:
            data = b""
        if not data:
            break
        output += data
    if pressed < presses and output.count(b"ready") > pressed:
        time.sleep(0.1)
        os.write(fd, b"\\x03")
        pressed += 1
while time.monotonic() < end and status is None:
    done, found = os.waitpid(pid, os.WNOHANG)
    if done:
        status = found
    else:
        time.sleep(0.02)
if status is None:
    os.kill(pid, signal.SIGKILL)
    print("HANGS")
elif os.WIFSIGNALED(status):
    print("signal", signal.Signals(os.WTERMSIG(status)).name)
else:
    print("exit", os.WEXITSTATUS(status))
sys.stdout.write(output.decode("latin1").replace("\\r\\n", "\\n"))
`;

async function interrupted(t: ExecutionContext, source: string, presses = 1): Promise<string | undefined> {
	if (!hasCommand(t, "python3")) return undefined;
	const code = `import * as evloop from ${JSON.stringify(library)};\nconst loop = evloop.getEventLoop();\n${source}`;
	const child = spawn(
		"python3",
		["-c", driver, String(presses), process.execPath, "--input-type=module", "--eval", code],
		{ stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } },
	);
	t.teardown(() => child.kill("SIGKILL"));
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
	}
	await once(child, "close");
	return output.replaceAll("^C", "");
}

const blocked = `
const [a] = (globalThis.held = evloop.socketpair());
loop.addReader(a, () => {});
loop.callSoon(() => console.log("ready"));
loop.runForeverSync();
console.log("never");`;

test.serial("Ctrl-C: ends a process that is blocked in its loop", async (t) => {
	const output = await interrupted(t, blocked);
	if (output !== undefined) t.is(output, "signal SIGINT\nready\n");
});

test.serial(
	"Ctrl-C: ends a blocked process also where JavaScript listens for SIGINT, which cannot hear it",
	async (t) => {
		const output = await interrupted(t, `process.on("SIGINT", () => console.log("heard"));\n${blocked}`);
		if (output !== undefined) t.is(output, "signal SIGINT\nready\n");
	},
);

test.serial("Ctrl-C: after a blocking run the listener hears it again", async (t) => {
	const output = await interrupted(
		t,
		`process.on("SIGINT", () => { console.log("heard"); process.exit(3); });
		loop.runUntilCompleteSync(evloop.sleep(5));
		console.log("ready");
		setTimeout(() => {}, 30_000);`,
	);
	if (output !== undefined) t.is(output, "exit 3\nready\nheard\n");
});

test.serial("Ctrl-C: ends a process whose loop is hosted and waits", async (t) => {
	const output = await interrupted(
		t,
		`const [a] = (globalThis.held = evloop.socketpair());
		a.setblocking(false);
		loop.callSoon(() => console.log("ready"));
		await loop.sockRecv(a, 1);
		console.log("never");`,
	);
	if (output !== undefined) t.is(output, "signal SIGINT\nready\n");
});

test.serial("Ctrl-C: a hosted loop leaves SIGINT to who listens for it", async (t) => {
	const output = await interrupted(
		t,
		`const [a, b] = (globalThis.held = evloop.socketpair());
		a.setblocking(false);
		process.on("SIGINT", () => { console.log("heard"); b.send("x"); process.removeAllListeners("SIGINT"); });
		loop.callSoon(() => console.log("ready"));
		await loop.sockRecv(a, 1);
		console.log("received");`,
	);
	if (output !== undefined) t.is(output, "exit 0\nready\nheard\nreceived\n");
});

test.serial("Ctrl-C: ends a blocked loop that is busy, too", async (t) => {
	const output = await interrupted(
		t,
		`process.on("SIGINT", () => console.log("heard"));
		let links = 0;
		const chain = () => { links += 1; if (links === 1000) console.log("ready"); loop.callSoon(chain); };
		chain();
		loop.runForeverSync();`,
	);
	if (output !== undefined) t.is(output, "signal SIGINT\nready\n");
});

test.serial(
	"Ctrl-C: run cancels its main task, whose finally runs, and rejects with a KeyboardInterrupt",
	async (t) => {
		const output = await interrupted(
			t,
			`try {
			await evloop.run(async () => {
				try {
					console.log("ready");
					await evloop.sleep(30_000);
				} finally {
					await evloop.sleep(5);
					console.log("cleaned up");
				}
			});
		} catch (error) {
			console.log([error.name, error.cause.name, process.listenerCount("SIGINT")].join(" "));
		}`,
		);
		if (output !== undefined) t.is(output, "exit 0\nready\ncleaned up\nKeyboardInterrupt CancelledError 0\n");
	},
);

test.serial("Ctrl-C: pressed again while run cleans up, it ends the process", async (t) => {
	const output = await interrupted(
		t,
		`await evloop.run(async () => {
			try {
				console.log("ready");
				await evloop.sleep(30_000);
			} finally {
				console.log("ready again");
				await evloop.sleep(30_000);
			}
		});`,
		2,
	);
	if (output !== undefined) t.is(output, "signal SIGINT\nready\nready again\n");
});

test.serial("Ctrl-C: a main task that swallows it goes on to its result", async (t) => {
	const output = await interrupted(
		t,
		`console.log(await evloop.run(function* () {
			try {
				console.log("ready");
				yield* evloop.sleep(30_000);
			} catch (error) {
				return error.name;
			}
		}));`,
	);
	if (output !== undefined) t.is(output, "exit 0\nready\nCancelledError\n");
});

test.serial("Ctrl-C: run leaves SIGINT to a program that listens for it", async (t) => {
	const output = await interrupted(
		t,
		`process.on("SIGINT", () => console.log("heard"));
		console.log(await evloop.run(async () => {
			console.log("ready");
			return await evloop.sleep(1000, "slept");
		}));
		process.removeAllListeners("SIGINT");`,
	);
	if (output !== undefined) t.is(output, "exit 0\nready\nheard\nslept\n");
});
