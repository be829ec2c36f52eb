/** Standard streams where they cannot be opened once more: in processes of their own, whose streams are blocking pipes. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";

const library = (path: string) => JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href);

const prelude = `
import { writeFileSync } from "node:fs";
import { constants } from "node:os";
const { checkPipe, PipeDescriptor } = await import(${library("transports/pipes/index.js")});
const { fcntl, koffi, platform, pollOnce } = await import(${library("ffi/index.js")});
const { EAGAIN } = constants.errno;
const { F_GETFL, O_NONBLOCK } = platform.files;
const memory = Buffer.allocUnsafeSlow(65536);
const address = Number(koffi().address(memory));
const open = (fd, writes) => new PipeDescriptor(checkPipe(fd, "test"), writes, () => undefined);
const isBlocking = (fd) => (fcntl(fd, F_GETFL, "int", 0) & O_NONBLOCK) === 0;
`;

/** Runs a program between two pipes of the shell's, whose other ends can wait for a line in the FIFO `$FIFO`. */
async function piped(t: ExecutionContext, before: string, source: string, after: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), "evloop-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	const fifo = join(folder, "fifo");
	execFileSync("mkfifo", [fifo]);
	const script = `${before} | "$0" --input-type=module --eval "$1" | ${after}`;
	const child = spawn("sh", ["-c", script, process.execPath, prelude + source], {
		stdio: ["ignore", "pipe", "inherit"],
		env: { ...process.env, NODE_OPTIONS: "", FIFO: fifo },
	});
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	await once(child, "close");
	return output;
}

test("PipeDescriptor: a standard input that is shared is asked before it is read, and never blocks", async (t) => {
	const output = await piped(
		t,
		// Nothing is there until the program says that it has looked.
		'{ read go < "$FIFO"; echo hello; }',
		`const pipe = open(0, false);
		const early = pipe.read(address, 100) === -EAGAIN;
		writeFileSync(process.env.FIFO, "go\\n");
		pollOnce(0, false, -1);
		const text = memory.toString("latin1", 0, pipe.read(address, 100)).trim();
		pollOnce(0, false, -1);
		const end = pipe.read(address, 100);
		console.log(pipe.fd, early, text, end, isBlocking(0));
		pipe.close(false);`,
		"cat",
	);
	t.is(output, "0 true hello 0 true\n");
});

test("PipeDescriptor: a standard output that is shared takes no more than it has room for, and never blocks", async (t) => {
	const output = await piped(
		t,
		"true",
		`const pipe = open(1, true);
		let written = 0;
		let count = 0;
		for (let sent = 0; sent >= 0; written += Math.max(0, sent), count += 1) {
			sent = count % 2 === 0 ? pipe.write(memory.fill("x"), 60000) : pipe.writeFrom(address, 60000);
			if (sent < 0 && sent !== -EAGAIN) throw new Error(String(sent));
		}
		if (!isBlocking(1) || pipe.writeGathered !== undefined || written < 4096) throw new Error("written: " + written);
		pipe.close(false);
		console.log("nowhere");
		writeFileSync(process.env.FIFO, "go\\n");`,
		// Reads only when nothing more is written: the writer has let go of its end, and goes on.
		"{ read go < \"$FIFO\"; tr -d '\\n' | tr -s x | head -c 100; echo; }",
	);
	t.is(output, "x\n");
});
