import { spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import {
	type AsyncFile,
	createSubprocessExec,
	IoUring,
	LinuxAio,
	open,
	PIPE,
	type Process,
} from "../../src/index.js";
import { skip } from "../helpers/skip.js";
import { testFile } from "./helpers/test-file.js";

function run(t: ExecutionContext, name: string, says: string, flags: readonly string[] = []): void {
	try {
		new IoUring(1).close();
		new LinuxAio(1).close();
	} catch (error) {
		skip(t, "io_uring and AIO", String(error));
		return;
	}
	const path = fileURLToPath(new URL(`fixtures/${name}.js`, import.meta.url));
	const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...flags, path], {
		encoding: "utf8",
	});
	t.is(stderr, "");
	t.is(signal, null);
	t.is(status, 0);
	t.is(stdout, `${says}\n`);
}

test("LinuxAio, IoUring: no value makes the process crash or hang", (t) =>
	run(t, "raw-nonsense", "survived"));

test("memory that nobody holds any more is not freed while the kernel has it", (t) => {
	run(t, "forgotten-buffers", "clean", ["--expose-gc"]);
});

test("a worker that ends, or is terminated with requests under way, leaves no descriptor", (t) => {
	run(t, "in-worker", "no descriptor left");
});

/** A cat that waits for its input: it is there to be looked at, and is no copy of this process any more. */
async function waitingCat(t: ExecutionContext, passFds: readonly number[] = []): Promise<Process> {
	const child = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE, passFds });
	t.teardown(() => {
		if (child.returncode === undefined) child.kill();
	});
	// It has begun by then, and has nothing open any more that it opens for that.
	child.stdin?.write(".");
	t.is(String(await child.stdout?.readexactly(1)), ".");
	return child;
}

/** Their numbers and kinds. */
function descriptorsOf({ pid }: Process): string[] {
	const numbers = readdirSync(`/proc/${pid}/fd`).sort((a, b) => Number(a) - Number(b));
	return numbers.map((fd) => `${fd} ${readlinkSync(`/proc/${pid}/fd/${fd}`).replace(/:.*/, "")}`);
}

test("a child that is started in the middle of everything inherits nothing of it", async (t) => {
	if (process.platform !== "linux") return skip(t, "/proc/PID/fd", "Linux only");
	const { path } = testFile(t);
	writeFileSync(path, Buffer.alloc(100_000, "a"));
	// What this process was itself started with goes on to its children.
	const first = await waitingCat(t);
	const before = descriptorsOf(first);
	t.deepEqual(before.slice(0, 2), ["0 pipe", "1 pipe"]);
	first.stdin?.close();
	t.is(await first.wait(), 0);
	const files: AsyncFile[] = [];
	for (const backend of ["io_uring", "aio", "threads"] as const) {
		try {
			files.push(await open(path, "r", 0o666, { backend }));
		} catch (error) {
			t.log(`SKIP: ${backend}: ${error}`);
		}
	}
	const raw: Disposable[] = [];
	try {
		raw.push(new IoUring(4), new LinuxAio(4));
	} catch (error) {
		t.log(`SKIP: raw objects: ${error}`);
	}
	const reads = files.flatMap((file) => [file.pread(50_000, 0), file.pread(50_000, 50_000)]);
	const child = await waitingCat(t);
	t.deepEqual(descriptorsOf(child), before);
	child.stdin?.close();
	t.is(await child.wait(), 0);
	for (const read of reads) t.is((await read).length, 50_000);
	for (const file of files) await file.close();
	for (const object of raw) object[Symbol.dispose]();
	// What is given to a child on purpose arrives.
	const fd = openSync(path, "r");
	const other = await waitingCat(t, [fd]);
	t.is(readlinkSync(`/proc/${other.pid}/fd/${fd}`), path);
	other.stdin?.close();
	t.is(await other.wait(), 0);
	closeSync(fd);
});
