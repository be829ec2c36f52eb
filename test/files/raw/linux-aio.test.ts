import { readFileSync, writeFileSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { type AioRequest, LinuxAio } from "../../../src/files/index.js";
import { EVENT_READ, PollSelector } from "../../../src/selectors/index.js";
import { skip } from "../../helpers/skip.js";
import { openDirect, testFile } from "../helpers/test-file.js";

function newAio(t: ExecutionContext, size?: number): LinuxAio | undefined {
	try {
		const aio = new LinuxAio(size);
		t.teardown(() => aio.close());
		return aio;
	} catch (error) {
		skip(t, "AIO", String(error));
		return undefined;
	}
}

test("submit, getevents: writes, reads, syncs; ids and requests come back", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const { fd, path } = testFile(t);
	const requests: readonly AioRequest[] = [
		{ op: "pwrite", file: fd, buffer: "Hello", position: 2 },
		{ op: "fsync", file: { fileno: () => fd } },
		{ op: "fdatasync", file: fd },
	];
	const ids = aio.submit(requests);
	t.is(aio.pending, 3);
	const events = aio.getevents(3);
	t.deepEqual(events.map(({ id }) => id).sort(), ids);
	for (const { id, request, result } of events) {
		t.true(request === requests[ids.indexOf(id)]);
		t.is(result, request.op === "pwrite" ? 5 : 0);
	}
	t.is(readFileSync(path, "latin1"), "\0\0Hello");
	const buffer = Buffer.alloc(8);
	aio.submit([{ op: "pread", file: fd, buffer, position: 4 }]);
	t.is(aio.getevents()[0]?.result, 3);
	t.is(buffer.toString("latin1", 0, 3), "llo");
	t.deepEqual(aio.submit([]), []);
	t.deepEqual(aio.getevents(0), []);
});

test("submit: a copy is aligned as O_DIRECT wants it, whatever the caller's memory is", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const { path } = testFile(t);
	writeFileSync(path, Buffer.alloc(8192, "x"));
	const file = openDirect(t, path);
	if (file === undefined) return skip(t, "O_DIRECT", "the file system refuses it");
	const buffer = Buffer.alloc(4097).subarray(1);
	aio.submit([{ op: "pread", file, buffer, position: 4096 }]);
	t.is(aio.getevents()[0]?.result, 4096);
	t.true(buffer.every((byte) => byte === 0x78));
	t.throws(() => aio.submit([{ op: "fsync", file: 1_000_000 }]), { code: "EBADF" });
	const odd = { op: "pread", file, buffer: Buffer.alloc(5), position: 1 } as const;
	try {
		aio.submit([odd]);
		t.is(aio.getevents()[0]?.result, -22);
	} catch (error) {
		t.is((error as { code?: string }).code, "EINVAL");
	}
});

test("submit: takes what there is room for, and what comes before a wrong one", (t) => {
	const aio = newAio(t, 2);
	if (aio === undefined) return;
	const { fd } = testFile(t);
	const write = { op: "pwrite", file: fd, buffer: "x", position: 0 } as const;
	t.is(aio.submit([write, write, write]).length, 2);
	t.throws(() => aio.submit([write]), { code: "EAGAIN" });
	t.is(aio.getevents(2).length, 2);
	t.is(aio.submit([write, { op: "fsync", file: 1_000_000 }]).length, 1);
	t.is(aio.getevents().length, 1);
	t.is(aio.pending, 0);
});

test("a buffer over a SharedArrayBuffer serves as it is; one that was transferred gets nothing", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const { fd } = testFile(t);
	writeFileSync(fd, "0123456789");
	const shared = new Uint8Array(new SharedArrayBuffer(16), 4, 6);
	const lost = new Uint8Array(6);
	aio.submit([
		{ op: "pread", file: fd, buffer: shared, position: 0 },
		{ op: "pread", file: fd, buffer: lost, position: 0 },
	]);
	structuredClone(lost.buffer, { transfer: [lost.buffer] });
	const results = new Map(aio.getevents(2).map(({ request, result }) => [request.buffer, result]));
	t.is(results.get(shared), 6);
	t.is(results.get(lost), -14);
	t.is(Buffer.from(shared).toString(), "012345");
	t.throws(() => aio.submit([{ op: "pread", file: fd, buffer: lost, position: 0 }]), {
		message: /lost its memory|at least one byte/,
	});
});

test("fileno: readable when something has ended, until all was fetched", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const { fd } = testFile(t);
	using selector = new PollSelector();
	selector.register(aio, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	const write = { op: "pwrite", file: fd, buffer: "x", position: 0 } as const;
	aio.submit([write, write, write]);
	t.is(selector.select(1000).length, 1);
	t.is(aio.getevents(1, 2).length, 2);
	t.is(selector.select(1000).length, 1);
	t.is(aio.getevents(1, 2).length, 1);
	t.deepEqual(selector.select(0), []);
});

test("getevents: a wait ends with its time, and one that cannot end is refused", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const before = performance.now();
	t.deepEqual(aio.getevents(1, 8, 20), []);
	t.true(performance.now() - before >= 20);
	t.throws(() => aio.getevents(1), { message: "Cannot getevents: min is 1, and only 0 are under way" });
	t.throws(() => aio.getevents(9, 8), { instanceOf: RangeError });
	t.throws(() => aio.cancel(1), { message: "Cannot cancel: no request 1 is under way" });
});

test("close: waits for what is under way; afterwards all is refused", (t) => {
	const aio = newAio(t);
	if (aio === undefined) return;
	const { fd, path } = testFile(t);
	aio.submit([{ op: "pwrite", file: fd, buffer: "end", position: 0 }]);
	aio.close();
	aio.close();
	t.is(readFileSync(path, "latin1"), "end");
	t.is(aio.fileno(), -1);
	t.throws(() => aio.submit([]), { message: "Cannot submit: the LinuxAio is closed" });
	t.throws(() => aio.getevents(0), { message: "Cannot getevents: the LinuxAio is closed" });
	t.throws(() => new LinuxAio(0), { instanceOf: RangeError });
});
