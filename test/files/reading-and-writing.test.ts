/** What every backend does alike. */
import { constants, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { type AsyncFile, alignedBuffer, gather, OSError, SEEK_CUR, SEEK_END } from "../../src/index.js";
import { skip } from "../helpers/skip.js";
import { onEachBackend } from "./helpers/backends.js";

const abc = "abcdefghijklmnopqrstuvwxyz";

function noise(size: number): Buffer {
	const bytes = Buffer.allocUnsafe(size);
	for (let i = 0; i < size; i += 1) bytes[i] = (i * 7919 + (i >> 8) * 31) & 255;
	return bytes;
}

onEachBackend("what is written is what node:fs reads", async (t, { path, open }) => {
	const data = noise(3_000_000);
	const file = await open(path, "w");
	t.is(await file.write(data), data.length);
	t.is(file.tell(), data.length);
	await file.close();
	t.true((await readFile(path)).equals(data));
});

onEachBackend("what node:fs writes is what is read, whole and in pieces", async (t, { path, open }) => {
	const data = noise(3_000_001);
	await writeFile(path, data);
	const file = await open(path);
	t.true((await file.read()).equals(data));
	t.is((await file.read()).length, 0);
	await file.seek(0);
	const pieces: Buffer[] = [];
	for await (const piece of file.chunks(70_000)) pieces.push(piece);
	t.true(pieces.slice(0, -1).every(({ length }) => length === 70_000));
	t.true(Buffer.concat(pieces).equals(data));
	t.true((await file.pread(2_000_000, 999_999)).equals(data.subarray(999_999, 2_999_999)));
	t.true((await file.pread(2 ** 31, 1)).equals(data.subarray(1)));
});

onEachBackend("reads are short only at the end of the file", async (t, { path, open }) => {
	writeFileSync(path, abc);
	const file = await open(path);
	t.is(String(await file.read(20)), abc.slice(0, 20));
	t.is(String(await file.read(20)), abc.slice(20));
	t.is((await file.read(20)).length, 0);
	t.is(String(await file.pread(10, 20)), abc.slice(20));
	t.is((await file.pread(10, 26)).length, 0);
	t.is((await file.pread(10, 2 ** 40)).length, 0);
	t.is((await file.pread(0, 0)).length, 0);
	t.is((await file.read(0)).length, 0);
	const buffer = Buffer.alloc(30, ".");
	t.is(await file.readInto(buffer, 20), 6);
	t.is(String(buffer), `${abc.slice(20)}${".".repeat(24)}`);
});

onEachBackend("the file's own place moves, and what has a position leaves it", async (t, { path, open }) => {
	const file = await open(path, "w+");
	await file.write(abc);
	t.is(await file.seek(3), 3);
	t.is(String(await file.read(2)), "de");
	t.is(file.tell(), 5);
	await file.pwrite("XYZ", 0);
	t.is(String(await file.pread(4, 0)), "XYZd");
	t.is(file.tell(), 5);
	t.is(await file.seek(-2, SEEK_CUR), 3);
	t.is(await file.seek(-1, SEEK_END), 25);
	t.is(String(await file.read()), "z");
	await t.throwsAsync(file.seek(-100, SEEK_CUR), { code: "EINVAL" });
	t.is(file.tell(), 26);
	t.is(await file.seek(30), 30);
	await file.write("!");
	t.is(readFileSync(path).length, 31);
});

onEachBackend(
	"what is asked for without a position is done in the order of the calls",
	async (t, { path, open }) => {
		const file = await open(path, "w+");
		const written = gather(...Array.from({ length: 100 }, (_, i) => file.write(`${i};`)));
		const moved = file.seek(0);
		const reads = gather(...Array.from({ length: 30 }, () => file.read(10)));
		await written;
		t.is(await moved, 0);
		const expected = Array.from({ length: 100 }, (_, i) => `${i};`).join("");
		t.is((await reads).map(String).join(""), expected.slice(0, 300));
		t.is(readFileSync(path, "latin1"), expected);
	},
);

onEachBackend("a thousand reads go side by side, each of its own place", async (t, { path, open }) => {
	const data = noise(1000 * 512);
	writeFileSync(path, data);
	const file = await open(path);
	const places = Array.from({ length: 1000 }, (_, i) => ((i * 617) % 1000) * 512);
	const reads = await gather(...places.map((place) => file.pread(512, place)));
	reads.forEach((bytes, i) => {
		const place = places[i] ?? 0;
		if (!bytes.equals(data.subarray(place, place + 512))) t.fail(`other bytes at ${place}`);
	});
	t.is(reads.length, 1000);
});

onEachBackend(
	"readv fills buffer after buffer, writev writes piece after piece",
	async (t, { path, open }) => {
		const file = await open(path, "w+");
		t.is(await file.writev(["ab", Buffer.from("cde"), new Uint8Array(0), "f"]), 6);
		t.is(await file.writev(["X", "Y"], 1), 2);
		const buffers = [Buffer.alloc(1), Buffer.alloc(2), Buffer.alloc(10, ".")];
		t.is(await file.readv(buffers, 0), 6);
		t.deepEqual(buffers.map(String), ["a", "XY", "def......."]);
		await file.seek(4);
		t.is(await file.readv(buffers), 2);
		t.is(file.tell(), 6);
	},
);

onEachBackend(
	"the caller's memory is its own again as soon as a write returns",
	async (t, { path, open }) => {
		const file = await open(path, "w");
		const data = Buffer.from(abc.repeat(2000));
		const writing = file.write(data);
		data.fill("!");
		const second = file.write(new Uint8Array(Buffer.from("end")));
		await writing;
		await second;
		t.is(readFileSync(path, "latin1"), `${abc.repeat(2000)}end`);
	},
);

onEachBackend(
	"memory that is taken away while it is read into fails the read, and nothing else",
	async (t, { path, open }) => {
		writeFileSync(path, abc);
		const file = await open(path);
		const buffer = new Uint8Array(26);
		const reading = file.readInto(buffer, 0);
		structuredClone(buffer.buffer, { transfer: [buffer.buffer] });
		await t.throwsAsync(reading, { instanceOf: TypeError, message: /lost its memory/ });
		t.is(String(await file.read()), abc);
	},
);

onEachBackend("shared memory is read into and written from as it is", async (t, { path, open }) => {
	const file = await open(path, "w+");
	const buffer = alignedBuffer(100_000);
	noise(100_000).copy(buffer);
	t.is(await file.write(buffer), 100_000);
	const other = new Uint8Array(new SharedArrayBuffer(100_010), 10);
	t.is(await file.readInto(other, 0), 100_000);
	t.true(Buffer.from(other).equals(Buffer.from(buffer)));
});

onEachBackend(
	"shared memory that has grown is read into as far as it goes now",
	async (t, { path, open }) => {
		writeFileSync(path, abc);
		const file = await open(path);
		const shared = new (
			SharedArrayBuffer as unknown as new (
				size: number,
				options: object,
			) => SharedArrayBuffer
		)(4, { maxByteLength: 65_536 });
		const view = new Uint8Array(shared);
		t.is(await file.readInto(view, 0), 4);
		t.is(String(Buffer.from(view)), "abcd");
		(shared as unknown as { grow(size: number): void }).grow(10);
		t.is(await file.readInto(view, 10), 10);
		t.is(String(Buffer.from(view)), "klmnopqrst");
	},
);

onEachBackend("what was opened to append writes at the end, wherever that is", async (t, { path, open }) => {
	writeFileSync(path, "begin");
	const file = await open(path, "a+");
	t.is(file.tell(), 5);
	await file.write("-one");
	writeFileSync(path, "-other", { flag: "a" });
	await file.seek(0);
	await file.write("-two");
	t.is(file.tell(), 19);
	t.is(String(await file.pread(100, 0)), "begin-one-other-two");
});

onEachBackend("positions past 4 GiB are exact", async (t, { path, open }) => {
	const file = await open(path, "w+");
	const far = 5 * 2 ** 30 + 1;
	await file.pwrite("far away", far);
	t.is(String(await file.pread(100, far)), "far away");
	t.is(String(await file.pread(2, far - 1)), "\0f");
	await file.seek(far + 4);
	t.is(String(await file.read()), "away");
	t.is(statSync(path).size, far + 8);
	await file.truncate(0);
});

onEachBackend("truncate makes it shorter and longer", async (t, { path, open }) => {
	const file = await open(path, "w+");
	await file.write(abc);
	t.is(await file.truncate(5), 5);
	t.is(file.tell(), 26);
	t.is(await file.truncate(8), 8);
	t.is(String(await file.pread(100, 0)), "abcde\0\0\0");
	await file.seek(2);
	t.is(await file.truncate(), 2);
	t.is((await file.stat()).size, 2);
});

onEachBackend("fsync and fdatasync are done when the device has it", async (t, { path, open }) => {
	const file = await open(path, "w");
	await file.write(abc);
	t.is(await file.fsync(), undefined);
	t.is(await file.fdatasync(), undefined);
});

async function failureOf(t: import("ava").ExecutionContext, wait: PromiseLike<unknown>): Promise<OSError> {
	const error = await t.throwsAsync(async () => wait, { instanceOf: OSError });
	return error as OSError;
}

onEachBackend("a full device is ENOSPC, with the path", async (t, { open }) => {
	if (!existsSync("/dev/full")) return skip(t, "/dev/full", "this system has none");
	const file = await open("/dev/full", "w");
	const error = await failureOf(t, file.write(abc));
	t.like(error, { code: "ENOSPC", path: "/dev/full", syscall: "write" });
	t.is(error.bytesWritten, undefined);
});

onEachBackend("what the descriptor does not allow is EBADF, a folder EISDIR", async (t, { path, open }) => {
	const writer = await open(path, "w");
	t.like(await failureOf(t, writer.read()), { code: "EBADF", path });
	const reader = await open(path, "r");
	t.like(await failureOf(t, reader.pwrite("x", 0)), { code: "EBADF", path });
	const folder = await open("/", "r");
	t.like(await failureOf(t, folder.read(10)), { code: "EISDIR", path: "/" });
});

onEachBackend("files in /proc and devices are read to their end", async (t, { path, open }) => {
	const status = await open("/proc/self/status").catch(() => undefined);
	if (status !== undefined) t.regex(String(await status.read()), /^Name:[\s\S]*\n$/);
	const zero = await open("/dev/zero");
	t.true((await zero.read(100_000)).equals(Buffer.alloc(100_000)));
	const none = await open("/dev/null", "r+");
	t.is((await none.read()).length, 0);
	t.is(await none.write(abc), 26);
	t.false((await open(path, "w")).closed);
});

async function openDirect(
	open: (path: string, flags: number) => Promise<AsyncFile>,
	path: string,
): Promise<AsyncFile | undefined> {
	if (constants.O_DIRECT === undefined) return undefined;
	return await open(path, constants.O_DIRECT | constants.O_RDWR | constants.O_CREAT).catch(() => undefined);
}

onEachBackend(
	"O_DIRECT: whole blocks are read and written, all else is refused",
	async (t, { path, open }) => {
		const file = await openDirect(open, path);
		if (file === undefined) return skip(t, "O_DIRECT", "this file system has none");
		const { alignment } = file;
		t.true(alignment >= 512);
		const data = noise(4096 * 20);
		t.is(await file.write(data), data.length);
		t.true((await file.read()).length === 0);
		await file.seek(0);
		t.true((await file.read()).equals(data));
		t.true((await file.pread(8192, 4096)).equals(data.subarray(4096, 12288)));
		const buffer = alignedBuffer(8192);
		t.is(await file.readInto(buffer, 4096), 8192);
		t.true(Buffer.from(buffer).equals(data.subarray(4096, 12288)));
		const plain = Buffer.alloc(4097).subarray(1);
		t.is(await file.readInto(plain, 0), 4096);
		t.true(plain.equals(data.subarray(0, 4096)));
		for (const call of [
			() => file.pread(alignment + 1, 0),
			() => file.pread(alignment, 1),
			() => file.read(7),
			() => file.write("seven"),
			() => file.pwrite(buffer, 3),
			() => file.readInto(Buffer.alloc(10)),
		]) {
			t.throws(call, { name: "ValueError", message: /multiple of/ });
		}
		await file.truncate(4096 + 100);
		t.is((await file.pread(8192, 0)).length, 4196);
		await file.seek(100);
		await t.throwsAsync(file.read(), { name: "ValueError", message: /multiple of/ });
	},
);
