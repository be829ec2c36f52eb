/**
 * Two files written at once through the loop, while a socket is served: disk and sockets share one wait.
 *
 *     node dist/examples/03-linux-aio/loop.js [aio | io_uring | threads]
 */
import { type FileBackendName, gather, getEventLoop, open, socketpair } from "evloop";

const loop = getEventLoop();
const backend = (process.argv[2] ?? "aio") as FileBackendName;
const [here, there] = socketpair();
here.setblocking(false);
there.setblocking(false);

async function write(number: number): Promise<void> {
	const path = `./output_${number}.txt`;
	console.log(`open file '${path}'`);
	await using file = await open(path, "w", 0o666, { backend });
	const text = `What is written to file ${number}\n`;
	const written = await file.pwrite(text, 0);
	await loop.sockSendall(here, `${number} ${written === text.length ? "written ok" : "failed"}\n`);
}

async function tell(): Promise<void> {
	const lines: string[] = [];
	for (let text = ""; lines.length < 2; lines.push(...text.split("\n").filter(Boolean))) {
		text = String(await loop.sockRecv(there, 100));
	}
	console.log(lines.sort().join("\n"));
}

await gather(write(0), write(1), tell());
here.close();
there.close();
