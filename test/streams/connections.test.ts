/** Streams over real sockets. */
import { createHash, randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test from "ava";
import { allTasks, type Coroutine, currentTask, gather, sleep, waitFor } from "../../src/futures/index.js";
import { getEventLoop } from "../../src/loop/index.js";
import { SO_LINGER, SOL_SOCKET } from "../../src/sockets/index.js";
import {
	openConnection,
	openUnixConnection,
	type StreamCallback,
	type StreamReader,
	type StreamWriter,
	startServer,
	startUnixServer,
} from "../../src/streams/index.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName, reasonOf } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { portOf, serve, tcpPair, unixPair } from "./helpers/stream-pairs.js";

async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
	for (;;) {
		const data = await reader.read(65536);
		if (data.length === 0) break;
		writer.write(data);
		await writer.drain();
	}
	writer.close();
}

function* echoInSteps(reader: StreamReader, writer: StreamWriter): Coroutine<void> {
	for (;;) {
		const data = yield* reader.read(65536);
		if (data.length === 0) break;
		writer.write(data);
		yield* writer.drain();
	}
	writer.close();
}

for (const [name, callback] of Object.entries({ echo, echoInSteps })) {
	test(`startServer: ${name} serves many connections at once`, async (t) => {
		const server = await serve(t, callback);
		const talk = async (id: number) => {
			const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
			for (let i = 0; i < 20; i += 1) {
				const message = `${id} says ${i}\n`;
				writer.write(message);
				await writer.drain();
				t.is(String(await reader.readline()), message);
			}
			writer.writeEof();
			t.is((await reader.read()).length, 0);
			t.true(reader.atEof());
			writer.close();
			await writer.waitClosed();
		};
		await Promise.all(Array.from({ length: 50 }, (_, id) => talk(id)));
	});
}

test("startUnixServer and openUnixConnection: by a path", async (t) => {
	const path = `${temporaryFolder(t)}/socket`;
	const server = await startUnixServer(echo, path);
	t.teardown(() => server.close());
	const [reader, writer] = await openUnixConnection(path);
	writer.write("hello");
	t.is(String(await reader.readexactly(5)), "hello");
	t.is(writer.getExtraInfo("peercred")?.pid, process.pid);
	writer.close();
	await writer.waitClosed();
});

test("openConnection: wrong arguments are refused at the call", (t) => {
	t.throws(() => openConnection("127.0.0.1", 1, { limit: 0 }), { name: "ValueError" });
	t.throws(() => openConnection(5 as never, 1), { instanceOf: TypeError });
	t.throws(() => startServer(5 as never, "127.0.0.1", 0), { instanceOf: TypeError });
	t.throws(() => startServer(echo, "127.0.0.1", 0, { limit: -1 }), { name: "ValueError" });
	t.throws(() => startUnixServer(undefined as never, "x"), { instanceOf: TypeError });
});

test("openConnection: nobody listens", async (t) => {
	const server = await startServer(echo, "127.0.0.1", 0);
	const port = portOf(server);
	server.close();
	await server.waitClosed();
	t.is(await errorName(openConnection("127.0.0.1", port)), "ConnectionRefusedError");
});

test("openConnection: cancelled at whatever turn, it leaves no connection behind", async (t) => {
	let open = 0;
	const server = await serve(t, async (reader, writer) => {
		open += 1;
		await reader.read().catch(() => {});
		writer.close();
		open -= 1;
	});
	for (let turns = 0; turns < 12; turns += 1) {
		const opening = openConnection("127.0.0.1", portOf(server));
		for (let i = 0; i < turns && !opening.done(); i += 1) await sleep(0);
		if (opening.cancel()) t.is(await errorName(opening), "CancelledError");
		else (await opening)[1].close();
	}
	t.is(
		await reasonOf(openConnection("127.0.0.1", portOf(server), { signal: AbortSignal.abort("no") })),
		"no",
	);
	await eventually("all connections to end", () => open === 0);
	t.pass();
});

