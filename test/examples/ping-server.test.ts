import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import { eventually } from "../helpers/eventually.js";
import { hasCommand } from "../helpers/has-command.js";
import { skip } from "../helpers/skip.js";
import { startExample } from "./helpers/example.js";
import { Program } from "./helpers/program.js";

const two = "04-ping-server/two-connections.js";
const any = "04-ping-server/any-number.js";

/** Starts one of the servers; undefined, said aloud, where there is no epoll. */
async function start(
	t: ExecutionContext,
	file: string,
	...args: string[]
): Promise<{ server: Program; port: string } | undefined> {
	if (process.platform !== "linux") {
		skip(t, "epoll", `${process.platform} has none`);
		return undefined;
	}
	const server = startExample(t, file, "0", ...args);
	const [, port = ""] = await server.printed(/^listening on 127\.0\.0\.1:(\d+)\n/);
	return { server, port };
}

async function client(t: ExecutionContext, port: string): Promise<Socket> {
	const sock = connect(Number(port), "127.0.0.1");
	t.teardown(() => sock.destroy());
	await once(sock, "connect");
	return sock.setEncoding("utf8");
}

/** How much processor time a program has used, in hundredths of a second. */
function ticksOf({ process: { pid } }: Program): number {
	// Behind the name, which may hold anything: the 12th and the 13th are those of the program itself and of the kernel for it.
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
	return Number(fields[11]) + Number(fields[12]);
}

/** Reads until so many characters are there. */
async function read(sock: Socket, length: number): Promise<string> {
	let text = "";
	while (text.length < length) text += (await once(sock, "data"))[0];
	return text;
}

test("ping-server: serves two connections at once, and shows that it never waits", async (t) => {
	const started = await start(t, two);
	if (started === undefined) return;
	const { server, port } = started;
	const first = await client(t, port);
	const second = await client(t, port);
	for (const word of ["one", "two", "three"]) {
		second.write(`${word} from the second\n`);
		t.is(await read(second, 5), "ping\n");
		first.write(`${word} from the first\n`);
		t.is(await read(first, 5), "ping\n");
	}
	// While nobody says anything it goes on asking: on a busy machine it may not have come to that before.
	const used = ticksOf(server);
	await eventually("rounds in which nothing happens", () => ticksOf(server) > used + 2);
	first.end();
	await server.printed(/first: closed/);
	second.end();
	const { code, stdout, stderr } = await server.ended;
	t.is(stderr, "");
	t.is(code, 0);
	const lines = stdout.trimEnd().split("\n").slice(1);
	t.deepEqual(lines.slice(0, 2), ["first: connected", "second: connected"]);
	t.deepEqual(
		lines.slice(2, -1),
		["one", "two", "three"]
			.flatMap((word) => [`second: ${word} from the second`, `first: ${word} from the first`])
			.concat("first: closed", "second: closed"),
	);
	const [, rounds, arrivals] =
		/^poll\(\) returned (\d+) times; (\d+) times something/.exec(lines.at(-1) ?? "") ?? [];
	t.is(arrivals, "8");
	// A server that waits needs one round for each arrival.
	t.true(Number(rounds) > 3 * 8, `${rounds} rounds`);
});

test("ping-server: answers nc", async (t) => {
	if (!hasCommand(t, "nc")) return;
	const started = await start(t, any, "1");
	if (started === undefined) return;
	const nc = new Program(t, "nc", "127.0.0.1", started.port);
	nc.process.stdin.write("hello\n");
	await nc.printed(/^ping\n/);
	nc.process.stdin.write("two\nlines\n");
	await nc.printed(/^ping\nping\nping\n/);
	nc.process.kill();
	const { code, stdout } = await started.server.ended;
	t.is(code, 0);
	t.true(
		stdout.includes("connection 1: from 127.0.0.1\nconnection 1: hello\nconnection 1: two\nlines\n"),
		stdout,
	);
	t.true(stdout.includes("connection 1: closed\n"), stdout);
});

test("ping-server: serves forty connections in as many rounds as something happens", async (t) => {
	const started = await start(t, any, "40");
	if (started === undefined) return;
	const clients = await Promise.all(Array.from({ length: 40 }, () => client(t, started.port)));
	await Promise.all(
		clients.map(async (sock, i) => {
			for (let round = 0; round < 5; round++) {
				sock.write(`${i} for the ${round}th time\n`);
				t.is(await read(sock, 5), "ping\n");
			}
		}),
	);
	const [last, ...others] = clients;
	for (const sock of others) sock.end();
	await Promise.all(others.map((sock) => once(sock, "close")));
	// An idle second, in which a server that watches for writing all the time would go round thousands of times.
	await setTimeout(1000);
	last?.end();
	const { code, stdout, stderr } = await started.server.ended;
	t.is(stderr, "");
	t.is(code, 0);
	for (let i = 0; i < 40; i++) {
		for (let round = 0; round < 5; round++) {
			t.is(stdout.split(`: ${i} for the ${round}th time\n`).length, 2);
		}
	}
	t.is(stdout.split(": closed\n").length - 1, 40);
	const [, rounds] = /poll\(\) returned (\d+) times for 40 connections\n$/.exec(stdout) ?? [];
	// Each connection has an accept, five lines and an end; now and then a second passes without anything.
	t.true(Number(rounds) <= 40 * 7 + 60, `${rounds} rounds`);
});

test("ping-server: waits for who does not read, loses no answer, and serves the others meanwhile", async (t) => {
	const started = await start(t, any, "2");
	if (started === undefined) return;
	const lines = 1_500_000;
	const slow = await client(t, started.port);
	slow.pause();
	// Far more answers than fit in the kernel's buffers: the server has to stop listening to this one.
	slow.write("\n".repeat(lines));
	await started.server.printed(/connection 1: /);
	const quick = await client(t, started.port);
	for (let i = 0; i < 10; i++) {
		quick.write("quick\n");
		t.is(await read(quick, 5), "ping\n");
	}
	quick.end();
	let received = 0;
	let strange = 0;
	slow.on("data", (text: string) => {
		for (const [i, char] of [...text].entries()) if (char !== "ping\n"[(received + i) % 5]) strange++;
		received += text.length;
		if (received === 5 * lines) slow.end();
	});
	slow.resume();
	const { code, stderr } = await started.server.ended;
	t.is(stderr, "");
	t.is(code, 0);
	t.is(received, 5 * lines);
	t.is(strange, 0);
});

test("ping-server: drops a connection that breaks, and goes on", async (t) => {
	const started = await start(t, any, "2");
	if (started === undefined) return;
	const broken = await client(t, started.port);
	const sound = await client(t, started.port);
	broken.write("unanswered\n");
	await started.server.printed(/unanswered/);
	broken.resetAndDestroy();
	await started.server.printed(/connection \d: ConnectionResetError/);
	sound.write("answered\n");
	t.is(await read(sound, 5), "ping\n");
	sound.end();
	const { code, stderr } = await started.server.ended;
	t.is(stderr, "");
	t.is(code, 0);
});
