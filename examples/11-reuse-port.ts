/**
 * One port, several threads: each has a loop and a listener of its own, and the kernel gives each a share of the connections.
 *
 *     node dist/examples/11-reuse-port.js [THREADS] [CONNECTIONS]
 *
 * Nothing is handed from thread to thread. A thread that ends takes its listener along, and the others get its share.
 */
import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type InetAddress, openConnection, SO_REUSEPORT, SOL_SOCKET, Socket, startServer } from "evloop";

const host = "127.0.0.1";

async function serve(name: string, port: number): Promise<void> {
	const server = await startServer(
		(_reader, writer) => {
			writer.write(`${name}\n`);
			writer.close();
		},
		host,
		port,
		{ reusePort: true },
	);
	parentPort?.once("message", () => server.close());
	parentPort?.postMessage("listening");
}

async function ask(port: number): Promise<string> {
	const [reader, writer] = await openConnection(host, port);
	const name = (await reader.readline()).toString().trim();
	writer.close();
	return name;
}

async function count(port: number, connections: number): Promise<void> {
	const answers = await Promise.all(Array.from({ length: connections }, () => ask(port)));
	console.log(`${answers.length} answers, from ${[...new Set(answers)].sort().join(", ")}`);
}

async function main(threads: number, connections: number): Promise<void> {
	// Keeps the port for all of them. It does not listen, so no connection comes here.
	using holder = new Socket();
	holder.setsockopt(SOL_SOCKET, SO_REUSEPORT, true);
	holder.bind([host, 0]);
	const [, port] = holder.getsockname<InetAddress>();
	const start = (name: string) => new Worker(new URL(import.meta.url), { workerData: [name, port] });
	const workers = Array.from({ length: threads }, (_, i) => start(`thread ${i + 1}`));
	await Promise.all(workers.map((worker) => once(worker, "message")));
	await count(port, connections);
	workers[0]?.postMessage("stop");
	if (workers[0]) await once(workers[0], "exit");
	await count(port, connections);
	for (const worker of workers) worker.postMessage("stop");
}

const [threads = "3", connections = "60"] = process.argv.slice(2);
await (isMainThread
	? main(Number(threads), Number(connections))
	: serve(...(workerData as [string, number])));
