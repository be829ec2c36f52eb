import { readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { Worker } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import { openPipe, write } from "../../../src/ffi/index.js";
import { IoUring } from "../../../src/files/index.js";
import { EpollSelector, EVENT_READ } from "../../../src/selectors/index.js";
import {
	createConnection,
	createServer,
	type InetAddress,
	Socket,
	socketpair,
} from "../../../src/sockets/index.js";
import { closeDescriptor, isCloseOnExec } from "../../helpers/descriptors.js";
import { skip } from "../../helpers/skip.js";
import { openDirect, testFile } from "../helpers/test-file.js";

const { ECANCELED, EFAULT, EINVAL, ETIME, EBADF } = constants.errno;

function newRing(t: ExecutionContext, entries?: number): IoUring | undefined {
	try {
		const ring = new IoUring(entries);
		t.teardown(() => ring.close());
		return ring;
	} catch (error) {
		skip(t, "io_uring", String(error));
		return undefined;
	}
}

/** What the requests came to, by their numbers, once so many have ended. */
function results(ring: IoUring, count: number): Map<number, number> {
	ring.submitAndWait(count);
	return new Map(ring.completions().map(({ id, result }) => [id, result]));
}

function newPipe(t: ExecutionContext): [reading: number, writing: number] {
	const ends = new Int32Array(2);
	openPipe(ends);
	t.teardown(() => {
		for (const fd of ends) closeDescriptor(fd);
	});
	return [ends[0] ?? -1, ends[1] ?? -1];
}

test("write, read, fsync: at a position, at the file's own place, linked", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const { fd, path } = testFile(t);
	const first = ring.write(fd, "Hello ", -1, { link: true });
	const second = ring.write({ fileno: () => fd }, Buffer.from("world"), -1, { link: true });
	const third = ring.fsync(fd, { dataOnly: true });
	t.is(ring.pending, 3);
	const ended = results(ring, 3);
	t.deepEqual(
		[first, second, third].map((id) => ended.get(id)),
		[6, 5, 0],
	);
	t.is(readFileSync(path, "latin1"), "Hello world");
	const buffer = new Uint8Array(5);
	const reading = ring.read(fd, buffer, 6);
	t.is(results(ring, 1).get(reading), 5);
	t.is(Buffer.from(buffer).toString(), "world");
	const wrong = ring.read(1_000_000, buffer);
	const after = ring.nop();
	const last = results(ring, 2);
	t.is(last.get(wrong), -EBADF);
	t.is(last.get(after), 0);
	t.is(ring.pending, 0);
});

test("positions: beyond 2^32", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const { fd } = testFile(t, "/dev/shm");
	const far = 5 * 2 ** 32 + 12_345;
	const buffer = Buffer.alloc(8);
	ring.write(fd, "far!", far);
	ring.submitAndWait();
	const reading = ring.read(fd, buffer, far + 1);
	t.is(results(ring, 2).get(reading), 3);
	t.is(buffer.toString("latin1", 0, 3), "ar!");
});

test("timeout, linkTimeout, cancel, pollAdd: on a pipe that says nothing", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const [reading, writing] = newPipe(t);
	const buffer = new Uint8Array(4);
	const before = performance.now();
	const timeout = ring.timeout(20);
	t.is(results(ring, 1).get(timeout), -ETIME);
	t.true(performance.now() - before >= 20);
	const read = ring.read(reading, buffer, -1, { link: true });
	const limit = ring.linkTimeout(10);
	const late = results(ring, 2);
	t.is(late.get(read), -ECANCELED);
	t.is(late.get(limit), -ETIME);
	const poll = ring.pollAdd(reading, 1);
	ring.submit();
	const cancel = ring.cancel(poll);
	const cancelled = results(ring, 2);
	t.is(cancelled.get(poll), -ECANCELED);
	t.is(cancelled.get(cancel), 0);
	const again = ring.pollAdd(reading, 1);
	ring.submit();
	write(writing, Buffer.from("x"), 1);
	t.is(results(ring, 1).get(again), 1);
	t.throws(() => ring.cancel(again), { message: /^Cannot cancel: no request \d+ is under way$/ });
});

