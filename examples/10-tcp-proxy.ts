/**
 * A TCP proxy with limits: so many connections at once, so many bytes a second each, so long a silence.
 *
 *     node dist/examples/10-tcp-proxy.js HOST PORT TARGET_HOST TARGET_PORT [OPTION=NUMBER…]
 *
 * Options: connections=100, idle=60000 (milliseconds), rate (bytes a second each way; no limit by default), total (how many
 * connections it serves before it ends; no limit by default). Who is slow to read holds up who writes, and nothing piles up.
 */
import {
	getEventLoop,
	type InetAddress,
	openConnection,
	type StreamReader,
	type StreamWriter,
	sleep,
	startServer,
	TaskGroup,
	TimeoutError,
	waitFor,
} from "evloop";

const [host = "127.0.0.1", port = "8888", targetHost = "127.0.0.1", targetPort = "80", ...rest] =
	process.argv.slice(2);
const given = new Map(rest.map((each) => each.split("=") as [string, string]));
const option = (name: string, usual: number) => Number(given.get(name) ?? usual);
const [most, idle] = [option("connections", 100), option("idle", 60_000)];
const [rate, total] = [option("rate", Number.POSITIVE_INFINITY), option("total", Number.POSITIVE_INFINITY)];
const loop = getEventLoop();
let [open, served] = [0, 0];

/** Carries what comes from one to the other, and the end as well. */
async function carry(from: StreamReader, to: StreamWriter): Promise<number> {
	const begun = loop.time();
	let count = 0;
	for (;;) {
		const data = await waitFor(from.read(65_536), idle);
		if (data.length === 0) break;
		to.write(data);
		await waitFor(to.drain(), idle);
		count += data.length;
		const ahead = (count / rate) * 1000 - (loop.time() - begun);
		if (ahead > 0) await sleep(ahead);
	}
	to.writeEof();
	return count;
}

async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
	served += 1;
	if (served === total) server.close();
	const name = `connection ${served}`;
	if (open === most) {
		console.log(`${name}: one too many`);
		writer.close();
		return;
	}
	open += 1;
	let target: StreamWriter | undefined;
	try {
		const [answers, requests] = await openConnection(targetHost, Number(targetPort));
		target = requests;
		const [there, back] = await TaskGroup.run(async (group) => {
			const both = [
				group.createTask(() => carry(reader, requests)),
				group.createTask(() => carry(answers, writer)),
			];
			return Promise.all(both);
		});
		console.log(`${name}: ${there} bytes there, ${back} back`);
	} catch (error) {
		const [why] = error instanceof AggregateError ? error.errors : [error];
		console.log(`${name}: ${why instanceof TimeoutError ? `silent for ${idle} ms` : why}`);
	} finally {
		open -= 1;
		target?.close();
		writer.close();
	}
}

const server = await startServer(serve, host, Number(port));
const [address, number] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
console.log(`serving on ${address}:${number}`);
