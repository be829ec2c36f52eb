import { Worker } from "node:worker_threads";
import test from "ava";
import { close, fcntl, platform } from "../../src/ffi/index.js";

const isOpen = (fd: number): boolean => fcntl(fd, platform.files.F_GETFD, "int", 0) >= 0;

test("closeAtThreadEnd: a terminated worker's descriptors are closed, those taken back are not", async (t) => {
	const source = `
		const { parentPort, workerData } = require("node:worker_threads");
		import(workerData).then(({ closeAtThreadEnd, eventfd, keepAtThreadEnd }) => {
			const [left, kept, twice] = [eventfd(0, 0), eventfd(0, 0), eventfd(0, 0)];
			for (const fd of [left, kept, twice, twice]) closeAtThreadEnd(fd);
			keepAtThreadEnd(kept);
			keepAtThreadEnd(kept);
			setInterval(() => {}, 1e6);
			parentPort.postMessage([left, kept, twice]);
		});
	`;
	const module = new URL("../../src/ffi/index.js", import.meta.url).href;
	const worker = new Worker(source, { eval: true, workerData: module });
	const [left, kept, twice] = await new Promise<[number, number, number]>((resolve, reject) => {
		worker.once("message", resolve);
		worker.once("error", reject);
	});
	t.deepEqual([left, kept, twice].map(isOpen), [true, true, true]);
	await worker.terminate();
	t.deepEqual([left, kept, twice].map(isOpen), [false, true, false]);
	close(kept);
});