test("send, recv, accept: on sockets; a broken pipe is no signal", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const [left, right] = socketpair();
	t.teardown(() => right.close());
	const buffer = Buffer.alloc(16);
	const receiving = ring.recv(right, buffer);
	const sending = ring.send(left, "over the ring");
	const ended = results(ring, 2);
	t.is(ended.get(sending), 13);
	t.is(ended.get(receiving), 13);
	t.is(buffer.toString("latin1", 0, 13), "over the ring");
	left.close();
	const broken = ring.send(right, "x");
	t.is(results(ring, 1).get(broken), -constants.errno.EPIPE);
	t.throws(() => ring.send(right, "x", 0x4000000), { message: /MSG_ZEROCOPY/ });
});

test("accept: gives a connection that no child inherits; taken back, it leaves the next one to others", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const listener = createServer(["127.0.0.1", 0]);
	t.teardown(() => listener.close());
	const accepting = ring.accept(listener);
	const other = ring.accept(listener);
	ring.submit();
	t.deepEqual(ring.completions(), []);
	const cancelling = ring.cancel(other);
	const taken = results(ring, 2);
	t.is(taken.get(cancelling), 0);
	t.is(taken.get(other), -ECANCELED);
	const client = createConnection(listener.getsockname<InetAddress>());
	t.teardown(() => client.close());
	const fd = results(ring, 1).get(accepting) ?? -1;
	t.true(fd >= 0);
	t.true(isCloseOnExec(fd));
	const server = new Socket(undefined, undefined, undefined, { fileno: fd });
	t.teardown(() => server.close());
	t.deepEqual(server.getpeername(), client.getsockname());
	const buffer = Buffer.alloc(8);
	ring.send(client, "accepted");
	const receiving = ring.recv(server, buffer);
	t.is(results(ring, 2).get(receiving), 8);
	t.is(buffer.toString(), "accepted");
	const refused = ring.accept(client);
	t.is(results(ring, 1).get(refused), -EINVAL);
});

test("registerBuffers: fixed reads and writes", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const { path } = testFile(t);
	writeFileSync(path, Buffer.alloc(8192, "y"));
	const file = openDirect(t, path);
	if (file === undefined) return skip(t, "O_DIRECT", "the file system refuses it");
	t.throws(() => ring.readFixed(file, 0, 1), { message: /no buffers/ });
	let buffers: readonly Buffer[];
	try {
		buffers = ring.registerBuffers(2, 4096);
	} catch (error) {
		return skip(t, "registered buffers", String(error));
	}
	const [first, second] = buffers as [Buffer, Buffer];
	const reading = ring.readFixed(file, 0, 4096, 4096);
	second.fill("z");
	const writing = ring.writeFixed(file, 1, 4096, 0);
	const ended = results(ring, 2);
	t.is(ended.get(reading), 4096);
	t.is(ended.get(writing), 4096);
	t.true(first.every((byte) => byte === 0x79));
	t.is(readFileSync(path, "latin1").slice(0, 4097), `${"z".repeat(4096)}y`);
	t.throws(() => ring.readFixed(file, 2, 1), { instanceOf: RangeError });
	t.throws(() => ring.readFixed(file, 1, 4097), { instanceOf: RangeError });
	t.throws(() => ring.registerBuffers(1, 1), { message: /some already/ });
});

