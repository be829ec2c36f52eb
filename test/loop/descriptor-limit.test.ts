/** A process without a descriptor left. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import test from "ava";
import { skip } from "../helpers/skip.js";

const library = new URL("../../src/index.js", import.meta.url).href;

const program = `
import { createServer, getEventLoop, OSError, Socket } from ${JSON.stringify(library)};
const loop = getEventLoop();
const server = createServer(["127.0.0.1", 0]);
server.setblocking(false);
const address = server.getsockname();
const clients = [];
const connections = [];
// The loop has all that it needs open by now.
const first = loop.sockAccept(server);
const client = new Socket();
client.setblocking(false);
await loop.sockConnect(client, address);
connections.push((await first)[0]);
for (let i = 0; i < 10; i += 1) {
	const sock = new Socket();
	sock.setblocking(false);
	await loop.sockConnect(sock, address);
	clients.push(sock);
}
const hogs = [];
try {
	for (;;) hogs.push(new Socket());
} catch (error) {
	console.log("full", error.code);
}
const { length } = hogs;
try {
	await loop.sockAccept(server);
	console.log("accepted");
} catch (error) {
	console.log(error instanceof OSError, error.code, error.syscall);
}
// What is open goes on.
await loop.sockSendall(client, "hello");
console.log((await loop.sockRecv(connections[0], 100)).toString());
for (const hog of hogs) hog.close();
for (const _ of clients) connections.push((await loop.sockAccept(server))[0]);
console.log(connections.length, "accepted,", length > 5, loop.statistics().holding);
process.exit();
`;

test.serial(
	"sockAccept: EMFILE is an OSError of that call alone; the connection waits for the next one",
	async (t) => {
		const shell = 'ulimit -n 512 2>/dev/null || exit 77; exec "$0" --input-type=module --eval "$1"';
		const child = spawn("sh", ["-c", shell, process.execPath, program], {
			env: { ...process.env, NODE_OPTIONS: "" },
			stdio: ["ignore", "pipe", "pipe"],
		});
		t.teardown(() => child.kill("SIGKILL"));
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding("utf8").on("data", (text: string) => {
				output += text;
			});
		}
		const [code] = (await once(child, "close")) as [number | null];
		if (code === 77) {
			skip(t, "ulimit", "the limit of descriptors cannot be set here");
			return;
		}
		t.is(code, 0, output);
		t.is(output, "full EMFILE\ntrue EMFILE accept\nhello\n11 accepted, true false\n");
	},
);
