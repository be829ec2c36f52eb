import { closeSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { close, fcntl, openPipe, platform } from "../../../src/ffi/index.js";
import {
	type EventLoop,
	OSError,
	PollSelector,
	type ReadTransport,
	RuntimeError,
	SelectorEventLoop,
	ValueError,
} from "../../../src/index.js";
import { duplicateOver, type End, makePipe, makeSocketPair } from "../../helpers/descriptors.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { OpenFile } from "../../helpers/open-file.js";
import { printed } from "../../helpers/run-program.js";
import { skip } from "../../helpers/skip.js";
import { Recorder } from "./recorder.js";

const { F_GETFL, O_NONBLOCK } = platform.files;

async function reading(
	t: ExecutionContext,
	makeEnds = makePipe,
): Promise<{ loop: EventLoop; pipe: End; writer: End; transport: ReadTransport; protocol: Recorder }> {
	const loop = newLoop(t);
	const [pipe, writer] = makeEnds(t);
	const [transport, protocol] = await loop.connectReadPipe(() => new Recorder(loop), pipe);
	return { loop, pipe, writer, transport, protocol };
}

test("connectReadPipe: data, the end, and the pipe is closed with its own close()", async (t) => {
	const { pipe, writer, transport, protocol } = await reading(t);
	t.deepEqual(protocol.log, ["made"]);
	t.true(transport.isReading());
	writer.write("hello");
	t.is(await protocol.received(5), "hello");
	writer.close();
	await protocol.lost;
	t.deepEqual(protocol.log, ["made", "data", "eof", "lost"]);
	t.is(protocol.reason, undefined);
	t.true(transport.isClosing());
	t.false(transport.isReading());
	await transport[Symbol.asyncDispose]();
	t.is(pipe.fileno(), -1);
});

test("connectReadPipe: reads a socket, without changing its flags", async (t) => {
	const { pipe, writer, protocol } = await reading(t, makeSocketPair);
	t.is(fcntl(pipe.fileno(), F_GETFL, "int", 0) & O_NONBLOCK, 0);
	writer.write("hello");
	t.is(await protocol.received(5), "hello");
	writer.close();
	await protocol.lost;
	t.deepEqual(protocol.log, ["made", "data", "eof", "lost"]);
});

test("connectReadPipe: a descriptor is closed along with the transport", async (t) => {
	const loop = newLoop(t);
	const ends = new Int32Array(2);
	t.is(openPipe(ends), 0);
	const [pipe = -1, writer = -1] = ends;
	// By the open file, since others may be given the number; both ends of a pipe are one file.
	const file = new OpenFile(pipe);
	const copies = file.copies();
	const [transport, protocol] = await loop.connectReadPipe(() => new Recorder(loop), pipe);
	t.is(transport.getExtraInfo("pipe"), pipe);
	t.is(transport.getExtraInfo("socket"), undefined);
	transport.close();
	transport.close();
	await protocol.lost;
	await transport[Symbol.asyncDispose]();
	t.is(file.copies(), OpenFile.canCount ? copies - 1 : 0);
	t.deepEqual(protocol.log, ["made", "lost"]);
	close(writer);
});

test("pauseReading: nothing comes until resumeReading, and nothing is lost", async (t) => {
	const { loop, writer, transport, protocol } = await reading(t);
	transport.pauseReading();
	transport.pauseReading();
	t.false(transport.isReading());
	writer.write("hello");
	for (let turns = 0; turns < 5; turns += 1) await loop.createTask(async () => {});
	t.is(protocol.text, "");
	t.is(loop.statistics().watched, 0);
	transport.resumeReading();
	transport.resumeReading();
	t.is(await protocol.received(5), "hello");
	transport.close();
	transport.resumeReading();
	await protocol.lost;
});

test("pauseReading: in connectionMade it holds from the start", async (t) => {
	const loop = newLoop(t);
	const [pipe, writer] = makePipe(t);
	writer.write("hello");
	class Paused extends Recorder {
		override connectionMade(transport: ReadTransport): void {
			super.connectionMade(transport);
			transport.pauseReading();
		}
	}
	const [transport, protocol] = await loop.connectReadPipe(() => new Paused(loop), pipe);
	for (let turns = 0; turns < 5; turns += 1) await loop.createTask(async () => {});
	t.deepEqual(protocol.log, ["made"]);
	transport.resumeReading();
	t.is(await protocol.received(5), "hello");
	transport.close();
	await protocol.lost;
});

test("connectReadPipe: what dataReceived throws closes the pipe and goes to the exception handler", async (t) => {
	const loop = newLoop(t);
	const [pipe, writer] = makePipe(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_, { exception }) => reports.push(exception));
	const failure = new Error("oh");
	class Failing extends Recorder {
		override dataReceived(): void {
			throw failure;
		}
	}
	const [, protocol] = await loop.connectReadPipe(() => new Failing(loop), pipe);
	writer.write("hello");
	await protocol.lost;
	t.deepEqual(reports, [failure]);
	t.is(protocol.reason, failure);
});

