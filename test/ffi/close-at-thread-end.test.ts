import { Worker } from "node:worker_threads";
import test from "ava";
import { close, fcntl, platform } from "../../src/ffi/index.js";
import { OpenFile } from "../helpers/open-file.js";
import { skip } from "../helpers/skip.js";

const isOpen = (fd: number): boolean => fcntl(fd, platform.files.F_GETFD, "int", 0) >= 0;

test("closeAtThreadEnd: a terminated worker's descriptors are closed, those taken back are not", async (t) => {
	if (!OpenFile.canCount) {
		skip(t, "/proc/self/fd", "this system does not tell which descriptors are open");
		return;
	}
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
	// By the open file: other test files in threads of this process may be given the numbers at once.
	const files = [left, kept, twice].map((fd) => new OpenFile(fd));
	await worker.terminate();
	t.deepEqual(
		files.map((file) => file.copies()),
		[0, 1, 0],
	);
	close(kept);
});
