import test, { type ExecutionContext } from "ava";
import { fcntl, platform } from "../../../src/ffi/index.js";
import { BrokenPipeError, type EventLoop, RuntimeError, type WriteTransport } from "../../../src/index.js";
import { type End, makePipe, makeSocketPair } from "../../helpers/descriptors.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { Recorder } from "./recorder.js";

const { F_GETFL, O_NONBLOCK } = platform.files;

async function writing(
	t: ExecutionContext,
	makeEnds = makePipe,
): Promise<{ loop: EventLoop; pipe: End; reader: End; transport: WriteTransport; protocol: Recorder }> {
	const loop = newLoop(t);
	const [reader, pipe] = makeEnds(t);
	const [transport, protocol] = await loop.connectWritePipe(() => new Recorder(loop), pipe);
	return { loop, pipe, reader, transport, protocol };
}

/** Reads until the end. */
async function readAll(loop: EventLoop, reader: End): Promise<string> {
	const [, protocol] = await loop.connectReadPipe(() => new Recorder(loop), reader);
	await protocol.lost;
	return protocol.text;
}

for (const [kind, makeEnds] of [
	["pipe", makePipe],
	["socket", makeSocketPair],
] as const) {
	test(`connectWritePipe: to a ${kind}: what fits goes at once, what does not is kept, in order, with the protocol paused meanwhile`, async (t) => {
		const { loop, pipe, reader, transport, protocol } = await writing(t, makeEnds);
		t.is(fcntl(pipe.fileno(), F_GETFL, "int", 0) & O_NONBLOCK, kind === "pipe" ? O_NONBLOCK : 0);
		transport.write("hello ");
		t.is(transport.getWriteBufferSize(), 0);
		t.is(reader.read(), "hello ");
		const large = Array.from({ length: 400_000 }, (_, i) => String.fromCharCode(97 + (i % 23))).join("");
		transport.write(large);
		t.true(transport.getWriteBufferSize() > 65_536);
		t.deepEqual(protocol.log, ["made", "pause"]);
		transport.writelines([Buffer.from("a"), "b", new Uint8Array([99])]);
		transport.writeEof();
		t.throws(() => transport.write("d"), { instanceOf: RuntimeError });
		t.is(await readAll(loop, reader), `${large}abc`);
		await protocol.lost;
		t.deepEqual(protocol.log, ["made", "pause", "resume", "lost"]);
		t.is(protocol.reason, undefined);
		await transport[Symbol.asyncDispose]();
		t.is(pipe.fileno(), -1);
	});

	test(`connectWritePipe: to a ${kind}: the reader goes away while nothing waits: lost in good order`, async (t) => {
		const { reader, protocol } = await writing(t, makeEnds);
		reader.close();
		await protocol.lost;
		t.deepEqual(protocol.log, ["made", "lost"]);
		t.is(protocol.reason, undefined);
	});

	test(`connectWritePipe: to a ${kind}: the reader goes away while something waits: BrokenPipeError`, async (t) => {
		const { reader, transport, protocol } = await writing(t, makeEnds);
		transport.write("x".repeat(1_000_000));
		reader.close();
		await protocol.lost;
		t.true(protocol.reason instanceof BrokenPipeError);
		t.is(transport.getWriteBufferSize(), 0);
		transport.write("nowhere");
	});

	test(`write: to a ${kind}: whose reader is gone loses it, without ending the process`, async (t) => {
		const { reader, transport, protocol } = await writing(t, makeEnds);
		reader.close();
		transport.write("hello");
		t.true(transport.isClosing());
		await protocol.lost;
		t.true(protocol.reason instanceof BrokenPipeError);
	});
}

test("connectWritePipe: to a socket that is written to by its peer: nothing is read, and the loop does not spin", async (t) => {
	const { loop, reader, transport, protocol } = await writing(t, makeSocketPair);
	reader.write("for nobody");
	await eventually("the end of the watching", () => loop.statistics().watched === 0);
	t.deepEqual(protocol.log, ["made"]);
	transport.write("hello");
	t.is(reader.read(), "hello");
	transport.close();
	await protocol.lost;
});

test("abort: drops what was not written", async (t) => {
	const { loop, reader, transport, protocol } = await writing(t);
	transport.write("x".repeat(1_000_000));
	transport.abort();
	await protocol.lost;
	t.is(protocol.reason, undefined);
	const text = await readAll(loop, reader);
	t.true(text.length < 1_000_000);
});

test("close: writes what is left, then closes; write() meanwhile goes nowhere", async (t) => {
	const { loop, reader, transport, protocol } = await writing(t);
	const size = 1_000_000;
	transport.write("x".repeat(size));
	transport.close();
	transport.write("y");
	t.true(transport.isClosing());
	t.is((await readAll(loop, reader)).length, size);
	await protocol.lost;
});

test("setWriteBufferLimits: decides when the protocol is paused", async (t) => {
	const { loop, reader, transport, protocol } = await writing(t);
	t.deepEqual(transport.getWriteBufferLimits(), [16_384, 65_536]);
	transport.setWriteBufferLimits({ high: 0 });
	transport.write("x".repeat(65_537));
	t.deepEqual(protocol.log, ["made", "pause"]);
	transport.close();
	t.is((await readAll(loop, reader)).length, 65_537);
	await protocol.lost;
	t.deepEqual(protocol.log, ["made", "pause", "resume", "lost"]);
});

test("write: refuses what is neither bytes nor a string", async (t) => {
	const { transport, protocol } = await writing(t);
	for (const wrong of [undefined, null, 1, {}, [1], new ArrayBuffer(1)]) {
		t.throws(() => transport.write(wrong as never), { instanceOf: TypeError });
	}
	t.throws(() => transport.writelines("abc"), { instanceOf: TypeError });
	transport.write("");
	t.true(transport.canWriteEof());
	transport.close();
	await protocol.lost;
});
