import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import { type InetAddress, SO_REUSEPORT, SOL_SOCKET, Socket } from "../../src/sockets/index.js";
import { skip } from "../helpers/skip.js";
import { track } from "../sockets/helpers/track.js";

const code = new URL("fixtures/reuse-port-worker.js", import.meta.url);
const connections = 100;

/** A port that is held and that nobody listens at. */
function heldPort(t: ExecutionContext): number {
	const holder = track(t, new Socket());
	holder.setsockopt(SOL_SOCKET, SO_REUSEPORT, true);
	holder.bind(["127.0.0.1", 0]);
	return holder.getsockname<InetAddress>()[1];
}

async function startWorkers(t: ExecutionContext, port: number): Promise<Worker[]> {
	const workers = ["a", "b", "c"].map((name) => new Worker(code, { workerData: { name, port } }));
	t.teardown(() => Promise.all(workers.map((worker) => worker.terminate())));
	await Promise.all(workers.map((worker) => once(worker, "message")));
	return workers;
}

/** By node:net, with nothing of ours: who answers, for each connection. */
async function answers(port: number): Promise<string[]> {
	const ask = async () => {
		const socket = connect(port, "127.0.0.1");
		let text = "";
		for await (const data of socket) text += String(data);
		return text;
	};
	return Promise.all(Array.from({ length: connections }, ask));
}

const namesIn = (texts: readonly string[]) => [...new Set(texts)].sort();

test("SO_REUSEPORT: three threads share a port, and each one that ends takes its listener along", async (t) => {
	if (process.platform !== "linux") return skip(t, "SO_REUSEPORT", "only Linux spreads connections by it");
	const port = heldPort(t);
	const [a, b, c] = await startWorkers(t, port);
	const all = await answers(port);
	t.is(all.length, connections);
	t.deepEqual(namesIn(all), ["a", "b", "c"]);
	const ends: [Worker | undefined, () => void, string[]][] = [
		[a, () => a?.postMessage("close"), ["b", "c"]],
		[b, () => b?.postMessage("exit"), ["c"]],
	];
	for (const [worker, end, left] of ends) {
		const ended = worker && once(worker, "exit");
		end();
		await ended;
		const texts = await answers(port);
		t.is(texts.length, connections);
		t.deepEqual(namesIn(texts), left);
	}
	await c?.terminate();
	const refused = connect(port, "127.0.0.1");
	const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
	t.is(error.code, "ECONNREFUSED");
});

test("SO_REUSEPORT: a thread that is terminated leaves no listener to which connections would go", async (t) => {
	if (process.platform !== "linux") return skip(t, "SO_REUSEPORT", "only Linux spreads connections by it");
	const port = heldPort(t);
	const [a, b] = await startWorkers(t, port);
	await a?.terminate();
	await b?.terminate();
	const texts = await answers(port);
	t.is(texts.length, connections);
	t.deepEqual(namesIn(texts), ["c"]);
});