test("StreamReader: a limit of the connection's own", async (t) => {
	const server = await serve(
		t,
		async (reader, writer) => {
			writer.write(`${await errorName(reader.readline())}\n`);
			writer.write(await reader.readline({ limit: 1000 }));
			writer.close();
		},
		{ limit: 8 },
	);
	const [reader, writer] = await openConnection("127.0.0.1", portOf(server), { limit: 12 });
	writer.write(`${"x".repeat(99)}\n`);
	t.is(String(await reader.readline({ limit: 20 })), "ValueError\n");
	t.is(await errorName(reader.readline()), "ValueError");
	t.is((await reader.readline({ limit: 100 })).length, 100);
	writer.close();
});

test("StreamReader: a line longer than what pauses the transport can be read with a limit for it", async (t) => {
	const [[reader], [, writer]] = await unixPair(t, { limit: 100 });
	const line = `${"x".repeat(1_000_000)}\n`;
	writer.write(line);
	await eventually("the transport to be paused", () => !writerOf(reader));
	t.is(await errorName(reader.readline()), "ValueError");
	t.is((await reader.readline({ limit: 2_000_000 })).length, line.length);
});

/** Whether a reader has less than what pauses its transport. */
function writerOf(reader: StreamReader): boolean {
	return reader.queue.length <= 200;
}

test("streams: a half-closed connection goes on in the other direction", async (t) => {
	for (const pair of [unixPair, tcpPair]) {
		const [[reader, writer], [peerReader, peerWriter]] = await pair(t);
		peerWriter.write("bye");
		peerWriter.writeEof();
		t.is(String(await reader.read()), "bye");
		t.true(reader.atEof());
		t.is((await reader.read(5)).length, 0);
		t.is((await reader.readline()).length, 0);
		t.is(await errorName(reader.readexactly(1)), "IncompleteReadError");
		for (let i = 0; i < 3; i += 1) {
			writer.write("still here\n");
			await writer.drain();
			t.is(String(await peerReader.readline()), "still here\n");
		}
		t.throws(() => peerWriter.write("more"), { name: "RuntimeError" });
		writer.close();
		peerWriter.close();
		await gather(writer.waitClosed(), peerWriter.waitClosed());
	}
});

test("streams: a peer that resets fails the read that waits, later reads, drain and waitClosed", async (t) => {
	const [[reader, writer], [, peer]] = await tcpPair(t);
	const read = reader.readexactly(10);
	peer.write("abc");
	await eventually("a part to arrive", () => reader.queue.length === 3);
	const linger = Buffer.alloc(8);
	linger.writeInt32LE(1, 0);
	peer.getExtraInfo("socket")?.setsockopt(SOL_SOCKET, SO_LINGER, linger);
	peer.transport.abort();
	const failure = await reasonOf(read);
	t.is((failure as Error).name, "ConnectionResetError");
	t.is((failure as { code?: string }).code, "ECONNRESET");
	for (const each of [
		reader.read(1),
		reader.readline(),
		writer.drain(),
		writer.drain(),
		writer.waitClosed(),
	]) {
		t.is(await reasonOf(each), failure);
	}
	t.is(reader.exception(), failure);
	t.notThrows(() => writer.write("into the void"));
	t.notThrows(() => writer.close());
});

test("streams: waitClosed of a server's connection ends, whoever closes first", async (t) => {
	for (const first of ["client", "server"]) {
		const [[reader, client], [serverReader, server]] = await tcpPair(t);
		(first === "client" ? client : server).close();
		t.is((await (first === "client" ? serverReader : reader).read()).length, 0);
		(first === "client" ? server : client).close();
		await gather(client.waitClosed(), server.waitClosed());
		await gather(client.waitClosed(), server.waitClosed());
	}
	t.pass();
});

test("StreamWriter: a loop of write and drain ends when the other side has closed", async (t) => {
	const [[, writer], [, peer]] = await tcpPair(t);
	peer.transport.abort();
	const writing = async () => {
		for (;;) {
			writer.write("x".repeat(1000));
			await writer.drain();
		}
	};
	const name = await errorName(writing());
	t.true(["BrokenPipeError", "ConnectionResetError"].includes(name), name);
});

test("StreamWriter: a loop of write and drain on a writer that we closed ends, too", async (t) => {
	const [[, writer]] = await unixPair(t);
	writer.close();
	const writing = async () => {
		for (;;) {
			writer.write("x");
			await writer.drain();
		}
	};
	t.is(await errorName(writing()), "ConnectionResetError");
});

