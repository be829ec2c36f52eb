/** Turns that follow each other without Node's loop, beside what else Node does in the same process. */
import test, { type ExecutionContext } from "ava";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";

/**
 * A message that is sent anew as soon as it was received, so that there always is news. What is counted is how many were
 * received in each iteration of Node's loop; an unreferenced immediate counts these without causing any.
 */
const program = `
import net from "node:net";
import { once } from "node:events";
const loop = evloop.getEventLoop();
const [near, far] = evloop.socketpair();
let iterations = 0;
const count = () => { iterations += 1; setImmediate(count).unref(); };
count();
let messages = 0;
loop.addReader(near, () => {
	messages += near.recv(10).length;
	far.send("x");
});
far.send("x");
async function perIteration() {
	const [m, i] = [messages, iterations];
	await new Promise((resolve) => setTimeout(resolve, 100));
	return (messages - m) / (iterations - i);
}
await perIteration();
`;

function isHostedElsewhere(t: ExecutionContext): boolean {
	const isThread =
		process.env.EVLOOP_HOST === "thread" || ["select", "poll"].includes(process.env.EVLOOP_SELECTOR ?? "");
	if (isThread)
		skip(
			t,
			"a loop hosted in Node's own wait",
			"a helper thread watches, which knows nothing of Node's loop",
		);
	return isThread;
}

test("the loop: where news comes at once, turns follow each other, and Node's timers still come", async (t) => {
	if (isHostedElsewhere(t)) return;
	const rate = Number(await printed(t, `${program}console.log(await perIteration()); process.exit();`));
	t.log(`${rate.toFixed(1)} messages an iteration`);
	t.true(rate > 1.5, `${rate} messages an iteration of Node's loop`);
	t.true(rate < 18, `${rate} messages an iteration of Node's loop`);
});

test("the loop: EVLOOP_BUSY_POLL=0 has Node's loop go round for each turn", async (t) => {
	if (isHostedElsewhere(t)) return;
	const source = `${program}console.log(await perIteration()); process.exit();`;
	const rate = Number(await printed(t, source, { env: { EVLOOP_BUSY_POLL: "0" } }));
	t.true(rate < 1.5, `${rate} messages an iteration of Node's loop`);
});

test("the loop: beside a node:net echo, Node's loop goes round for each turn", async (t) => {
	if (isHostedElsewhere(t)) return;
	const rate = Number(
		await printed(
			t,
			`${program}
const server = net.createServer((socket) => socket.on("data", (data) => socket.write(data)));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const client = net.connect(server.address().port, "127.0.0.1");
client.setNoDelay(true);
client.on("data", () => client.write("x"));
client.write("x");
await perIteration();
console.log(await perIteration());
process.exit();
`,
		),
	);
	t.log(`${rate.toFixed(1)} messages an iteration`);
	t.true(rate < 3, `${rate} messages an iteration of Node's loop`);
});

test("the loop: beside immediates of Node's, Node's loop goes round for each turn", async (t) => {
	if (isHostedElsewhere(t)) return;
	const source = `${program}
const again = () => setImmediate(again);
again();
await perIteration();
console.log(await perIteration());
process.exit();
`;
	const rate = Number(await printed(t, source));
	t.log(`${rate.toFixed(1)} messages an iteration`);
	t.true(rate < 3, `${rate} messages an iteration of Node's loop`);
});
