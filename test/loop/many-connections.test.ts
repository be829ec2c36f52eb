/** Five thousand connections at once, every byte checked. In a process of its own: it needs ten thousand descriptors. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { skip } from "../helpers/skip.js";

const library = new URL("../../src/index.js", import.meta.url).href;
const connections = 5000;

/** Server and clients on one loop; all connections are made and accepted before the first byte is sent. */
const program = `
import { createServer, getEventLoop, Socket } from ${JSON.stringify(library)};
const count = ${connections};
const rounds = 3;
const loop = getEventLoop();
const listener = createServer(["127.0.0.1", 0], { backlog: 4096 });
listener.setblocking(false);
const address = listener.getsockname();

const fill = (bytes, number, round) => {
	for (let i = 0; i < bytes.length; i += 1) bytes[i] = (i * 7 + number * 13 + round * 29 + (i >> 8)) & 0xff;
	return bytes;
};
let open = 0;
let most = 0;
let connected = 0;
let go;
const allStand = new Promise((resolve) => { go = resolve; });
const goIfAllStand = () => { if (connected === count && open === count) go(); };
async function serve(connection) {
	open += 1;
	most = Math.max(most, open);
	for (;;) {
		const data = await loop.sockRecv(connection, 65536);
		if (data.length === 0) break;
		await loop.sockSendall(connection, data);
	}
	connection.close();
	open -= 1;
}
async function acceptAll() {
	const served = [];
	for (let i = 0; i < count; i += 1) {
		const [connection] = await loop.sockAccept(listener);
		served.push(serve(connection));
		goIfAllStand();
	}
	await Promise.all(served);
}
async function client(number) {
	const sock = new Socket();
	sock.setblocking(false);
	await loop.sockConnect(sock, address);
	connected += 1;
	goIfAllStand();
	await allStand;
	let bytes = 0;
	for (let round = 0; round < rounds; round += 1) {
		const message = fill(Buffer.alloc(1 + (number * 37 + round * 101) % 3000), number, round);
		await loop.sockSendall(sock, message);
		let answer = Buffer.alloc(0);
		while (answer.length < message.length) {
			const data = await loop.sockRecv(sock, 65536);
			if (data.length === 0) throw new Error("the echo ended early");
			answer = answer.length === 0 ? data : Buffer.concat([answer, data]);
		}
		if (!answer.equals(message)) throw new Error(\`connection \${number}: the echo differs\`);
		bytes += message.length;
	}
	sock.close();
	return bytes;
}
const server = acceptAll();
const bytes = await Promise.all(Array.from({ length: count }, (_, number) => client(number)));
await server;
listener.close();
console.log(bytes.length, "clients,", most, "at once,", open, "left,", loop.statistics().watched, "watched");
`;

async function run(t: ExecutionContext, selector: string): Promise<void> {
	const shell = `ulimit -n ${2 * connections + 200} 2>/dev/null || exit 77; exec "$0" --input-type=module --eval "$1"`;
	const child = spawn("sh", ["-c", shell, process.execPath, program], {
		env: { ...process.env, NODE_OPTIONS: "", EVLOOP_SELECTOR: selector },
		stdio: ["ignore", "pipe", "pipe"],
	});
	t.teardown(() => child.kill("SIGKILL"));
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	const [code] = (await once(child, "close")) as [number | null];
	if (code === 77) {
		skip(t, "10,000 descriptors", "the limit of this process cannot be raised so far");
		return;
	}
	t.is(code, 0, output);
	t.is(output, `${connections} clients, ${connections} at once, 0 left, 0 watched\n`);
}

for (const selector of ["epoll", "poll"]) {
	test(`sockAccept, sockRecv, sockSendall: 5,000 connections at once on ${selector}, every byte checked`, async (t) => {
		t.timeout(180_000);
		if (selector === "epoll" && process.platform !== "linux") {
			skip(t, "epoll", "Linux only");
			return;
		}
		await run(t, selector);
	});
}