test("StreamWriter: a slow reader holds the writer back, and what waits stays bounded on both sides", async (t) => {
	const [[reader], [, writer]] = await unixPair(t);
	const total = 24 * 1024 * 1024;
	const sent = createHash("sha256");
	const received = createHash("sha256");
	let most = 0;
	let buffered = 0;
	const write = async () => {
		const block = randomBytes(64 * 1024);
		for (let at = 0; at < total; at += block.length) {
			sent.update(block);
			writer.write(block);
			most = Math.max(most, writer.transport.getWriteBufferSize());
			await writer.drain();
		}
		writer.writeEof();
	};
	const read = async () => {
		for (;;) {
			// Now and then so slow that the writer must wait.
			if (Math.random() < 0.1) await setImmediate();
			buffered = Math.max(buffered, reader.queue.length);
			const data = await reader.read(50_000);
			if (data.length === 0) return;
			received.update(data);
		}
	};
	await Promise.all([write(), read()]);
	t.is(received.digest("hex"), sent.digest("hex"));
	t.true(most <= 64 * 1024 + 64 * 1024, `${most} bytes waited to be sent`);
	t.true(buffered <= 2 * 65536 + 4 * 65536, `${buffered} bytes waited to be read`);
});

test("StreamWriter: nobody reads, and nothing grows: drain waits until somebody does", async (t) => {
	const [[reader], [, writer]] = await unixPair(t, { limit: 1000 });
	let written = 0;
	const writing = (async () => {
		for (let i = 0; i < 400; i += 1) {
			writer.write(Buffer.alloc(10_000));
			written += 10_000;
			await writer.drain();
		}
		writer.close();
	})();
	let before = -1;
	await eventually("the writer to be held back", () => {
		const same = written === before && writer.transport.getWriteBufferSize() > 0;
		before = written;
		return same;
	});
	t.true(written < 4_000_000, `${written} bytes were taken`);
	t.true(reader.queue.length <= 2000 + 4 * 65536);
	t.is((await reader.read()).length, 4_000_000);
	await writing;
});

test("StreamReader: cancelled at each turn, a reader of lines loses nothing", async (t) => {
	const lines = Array.from({ length: 40 }, (_, i) => `line ${i} ${"x".repeat(i * 7)}\n`);
	for (let point = 0; point < 30; point += 1) {
		const [[reader], [, writer]] = await unixPair(t);
		const got: string[] = [];
		const task = getEventLoop().createTask(async () => {
			for await (const line of reader) got.push(String(line));
		});
		for (const [i, line] of lines.entries()) {
			writer.write(line.slice(0, i));
			await sleep(0);
			writer.write(line.slice(i));
			if (i === point) task.cancel();
		}
		writer.close();
		if (!task.done()) await errorName(task);
		got.push(String(await reader.read()));
		t.is(got.join(""), lines.join(""), `cancelled after line ${point}`);
	}
});

test("StreamReader: a time limit on each line, however often it strikes, loses nothing", async (t) => {
	const [[reader], [, writer]] = await unixPair(t);
	let strikes = 0;
	const reading = (async () => {
		const got: string[] = [];
		for (;;) {
			try {
				const line = await waitFor(reader.readline(), 0.2);
				if (line.length === 0) return got.join("");
				got.push(String(line));
			} catch (error) {
				if ((error as Error).name !== "TimeoutError") throw error;
				strikes += 1;
			}
		}
	})();
	let all = "";
	for (let i = 0; i < 60; i += 1) {
		const part = i % 3 === 2 ? `${i}\n` : `${i} `;
		all += part;
		writer.write(part);
		await sleep(1);
	}
	writer.close();
	t.is(await reading, all);
	t.true(strikes > 0);
});

test("StreamReader: leaving a loop over lines leaves the rest for other reads", async (t) => {
	const [[reader], [, writer]] = await unixPair(t);
	writer.write("header: 1\nheader: 2\n\nbody");
	writer.close();
	const headers: string[] = [];
	for await (const line of reader) {
		if (line.length === 1) break;
		headers.push(String(line).trim());
	}
	t.deepEqual(headers, ["header: 1", "header: 2"]);
	t.is(String(await reader.readexactly(4)), "body");
});

