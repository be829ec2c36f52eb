/** How a worker ends that blocks in its loop, with nothing that would wake it. */
import test, { type ExecutionContext } from "ava";
import { printed } from "../helpers/run-program.js";

const library = new URL("../../src/index.js", import.meta.url).href;

/** What the worker does: it waits for what nobody sends. */
const worker = `
Promise.all([import("node:worker_threads"), import(${JSON.stringify(library)})]).then(([threads, evloop]) => {
	const { getEventLoop, socketpair } = evloop;
	const loop = getEventLoop();
	const [near, far] = socketpair();
	near.setblocking(false);
	loop.addReader(near, () => {});
	// The thread is in the kernel by the time that this is heard, or soon after.
	loop.callLater(20, () => threads.parentPort.postMessage("blocks"));
	loop.runForeverSync();
	far.close();
});
`;

/** Has such a worker, and then does something; returns what the program prints. */
function beside(t: ExecutionContext, action: string): Promise<string> {
	const source = `
import { once } from "node:events";
import { Worker } from "node:worker_threads";
const worker = new Worker(${JSON.stringify(worker)}, { eval: true });
await once(worker, "message");
${action}
`;
	return printed(t, source, { limit: 20_000 });
}

test("a worker that blocks in its loop can be terminated", async (t) => {
	t.is(await beside(t, "console.log(await worker.terminate());"), "1");
});

test("a worker that blocks in its loop does not keep the process from its end", async (t) => {
	const action = `process.on("exit", () => console.log("exits")); process.exit(0);`;
	t.is(await beside(t, action), "exits");
});
