/** What a writer does with its transport, without sockets. */
import test from "ava";
import { BrokenPipeError, ConnectionResetError } from "../../src/errors.js";
import { currentTask, sleep } from "../../src/futures/index.js";
import { type EventLoop, getEventLoop } from "../../src/loop/index.js";
import {
	type StreamCallback,
	StreamReader,
	StreamReaderProtocol,
	StreamWriter,
} from "../../src/streams/index.js";
import type { Transport } from "../../src/transports/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName, reasonOf } from "../helpers/reason-of.js";

class FakeTransport {
	closing = false;
	readonly calls: unknown[][] = [];

	isClosing(): boolean {
		return this.closing;
	}

	close(): void {
		this.closing = true;
	}

	pauseReading(): void {}

	resumeReading(): void {}

	getExtraInfo(_name: string, fallback?: unknown): unknown {
		return fallback;
	}

	write(data: unknown): void {
		this.calls.push(["write", data]);
	}

	writelines(pieces: Iterable<unknown>): void {
		this.calls.push(["writelines", ...pieces]);
	}

	writeEof(): void {
		this.calls.push(["writeEof"]);
	}

	canWriteEof(): boolean {
		return true;
	}
}

interface Connection {
	readonly writer: StreamWriter;
	readonly reader: StreamReader;
	readonly protocol: StreamReaderProtocol;
	readonly transport: FakeTransport;
}

function connect(loop: EventLoop = getEventLoop(), callback?: StreamCallback): Connection {
	const transport = new FakeTransport();
	const reader = new StreamReader({ loop });
	const protocol = new StreamReaderProtocol(reader, callback, { loop });
	protocol.connectionMade(transport as unknown as Transport);
	const writer = new StreamWriter(transport as unknown as Transport, protocol, reader, loop);
	return { writer, reader, protocol, transport };
}

test("StreamWriter: passes on what it is given", (t) => {
	const { writer, transport } = connect();
	writer.write("a");
	writer.writelines(["b", "c"]);
	writer.writeEof();
	t.deepEqual(transport.calls, [["write", "a"], ["writelines", "b", "c"], ["writeEof"]]);
	t.true(writer.canWriteEof());
	t.is(writer.transport, transport as unknown as Transport);
	t.is(writer.getExtraInfo("socket", "none"), "none");
	t.is(writer.getExtraInfo("socket"), undefined);
	t.false(writer.isClosing());
	writer.close();
	t.true(writer.isClosing());
});

test("StreamWriter.drain: gives the same future every time it need not wait", (t) => {
	const { writer } = connect();
	t.is(writer.drain(), writer.drain());
	t.is(writer.drain(), connect().writer.drain());
	t.true(writer.drain().done());
});

test("StreamWriter.drain: any number wait, each may be cancelled or aborted, and the others go on", async (t) => {
	const { writer, protocol } = connect();
	protocol.pauseWriting();
	const controller = new AbortController();
	const waiting = [
		writer.drain(),
		writer.drain(),
		writer.drain({ signal: controller.signal }),
		writer.drain(),
	];
	waiting[1]?.cancel();
	controller.abort("enough");
	t.false(waiting[0]?.done());
	protocol.resumeWriting();
	t.deepEqual(
		waiting.map((each) => each.cancelled()),
		[false, true, false, false],
	);
	await waiting[0];
	t.is(await reasonOf(waiting[2] ?? sleep(0)), "enough");
	await waiting[3];
	t.is(await reasonOf(writer.drain({ signal: controller.signal })), "enough");
});

test("StreamWriter.drain: paused again, it waits again", async (t) => {
	const { writer, protocol } = connect();
	for (let i = 0; i < 3; i += 1) {
		protocol.pauseWriting();
		const drain = writer.drain();
		t.false(drain.done());
		protocol.resumeWriting();
		await drain;
	}
});

test("StreamWriter.drain: a lost connection is thrown each time, whoever waits, and however it was lost", async (t) => {
	const failure = new BrokenPipeError("gone");
	for (const reason of [failure, undefined]) {
		const { writer, protocol, transport } = connect();
		protocol.pauseWriting();
		const waiting = [writer.drain(), writer.drain()];
		transport.closing = true;
		protocol.connectionLost(reason);
		for (const drain of [...waiting, writer.drain(), writer.drain()]) {
			const thrown = await reasonOf(drain);
			if (reason === undefined) t.is(String(thrown), "ConnectionResetError: Connection lost");
			else t.is(thrown, reason);
		}
	}
});