test("startServer: a callback that throws closes its connection, is reported, and the server lives on", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_, { message }) => reports.push(message));
	await loop.runUntilComplete(async () => {
		await using server = await startServer(
			async (reader) => {
				throw new Error(String(await reader.readline()));
			},
			"127.0.0.1",
			0,
		);
		for (let i = 0; i < 3; i += 1) {
			const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
			writer.write("boom\n");
			t.is((await reader.read()).length, 0);
			writer.close();
		}
	});
	t.deepEqual(reports, Array(3).fill("Unhandled exception in client_connected_cb"));
});

test("startServer: callbacks of every kind are told of, by whatever way they throw", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_, { message, exception }) => reports.push([message, exception]));
	const failure = new Error("broken");
	const fail = (): never => {
		throw failure;
	};
	const callbacks: Record<string, StreamCallback> = {
		function: fail,
		promise: () => Promise.reject(failure),
		async: async () => fail(),
		// biome-ignore lint/correctness/useYield: it throws before it could
		generator: function* () {
			fail();
		},
		parameter: function* (_reader, writer, _never = fail()) {
			yield* writer.drain();
		},
	};
	await loop.runUntilComplete(async () => {
		for (const callback of Object.values(callbacks)) {
			await using server = await startServer(callback, "127.0.0.1", 0);
			const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
			t.is((await reader.read()).length, 0);
			writer.close();
		}
	});
	t.deepEqual(reports, Array(5).fill(["Unhandled exception in client_connected_cb", failure]));
});

test("startServer: the task of a connection has the name of its callback, and its generator", async (t) => {
	const loop = newLoop(t);
	const seen: string[] = [];
	const look = async (callback: StreamCallback): Promise<void> => {
		await using server = await startServer(callback, "127.0.0.1", 0);
		const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
		await reader.readexactly(1);
		for (const task of allTasks()) if (task !== currentTask()) seen.push(...task.getStack());
		writer.close();
	};
	await loop.runUntilComplete(async () => {
		await look(async function serve(reader, writer) {
			writer.write("!");
			await reader.read();
			writer.close();
		});
		await look(function* (reader, writer) {
			writer.write("!");
			yield* reader.read();
			writer.close();
		});
	});
	t.deepEqual(seen, ["bound serve", "generator"]);
});

test("startServer: a loop of one's own", async (t) => {
	const loop = newLoop(t);
	await loop.runUntilComplete(async () => {
		const server = await startServer(echo, "127.0.0.1", 0, { loop });
		const [reader, writer] = await openConnection("127.0.0.1", portOf(server), { loop });
		writer.write("x");
		t.is(String(await reader.readexactly(1)), "x");
		writer.close();
		await writer.waitClosed();
		server.close();
		await server.waitClosed();
	});
});

test("streams: in a loop that blocks, with generators", (t) => {
	const loop = newLoop(t);
	const got = loop.runUntilCompleteSync(function* (): Coroutine<string> {
		const server = yield* startServer(echoInSteps, "127.0.0.1", 0, { loop });
		const [reader, writer] = yield* openConnection("127.0.0.1", portOf(server), { loop });
		writer.write("blocking\n");
		const line = yield* reader.readline();
		writer.close();
		yield* writer.waitClosed();
		server.close();
		yield* server.waitClosed();
		return String(line);
	});
	t.is(got, "blocking\n");
});

test.serial("streams: memory stays flat over many short connections", async (t) => {
	const server = await serve(t, echo);
	const round = async (count: number) => {
		for (let i = 0; i < count; i += 1) {
			await using writer = await greet(portOf(server));
			t.false(writer.isClosing());
		}
	};
	await round(100);
	// One connection that is held would be two readers, writers, protocols and transports: some kilobytes. What the engine
	// compiles meanwhile grows, too, but not each time.
	const most = 400 * 1024;
	let grown = Number.POSITIVE_INFINITY;
	for (let attempt = 0; attempt < 4 && grown >= most; attempt += 1) {
		const before = await used();
		await round(400);
		grown = (await used()) - before;
	}
	t.true(grown < most, `${grown} bytes more`);
});

/** What is reachable, in bytes. */
async function used(): Promise<number> {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	for (let i = 0; i < 3; i += 1) {
		await setImmediate();
		collect();
	}
	return process.memoryUsage().heapUsed;
}

async function greet(port: number): Promise<StreamWriter> {
	const [reader, writer] = await openConnection("127.0.0.1", port);
	writer.write("hello\n");
	await reader.readline();
	return writer;
}
