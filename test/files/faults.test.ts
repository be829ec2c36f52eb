/** What disks and limits do to a file: EIO, EFBIG after a part, a file that becomes shorter under its reader. */
import { spawnSync } from "node:child_process";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { compileLibrary } from "../helpers/compile-library.js";
import { reasonOf } from "../helpers/reason-of.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { onEachBackend } from "./helpers/backends.js";

const library = new URL("../../src/index.js", import.meta.url).href;

/** Runs a program whose name for what went wrong is `said(error)`; gives the lines that it prints. */
function linesOf(
	t: ExecutionContext,
	source: string,
	command: readonly string[],
	env: Readonly<Record<string, string>>,
): string[] {
	const code = `import { open } from ${JSON.stringify(library)};
		const said = async (work) => {
			try { return JSON.stringify(await work); }
			catch (error) { return [error.code, error.bytesWritten, error.path === undefined ? "no path" : "path"].join(" "); }
		};
		${source}`;
	const [program = "", ...args] = [...command, process.execPath, "--input-type=module", "--eval", code];
	const { status, signal, stdout, stderr } = spawnSync(program, args, {
		encoding: "utf8",
		env: { ...process.env, NODE_OPTIONS: "", ...env },
	});
	t.is(signal ?? status, 0, stderr);
	return stdout.trim().split("\n");
}

onEachBackend("EIO comes through the future, and the file goes on", async (t, { open }) => {
	if (process.platform !== "linux") return skip(t, "/proc/self/mem", "Linux only");
	// Memory that is not there: reading it is the only EIO that every kernel has at hand.
	const file = await open("/proc/self/mem");
	const error = (await reasonOf(file.pread(100, 4096))) as NodeJS.ErrnoException;
	t.is(error.code, "EIO");
	t.is(error.path, "/proc/self/mem");
	const { code } = (await reasonOf(file.readInto(Buffer.alloc(10), 8192))) as NodeJS.ErrnoException;
	t.is(code, "EIO");
	await file.close();
});

test("threads: a disk that fails after a part was written or read, and when it is to sync", (t) => {
	const broken = compileLibrary((reason) => t.log(reason), "files/fail-io.c");
	if (broken === undefined) {
		t.pass();
		return;
	}
	const path = `${temporaryFolder(t)}/broken`;
	writeFileSync(path, Buffer.alloc(20_000, "a"));
	const lines = linesOf(
		t,
		`const file = await open(${JSON.stringify(path)}, "r+", 0o666, { backend: "threads" });
		console.log(await said(file.pwrite(Buffer.alloc(8000, "b"), 0)));
		console.log(await said(file.pwrite(Buffer.alloc(8000, "b"), 8000)));
		console.log(await said(file.pwrite(Buffer.alloc(8000, "b"), 16000)));
		await file.seek(8000);
		console.log(await said(file.write(Buffer.alloc(8000, "c"))), file.tell());
		console.log((await file.pread(8000, 0)).length);
		console.log(await said(file.pread(8000, 8000)));
		await file.seek(9000);
		console.log(await said(file.read()), file.tell());
		console.log(await said(file.fsync()), await said(file.fdatasync()));
		console.log(await said(file.close()));`,
		[],
		{ LD_PRELOAD: broken, FAIL_IO: path, FAIL_AFTER: "10000" },
	);
	t.deepEqual(lines, [
		"8000",
		"EIO 2000 path",
		"EIO  path",
		"EIO 2000 path 10000",
		"8000",
		"EIO  path",
		"EIO  path 9000",
		"EIO  path EIO  path",
		"undefined",
	]);
	t.is(readFileSync(path, "latin1"), "b".repeat(8000) + "c".repeat(2000) + "a".repeat(10_000));
});

onEachBackend("EFBIG, after what the limit has room for", async (t, { path, open }) => {
	const file = await open("/dev/null");
	const { backend } = file;
	if (process.platform !== "linux") return skip(t, "RLIMIT_FSIZE", "its unit differs elsewhere");
	const lines = linesOf(
		t,
		`const file = await open(${JSON.stringify(path)}, "w", 0o666, { backend: ${JSON.stringify(backend)} });
		console.log(await said(file.write(Buffer.alloc(50_000, "x"))), file.tell());
		console.log(await said(file.write(Buffer.alloc(50_000, "y"))), file.tell());
		console.log(await said(file.write("z")), file.tell());
		console.log(await said(file.pwrite("w", 0)));
		console.log(await said(file.truncate(100_000)));
		await file.close();`,
		// 512 bytes each. The signal's default is to kill.
		["sh", "-c", 'trap "" XFSZ; ulimit -f 128; exec "$0" "$@"'],
		{},
	);
	t.deepEqual(lines, ["50000 50000", "EFBIG 15536 path 65536", "EFBIG  path 65536", "1", "EFBIG  path"]);
	t.is(readFileSync(path, "latin1"), `w${"x".repeat(49_999)}${"y".repeat(15_536)}`);
});

onEachBackend("a file that becomes shorter gives its readers what is left", async (t, { path, open }) => {
	const size = 4_000_000;
	for (let round = 0; round < 10; round += 1) {
		writeFileSync(path, Buffer.alloc(size, "a"));
		const file = await open(path);
		const reading = file.read();
		const placed = Array.from({ length: 20 }, (_, i) => file.pread(100_000, i * 200_000));
		for (let i = 0; i < round; i += 1) await new Promise((resolve) => setImmediate(resolve));
		truncateSync(path, 1_000_000);
		const bytes = await reading;
		t.true(bytes.length >= 1_000_000 && bytes.length <= size);
		// The kernel may see a page before and after it was cut: what comes is a's, then zeros at most.
		t.regex(bytes.subarray(0, 1_000_000).toString("latin1"), /^a+$/);
		for (const [i, part] of (await Promise.all(placed)).entries()) {
			if (i < 5) t.is(part.length, 100_000);
			else t.true(part.length <= 100_000);
		}
		t.is((await file.pread(10, 1_000_000)).length, 0);
		t.is((await file.read(10)).length, 0);
		await file.close();
	}
});