test("connectReadPipe: what connectionMade throws is what the future fails with, and the pipe is closed", async (t) => {
	const loop = newLoop(t);
	const [pipe] = makePipe(t);
	class Failing extends Recorder {
		override connectionMade(): void {
			throw new Error("oh");
		}
	}
	await t.throwsAsync(async () => loop.connectReadPipe(() => new Failing(loop), pipe), { message: "oh" });
	await loop.createTask(async () => {});
	t.is(pipe.fileno(), -1);
	t.false(loop.statistics().holding);
});

test("connectReadPipe: refuses regular files, closed descriptors and what is no file object or factory", async (t) => {
	const loop = newLoop(t);
	const folder = mkdtempSync(join(tmpdir(), "evloop-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	const file = openSync(join(folder, "file"), "w+");
	t.teardown(() => closeSync(file));
	const make = () => new Recorder(loop);
	t.throws(() => loop.connectReadPipe(make, file), {
		instanceOf: ValueError,
		message: /it is a regular file/,
	});
	const directory = openSync(folder, "r");
	t.teardown(() => closeSync(directory));
	t.throws(() => loop.connectWritePipe(make, directory), {
		instanceOf: ValueError,
		message: /it is no pipe/,
	});
	t.throws(() => loop.connectReadPipe(make, 100_000), { instanceOf: OSError, code: "EBADF" });
	for (const wrong of [undefined, null, "0", {}, -1, 1.5, Number.NaN]) {
		t.throws(() => loop.connectReadPipe(make, wrong as never), { instanceOf: ValueError });
	}
	const [pipe] = makePipe(t);
	for (const wrong of [undefined, {}, Recorder]) {
		t.throws(() => loop.connectReadPipe(wrong as never, pipe), { instanceOf: TypeError });
	}
	await t.throwsAsync(async () => loop.connectReadPipe((() => ({})) as never, pipe), {
		instanceOf: TypeError,
		message: /no method connectionMade/,
	});
	t.true(pipe.fileno() >= 0, "it is still the caller's");
	t.false(loop.statistics().holding);
});

test("connectReadPipe: a device that the selector cannot wait for makes the future fail, and is closed", async (t) => {
	const loop = new SelectorEventLoop();
	t.teardown(() => loop.close());
	const fd = openSync("/dev/null", "r");
	let closed = 0;
	const file = {
		fileno: () => fd,
		close() {
			closed += 1;
			// By fs, which has opened it: in a worker Node closes at the thread's end what it believes to be open still.
			closeSync(fd);
		},
	};
	const protocol = new Recorder(loop);
	try {
		await loop.connectReadPipe(() => protocol, file);
		// poll and select call it ready, and it is at its end.
		await protocol.lost;
		t.deepEqual(protocol.log, ["made", "eof", "lost"]);
	} catch (error) {
		t.is((error as OSError).code, "EPERM");
		await protocol.lost;
		t.deepEqual(protocol.log, ["made", "lost"]);
	}
	await eventually("its closing", () => closed === 1);
	t.false(loop.statistics().holding);
});

test("connectReadPipe: one descriptor has one transport, and nobody else may wait for it", async (t) => {
	const { loop, pipe, transport, protocol } = await reading(t);
	await t.throwsAsync(async () => loop.connectReadPipe(() => new Recorder(loop), pipe), {
		instanceOf: RuntimeError,
		message: /belongs to <ReadPipeTransport fd=\d+>/,
	});
	t.throws(() => loop.addReader(pipe, () => {}), { instanceOf: RuntimeError });
	transport.close();
	await protocol.lost;
	await transport[Symbol.asyncDispose]();
	t.false(loop.statistics().holding);
});

test("connectReadPipe: a signal that is aborted already leaves the pipe alone; aborted meanwhile, it closes it", async (t) => {
	const loop = newLoop(t);
	const [pipe] = makePipe(t);
	const aborted = loop.connectReadPipe(() => new Recorder(loop), pipe, {
		signal: AbortSignal.abort(new Error("no")),
	});
	await t.throwsAsync(async () => aborted, { message: "no" });
	t.true(pipe.fileno() >= 0);
	const controller = new AbortController();
	const connecting = loop.connectReadPipe(() => new Recorder(loop), pipe, { signal: controller.signal });
	controller.abort(new Error("never mind"));
	await t.throwsAsync(async () => connecting, { message: "never mind" });
	await loop.createTask(async () => {});
	t.is(pipe.fileno(), -1);
});

test("notifyClosing: a pipe that somebody closes is lost, and its number is not closed again", async (t) => {
	const loop = newLoop(t);
	const ends = new Int32Array(2);
	t.is(openPipe(ends), 0);
	const [pipe = -1, writer = -1] = ends;
	const [transport, protocol] = await loop.connectReadPipe(() => new Recorder(loop), pipe);
	loop.notifyClosing(pipe);
	// Closes it, and gives its number to somebody else, at once.
	duplicateOver(writer, pipe);
	await protocol.lost;
	await transport[Symbol.asyncDispose]();
	t.is((protocol.reason as OSError).code, "ECONNABORTED");
	t.not(fcntl(pipe, F_GETFL, "int", 0), -1);
	close(writer);
	close(pipe);
});

test("close of the loop: loses the pipe and closes it", async (t) => {
	const { loop, pipe, protocol } = await reading(t);
	loop.close();
	await new Promise((resolve) => setImmediate(resolve));
	t.deepEqual(protocol.log, ["made", "lost"]);
	t.is(pipe.fileno(), -1);
});

test("unref: the process may end although the pipe is open", async (t) => {
	const output = await printed(
		t,
		`const [a, b] = evloop.socketpair();
		const [transport] = await evloop.getEventLoop().connectReadPipe(() => new evloop.Protocol(), a);
		globalThis.kept = b;
		transport.unref().ref().unref();
		console.log("end");`,
	);
	t.is(output, "end");
});

test("connectReadPipe: works with a selector that has no descriptor, and with a blocking loop", (t) => {
	const loop = new SelectorEventLoop(new PollSelector());
	t.teardown(() => loop.close());
	const [pipe, writer] = makePipe(t);
	const log = loop.runUntilCompleteSync(function* () {
		const [, protocol] = yield* loop.connectReadPipe(() => new Recorder(loop), pipe);
		writer.write("hello");
		writer.close();
		yield* protocol.lost;
		return protocol.log;
	});
	t.deepEqual(log, ["made", "data", "eof", "lost"]);
});

test("connectReadPipe: 200 pipes in a row leave no descriptor", async (t) => {
	const output = await printed(
		t,
		`const fs = await import("node:fs");
		const { execFileSync } = await import("node:child_process");
		const loop = evloop.getEventLoop();
		const count = () => fs.readdirSync("/dev/fd").length;
		const once = async () => {
			const [a, b] = evloop.socketpair();
			const lost = loop.createFuture();
			const [transport] = await loop.connectReadPipe(() => Object.assign(new evloop.Protocol(), { connectionLost() { lost.setResult(); } }), a);
			const [writer] = await loop.connectWritePipe(() => new evloop.BaseProtocol(), b);
			writer.write("x");
			writer.close();
			await lost;
		};
		await once();
		const before = count();
		for (let i = 0; i < 200; i += 1) await once();
		await new Promise(setImmediate);
		console.log(Math.max(0, count() - before), JSON.stringify(loop.statistics()));`,
	);
	t.is(output, '0 {"ready":0,"timers":0,"watched":0,"holding":false}');
});

test("connectReadPipe: the standard input of a program, whose flags stay as they were", async (t) => {
	if (!readdirSync("/").includes("proc")) {
		return skip(t, "/proc", "a pipe is opened once more by it");
	}
	const library = new URL("../../../src/index.js", import.meta.url).href;
	const source = `
		const { getEventLoop, Protocol } = await import(${JSON.stringify(library)});
		const loop = getEventLoop();
		const lost = loop.createFuture();
		class Reader extends Protocol {
			text = "";
			dataReceived(data) { this.text += data; }
			connectionLost() { lost.setResult(); }
		}
		const [, protocol] = await loop.connectReadPipe(() => new Reader(), 0);
		const flags = () => (Number.parseInt(/flags:\\s*(\\d+)/.exec(fs.readFileSync("/proc/self/fdinfo/0", "utf8"))[1], 8) & fs.constants.O_NONBLOCK);
		const fs = await import("node:fs");
		const during = flags();
		await lost;
		await new Promise(setImmediate);
		console.log(protocol.text.trim(), during, fs.readlinkSync("/proc/self/fd/0"));`;
	const output = await printed(
		t,
		`const { execFileSync } = await import("node:child_process");
		process.stdout.write(execFileSync("sh", ["-c", 'echo hello | "$0" --input-type=module --eval "$1"', process.execPath, ${JSON.stringify(source)}]));`,
	);
	t.is(output, "hello 0 /dev/null");
});