test("registerBuffers: in a worker, too; one that is terminated gives them back", async (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const { path } = testFile(t);
	writeFileSync(path, Buffer.alloc(8192, "w"));
	const library = new URL("../../../src/index.js", import.meta.url).href;
	const source = `import(${JSON.stringify(library)}).then(async ({ IoUring }) => {
		const { openSync } = await import("node:fs");
		const { parentPort } = await import("node:worker_threads");
		const ring = new IoUring(8);
		globalThis.ring = ring;
		let buffers;
		try { buffers = ring.registerBuffers(4, 4096); }
		catch (error) { parentPort.postMessage(String(error)); return; }
		const file = openSync(${JSON.stringify(path)}, "r");
		const id = ring.readFixed(file, 3, 4096, 4096);
		ring.submitAndWait(1);
		const [{ id: ended, result }] = ring.completions();
		parentPort.postMessage([ended === id, result, buffers[3].every((byte) => byte === 119), buffers[2][0]]);
		parentPort.on("message", () => {});
	});`;
	for (let i = 0; i < 3; i += 1) {
		const worker = new Worker(source, { eval: true });
		const said = await new Promise((resolve, reject) => {
			worker.once("message", resolve);
			worker.once("error", reject);
		});
		await worker.terminate();
		if (typeof said === "string") return skip(t, "registered buffers", said);
		t.deepEqual(said, [true, 4096, true, 0]);
	}
});

test("a buffer over a SharedArrayBuffer serves as it is; one that was transferred gets nothing", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const { fd } = testFile(t);
	writeFileSync(fd, "0123456789");
	const shared = new Uint8Array(new SharedArrayBuffer(16), 4, 6);
	const lost = new Uint8Array(6);
	const inPlace = ring.read(fd, shared, 0);
	const inVain = ring.read(fd, lost, 0);
	structuredClone(lost.buffer, { transfer: [lost.buffer] });
	const ended = results(ring, 2);
	t.is(ended.get(inPlace), 6);
	t.is(ended.get(inVain), -EFAULT);
	t.is(Buffer.from(shared).toString(), "012345");
});

test("fileno: epoll tells of what has ended, until it was fetched", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	using selector = new EpollSelector();
	selector.register(ring, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	ring.timeout(5);
	t.is(ring.submit(), 1);
	t.is(selector.select(5000).length, 1);
	t.is(ring.completions().length, 1);
	t.deepEqual(selector.select(0), []);
});

test("more requests than the queue has room for are handed in as it fills", (t) => {
	const ring = newRing(t, 4);
	if (ring === undefined) return;
	const ids = Array.from({ length: 100 }, () => ring.nop());
	t.is(ring.submitAndWait(100), 100);
	t.deepEqual(
		ring.completions().map(({ id }) => id),
		ids,
	);
	t.deepEqual(ring.completions(), []);
});

test("submitAndWait: a wait ends with its time, and one that cannot end is refused", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const before = performance.now();
	t.is(ring.submitAndWait(1, 20), 0);
	t.true(performance.now() - before >= 20);
	t.throws(() => ring.submitAndWait(1), { message: /count is 1, and there are only 0 requests/ });
});

test("close: cancels what is under way; afterwards all is refused", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	const [reading] = newPipe(t);
	ring.read(reading, new Uint8Array(4));
	ring.submit();
	ring.read(reading, new Uint8Array(4));
	ring.close();
	ring.close();
	t.is(ring.pending, 0);
	t.is(ring.fileno(), -1);
	for (const call of [
		() => ring.nop(),
		() => ring.submit(),
		() => ring.submitAndWait(0),
		() => ring.completions(),
		() => ring.probe(),
		() => ring.registerBuffers(1, 1),
		() => ring.timeout(1),
		() => ring.cancel(1),
	]) {
		t.throws(call, { message: /the ring is closed/ });
	}
});

test("probe, features: what the kernel can", (t) => {
	const ring = newRing(t);
	if (ring === undefined) return;
	// IORING_OP_NOP, READ and WRITE.
	for (const operation of [0, 22, 23]) t.true(ring.probe().has(operation));
	t.false(ring.probe().has(255));
	t.not(ring.features & 1, 0);
	t.throws(() => new IoUring(0), { instanceOf: RangeError });
	t.throws(() => new IoUring(8, { completions: 4 }), { instanceOf: RangeError });
});