test("StreamWriter.drain: without a reader the reason is the cause", async (t) => {
	const protocol = new StreamReaderProtocol();
	const transport = new FakeTransport() as unknown as Transport;
	protocol.connectionMade(transport);
	const writer = new StreamWriter(transport, protocol, undefined, getEventLoop());
	const failure = new BrokenPipeError("gone");
	protocol.connectionLost(failure);
	const thrown = await reasonOf(writer.drain());
	t.true(thrown instanceof ConnectionResetError);
	t.is((thrown as Error).cause, failure);
});

test("StreamWriter.drain: on a closing connection it waits, too, and hears of the loss", async (t) => {
	const { writer, protocol } = connect();
	protocol.pauseWriting();
	writer.close();
	const drains = [writer.drain(), writer.drain(), writer.drain({ signal: AbortSignal.timeout(1) })];
	drains[0]?.cancel();
	t.is(await errorName(drains[0] ?? sleep(0)), "CancelledError");
	t.is(await errorName(drains[2] ?? sleep(0)), "TimeoutError");
	protocol.connectionLost(undefined);
	t.is(await errorName(drains[1] ?? sleep(0)), "ConnectionResetError");
});

test("StreamWriter.waitClosed: several wait; one that is cancelled cancels no other", async (t) => {
	const { writer, protocol } = connect();
	const waiting = [
		writer.waitClosed(),
		writer.waitClosed(),
		writer.waitClosed({ signal: AbortSignal.timeout(1) }),
	];
	waiting[0]?.cancel();
	t.is(await errorName(waiting[2] ?? sleep(0)), "TimeoutError");
	protocol.connectionLost(undefined);
	await waiting[1];
	await writer.waitClosed();
	t.true(waiting[0]?.cancelled());
});

test("StreamWriter.waitClosed: gives the failure, to those who come late as well; nobody need ask", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_, { exception }) => reports.push(exception));
	const failure = new ConnectionResetError("gone");
	await loop.runUntilComplete(async () => {
		const { writer, protocol } = connect(loop);
		const closed = writer.waitClosed();
		protocol.connectionLost(failure);
		t.is(await reasonOf(closed), failure);
		t.is(await reasonOf(writer.waitClosed()), failure);
		connect(loop).protocol.connectionLost(failure);
		await sleep(200);
	});
	t.deepEqual(reports, []);
});

test("StreamWriter: await using closes it and waits; how it ended is not thrown", async (t) => {
	for (const reason of [undefined, new ConnectionResetError("gone")]) {
		const { writer, protocol } = connect();
		const disposed = writer[Symbol.asyncDispose]();
		t.true(writer.isClosing());
		protocol.connectionLost(reason);
		await t.notThrowsAsync(disposed);
	}
});

test("StreamReaderProtocol: refuses a callback that is no function", (t) => {
	t.throws(() => new StreamReaderProtocol(new StreamReader(), 5 as never), { instanceOf: TypeError });
});

test("StreamReaderProtocol: a second loss changes nothing", async (t) => {
	const { writer, protocol } = connect();
	protocol.connectionLost(undefined);
	protocol.connectionLost(new Error("late"));
	await t.notThrowsAsync(writer.waitClosed());
});

test("StreamReaderProtocol: a function that returns a promise runs in a task and is called at once", async (t) => {
	let task: unknown;
	const done = new Promise<string>((resolve) => {
		const handle = async (reader: StreamReader) => {
			task = currentTask();
			resolve(String(await reader.read(10)));
		};
		const { protocol } = connect(getEventLoop(), (reader) => handle(reader));
		t.not(task, undefined);
		protocol.dataReceived(Buffer.from("hello"));
	});
	t.is(await done, "hello");
});

test("StreamReaderProtocol: what a callback throws, of whatever kind it is, is reported and closes the connection", async (t) => {
	const failure = new Error("callback");
	const callbacks: StreamCallback[] = [
		() => {
			throw failure;
		},
		async () => {
			throw failure;
		},
		() => Promise.reject(failure),
		// biome-ignore lint/correctness/useYield: it is a coroutine
		function* () {
			throw failure;
		},
	];
	for (const callback of callbacks) {
		const loop = newLoop(t);
		const reports: unknown[] = [];
		loop.setExceptionHandler((_, { message, exception, transport }) => {
			reports.push([message, exception, transport instanceof FakeTransport]);
		});
		await loop.runUntilComplete(async () => {
			const { transport } = connect(loop, callback);
			await sleep(5);
			t.true(transport.closing);
		});
		t.deepEqual(reports, [["Unhandled exception in client_connected_cb", failure, true]]);
	}
});
