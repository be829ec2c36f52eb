import { Worker } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import { fcntl, NativeBuffer, platform, poll } from "../../src/ffi/index.js";
import { Waker } from "../../src/reactor/waker.js";
import { OpenFile } from "../helpers/open-file.js";

const { F_GETFD, F_GETFL, FD_CLOEXEC, O_NONBLOCK } = platform.files;
const { POLLIN } = platform.polling.poll;

/** Waits for one descriptor. */
function isReadable(fd: number, timeout: number): boolean {
	const entry = new NativeBuffer(8);
	new Int32Array(entry.bytes)[0] = fd;
	new Int16Array(entry.bytes)[2] = POLLIN;
	return poll(entry.address, 1, timeout) === 1;
}

for (const kind of ["best", "pipe"] as const) {
	const make = (t: ExecutionContext): Waker => {
		const waker = new Waker(kind === "pipe" ? "pipe" : undefined);
		t.teardown(() => waker.close());
		return waker;
	};

	test(`Waker (${kind}): readable from a wake-up to the next drain, however many wake-ups there were`, (t) => {
		const waker = make(t);
		t.false(isReadable(waker.fileno(), 0));
		for (let i = 0; i < 3; i += 1) waker.wake();
		t.true(isReadable(waker.fileno(), 0));
		waker.drain();
		t.false(isReadable(waker.fileno(), 0));
		waker.drain();
		waker.wake();
		t.true(isReadable(waker.fileno(), 0));
	});

	test(`Waker (${kind}): neither blocks nor reaches a child process`, (t) => {
		const waker = make(t);
		for (const fd of [waker.fileno(), waker.remoteFileno()]) {
			t.is(fcntl(fd, F_GETFD, "int", 0) & FD_CLOEXEC, FD_CLOEXEC);
			t.is(fcntl(fd, F_GETFL, "int", 0) & O_NONBLOCK, O_NONBLOCK);
		}
	});

	test(`Waker (${kind}): more wake-ups from afar than a pipe holds neither block nor get lost`, (t) => {
		const waker = make(t);
		for (let i = 0; i < 20_000; i += 1) Waker.wakeFd(waker.remoteFileno());
		t.true(isReadable(waker.fileno(), 0));
		waker.drain();
		t.false(isReadable(waker.fileno(), 0));
	});

	test(`Waker (${kind}): wakes a blocked thread from another thread`, async (t) => {
		const waker = make(t);
		const source = `
			const { workerData } = require("node:worker_threads");
			import(workerData.module).then(({ Waker }) => Waker.wakeFd(workerData.fd));
		`;
		const worker = new Worker(source, {
			eval: true,
			workerData: {
				module: new URL("../../src/reactor/waker.js", import.meta.url).href,
				fd: waker.remoteFileno(),
			},
		});
		const ended = new Promise((resolve) => worker.once("exit", resolve));
		// This thread blocks here, as a blocking loop would.
		t.true(isReadable(waker.fileno(), 30_000));
		await ended;
	});

	test(`Waker (${kind}): a closed one has no number and ignores everything`, (t) => {
		const waker = make(t);
		waker.close();
		waker.close();
		waker.wake();
		waker.drain();
		t.is(waker.fileno(), -1);
		t.is(waker.remoteFileno(), -1);
		Waker.wakeFd(waker.remoteFileno());
		Waker.drainFd(waker.fileno());
	});

	test.serial(`Waker (${kind}): closing it gives its descriptors back`, (t) => {
		const wakers = Array.from({ length: 10 }, () => make(t));
		const open = wakers.flatMap((waker) => [
			new OpenFile(waker.fileno()),
			new OpenFile(waker.remoteFileno()),
		]);
		t.true(open.every((file) => !OpenFile.canCount || file.copies() > 0));
		for (const waker of wakers) waker.close();
		t.deepEqual(
			open.map((file) => file.copies()),
			open.map(() => 0),
		);
	});
}
