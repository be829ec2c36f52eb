/** Operations that are taken back at any moment, and files that are closed meanwhile. */
import { readFileSync, writeFileSync } from "node:fs";
import { CancelledError, getEventLoop, sleep, timeout } from "../../src/index.js";
import { reasonOf } from "../helpers/reason-of.js";
import { onEachBackend } from "./helpers/backends.js";

const data = Buffer.alloc(300_000, "0123456789");

/** Gives way so many times. */
async function turns(count: number): Promise<void> {
	for (let i = 0; i < count; i += 1) await sleep(0);
}

onEachBackend(
	"cancelled at any moment, a read ends, and the place stays or moves by all of it",
	async (t, { path, open }) => {
		writeFileSync(path, data);
		const file = await open(path);
		for (let wait = 0; wait < 25; wait += 1) {
			await file.seek(0);
			const reading = file.read(200_000);
			const next = file.pread(5, 5);
			await turns(wait);
			const cancelled = reading.cancel();
			if (cancelled) t.true((await reasonOf(reading)) instanceof CancelledError);
			else t.is((await reading).length, 200_000);
			t.is(file.tell(), cancelled ? 0 : 200_000);
			t.is(String(await next), "56789");
		}
	},
);

onEachBackend("cancelled while it waits for its turn, a write writes nothing", async (t, { path, open }) => {
	const file = await open(path, "w");
	const first = file.write("first,");
	const second = file.write("second,");
	const third = file.write("third");
	t.true(second.cancel());
	await Promise.all([first, third]);
	t.true((await reasonOf(second)) instanceof CancelledError);
	t.is(readFileSync(path, "latin1"), "first,third");
});

onEachBackend(
	"cancelled at any moment, a write leaves what it wrote, and memory is not used again too early",
	async (t, { path, open }) => {
		const file = await open(path, "w+");
		for (let wait = 0; wait < 20; wait += 1) {
			await file.truncate(0);
			const writing = file.pwrite(Buffer.alloc(100_000, "a"), 0);
			await turns(wait);
			writing.cancel();
			const other = file.pwrite(Buffer.alloc(100_000, "b"), 100_000);
			await Promise.allSettled([writing, other]);
			const bytes = readFileSync(path);
			t.true(bytes.subarray(0, 100_000).every((byte) => byte === 97 || byte === 0));
			t.true(bytes.subarray(100_000).equals(Buffer.alloc(100_000, "b")));
		}
	},
);

onEachBackend("a signal takes it back with its reason, before and meanwhile", async (t, { path, open }) => {
	writeFileSync(path, data);
	const file = await open(path);
	const reason = new Error("enough");
	t.is(await reasonOf(file.read(5, { signal: AbortSignal.abort(reason) })), reason);
	const controller = new AbortController();
	const reading = file.read(-1, { signal: controller.signal });
	controller.abort(reason);
	t.is(await reasonOf(reading), reason);
	t.is(file.tell(), 0);
	t.is(await reasonOf(open(path, "r", { signal: AbortSignal.abort(reason) })), reason);
	const late = new AbortController();
	const opening = open(path, "r", { signal: late.signal });
	late.abort(reason);
	t.is(await reasonOf(opening), reason);
});

onEachBackend("a cancelled task of either kind ends when its read has", async (t, { path, open }) => {
	writeFileSync(path, data);
	const file = await open(path);
	const loop = getEventLoop();
	for (let wait = 0; wait < 10; wait += 1) {
		const generator = loop.createTask(function* () {
			for (;;) yield* file.pread(100_000, 0);
		});
		const body = loop.createTask(async () => {
			for (;;) await file.pread(100_000, 0);
		});
		await turns(wait);
		generator.cancel();
		body.cancel();
		t.true((await reasonOf(generator)) instanceof CancelledError);
		t.true((await reasonOf(body)) instanceof CancelledError);
	}
	t.is(String(await file.pread(3, 0)), "012");
});

onEachBackend("a task reads with yield*, and within a timeout", async (t, { path, open }) => {
	writeFileSync(path, "hello");
	const loop = getEventLoop();
	const file = await open(path);
	t.is(
		await loop.createTask(function* () {
			return String(yield* file.read());
		}),
		"hello",
	);
	t.is(await timeout(10_000, () => file.pread(5, 0).then(String)), "hello");
});

onEachBackend(
	"close waits for what was asked for before, and refuses what comes after",
	async (t, { path, open }) => {
		const file = await open(path, "w+");
		const writes = Array.from({ length: 20 }, (_, i) => file.write(`${i},`));
		const fd = file.fileno();
		const closing = file.close();
		t.is(file.close(), closing);
		t.true(file.closed);
		t.is(file.fileno(), -1);
		t.throws(() => file.write("late"), { code: "EBADF" });
		t.throws(() => file.pread(1, 0), { code: "EBADF" });
		t.false(closing.cancel());
		await closing;
		t.is((await Promise.all(writes)).length, 20);
		t.is(readFileSync(path, "latin1"), Array.from({ length: 20 }, (_, i) => `${i},`).join(""));
		t.true(fd >= 0);
		await closing;
		await file[Symbol.asyncDispose]();
		file[Symbol.dispose]();
	},
);

onEachBackend(
	"detach hands the descriptor over, unless something is under way",
	async (t, { path, open }) => {
		const file = await open(path, "w+");
		const writing = file.write("x");
		t.throws(() => file.detach(), { name: "RuntimeError" });
		await writing;
		const fd = file.detach();
		t.true(file.closed);
		t.is(file.detach(), -1);
		writeFileSync(fd, "y");
		t.is(readFileSync(path, "latin1").length > 0, true);
		(await import("node:fs")).closeSync(fd);
	},
);
