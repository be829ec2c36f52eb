/** Files without places: FIFOs, terminals. */
import { execFileSync } from "node:child_process";
import test, { type ExecutionContext } from "ava";
import { type AsyncFile, CancelledError, gather, open, sleep } from "../../src/index.js";
import { reasonOf } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

async function fifo(t: ExecutionContext): Promise<[reader: AsyncFile, writer: AsyncFile]> {
	const path = `${temporaryFolder(t)}/fifo`;
	execFileSync("mkfifo", [path]);
	const [reader, writer] = await gather(open(path, "r"), open(path, "w"));
	t.teardown(async () => {
		await reader.close();
		await writer.close();
	});
	return [reader, writer];
}

test("a FIFO gives what is there, and nothing at the end", async (t) => {
	const [reader, writer] = await fifo(t);
	t.false(reader.seekable);
	const reading = reader.read(100);
	await sleep(0);
	await writer.write("hello");
	t.is(String(await reading), "hello");
	await writer.writev(["ab", "cd\nef"]);
	t.is(String(await reader.readline()), "abcd\n");
	t.is(String(await reader.read(1)), "e");
	const buffer = Buffer.alloc(10);
	t.is(await reader.readInto(buffer), 1);
	t.is(String(buffer.subarray(0, 1)), "f");
	await writer.close();
	t.is((await reader.read()).length, 0);
});

test("a FIFO is written to as its reader reads, whatever the size", async (t) => {
	const [reader, writer] = await fifo(t);
	const data = Buffer.alloc(3_000_000, "0123456789abcde");
	const [written, bytes] = await gather(
		writer.write(data).then((count) => writer.close().then(() => count)),
		reader.read(),
	);
	t.is(written, data.length);
	t.true(bytes.equals(data));
});

test("a cancelled read of a FIFO has read nothing", async (t) => {
	const [reader, writer] = await fifo(t);
	const one = reader.read(5);
	const two = reader.read(5);
	await sleep(0);
	one.cancel();
	t.true((await reasonOf(one)) instanceof CancelledError);
	await writer.write("kept");
	t.is(String(await two), "kept");
	const all = reader.read();
	await writer.write("part");
	await sleep(5);
	all.cancel();
	t.true((await reasonOf(all)) instanceof CancelledError);
	t.is(String(await reader.read(100)), "part");
});

test("closing a FIFO fails who waits for it", async (t) => {
	const [reader, writer] = await fifo(t);
	const reading = reader.read(5);
	const queued = reader.readline();
	await sleep(0);
	await reader.close();
	t.like(await reasonOf(reading), { name: "ConnectionAbortedError" });
	t.like(await reasonOf(queued), { code: "EBADF" });
	const error = await reasonOf(writer.write("x"));
	t.like(error, { name: "BrokenPipeError", path: writer.path });
});

test("what has no places refuses positions with ESPIPE", async (t) => {
	const [reader, writer] = await fifo(t);
	for (const wait of [
		reader.pread(5, 0),
		reader.readInto(Buffer.alloc(5), 0),
		writer.pwrite("x", 0),
		reader.seek(0),
	]) {
		t.like(await reasonOf(wait), { code: "ESPIPE" });
	}
	t.is(reader.tell(), 0);
});

test("a FIFO that is opened for both directions reads and writes at the same time", async (t) => {
	const path = `${temporaryFolder(t)}/fifo`;
	execFileSync("mkfifo", [path]);
	const file = await open(path, "r+");
	const reading = file.readline();
	await file.write("echo\n");
	t.is(String(await reading), "echo\n");
	await file.close();
});
