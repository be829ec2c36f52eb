import test from "ava";
import {
	CancelledError,
	IncompleteReadError,
	LimitOverrunError,
	NotImplementedError,
	ValueError,
} from "../../src/errors.js";
import { Future, gather, sleep, waitFor } from "../../src/futures/index.js";
import { StreamReader } from "../../src/streams/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName, reasonOf } from "../helpers/reason-of.js";

function readerOf(...chunks: (string | Uint8Array)[]): StreamReader {
	const reader = new StreamReader();
	for (const chunk of chunks) reader.feedData(chunk);
	return reader;
}

async function gathered(chunks: AsyncIterable<Buffer>): Promise<string[]> {
	const found: string[] = [];
	for await (const chunk of chunks) found.push(String(chunk));
	return found;
}

test("StreamReader: a line past the limit is left whole, and a higher limit gets it", async (t) => {
	const reader = new StreamReader({ limit: 10 });
	const line = `${"x".repeat(30)}\n`;
	reader.feedData(`${line}next\n`);
	for (let i = 0; i < 2; i += 1) {
		const error = await reasonOf(reader.readline());
		t.true(error instanceof ValueError && error.cause instanceof LimitOverrunError);
		t.is(((error as Error).cause as LimitOverrunError).consumed, 30);
		t.regex(
			(error as Error).message,
			/30 bytes, and the limit is 10\. Nothing is lost: readline\(\{ limit \}\)/,
		);
	}
	t.is(String(await reader.readline({ limit: 30 })), line);
	t.is(String(await reader.readline()), "next\n");
});

test("StreamReader: a line that grows past the limit is left whole, too", async (t) => {
	const reader = new StreamReader({ limit: 10 });
	const read = reader.readline();
	reader.feedData("x".repeat(10));
	t.false(read.done());
	reader.feedData("yy");
	t.is(await errorName(read), "ValueError");
	const again = reader.readline({ limit: 100 });
	reader.feedData("\n");
	t.is(String(await again), `${"x".repeat(10)}yy\n`);
});

test("StreamReader.readuntil: past its limit it says how many bytes hold no separator, and takes none", async (t) => {
	const reader = readerOf("a".repeat(50), "--", "rest");
	const error = await reasonOf(reader.readuntil("--", { limit: 49 }));
	t.true(error instanceof LimitOverrunError);
	t.is((error as LimitOverrunError).consumed, 50);
	t.regex((error as Error).message, /readuntil\(separator, \{ limit \}\)/);
	t.is(String(await reader.readexactly((error as LimitOverrunError).consumed)), "a".repeat(50));
	t.is(String(await reader.readuntil("--")), "--");
});

test("StreamReader: wrong arguments are refused at the call, and nothing is taken", async (t) => {
	const reader = readerOf("abc\n");
	t.throws(() => new StreamReader({ limit: 0 }), { instanceOf: ValueError });
	t.throws(() => new StreamReader({ limit: Number.NaN }), { instanceOf: ValueError });
	t.throws(() => new StreamReader({ limit: "9" as never }), { instanceOf: TypeError });
	for (const n of [1.5, Number.NaN, "1", 2 ** 60, {}]) {
		t.throws(() => reader.read(n as never), undefined, String(n));
		t.throws(() => reader.readexactly(n as never), undefined, String(n));
	}
	t.throws(() => reader.readexactly(-1), { instanceOf: ValueError });
	for (const limit of [0, -1, Number.NaN]) {
		t.throws(() => reader.readline({ limit }), { instanceOf: ValueError });
		t.throws(() => reader.readuntil("\n", { limit }), { instanceOf: ValueError });
	}
	t.throws(() => reader.readuntil(5 as never), { instanceOf: TypeError });
	t.throws(() => reader.readuntil([]), { instanceOf: ValueError });
	t.throws(() => reader.readuntil(["a", new Uint8Array()]), { instanceOf: ValueError });
	t.throws(() => reader.chunks({ size: 0 }), { instanceOf: RangeError });
	t.throws(() => reader.feedData(5 as never), { instanceOf: TypeError });
	t.throws(() => reader.setException(undefined), { instanceOf: TypeError });
	t.throws(() => reader.setTransport({} as never), { instanceOf: TypeError });
	t.throws(() => reader.read(1, { signal: 5 as never }), { instanceOf: TypeError });
	t.is(String(await reader.readline()), "abc\n");
});

test("StreamReader: what arrives in one piece and is read in one piece is the same memory", async (t) => {
	const chunk = Buffer.from("hello");
	const reader = new StreamReader();
	const read = reader.read(100);
	reader.feedData(chunk);
	t.is(await read, chunk);
	reader.feedData(chunk);
	t.is(await reader.read(100), chunk);
});

test("StreamReader: a read that need not wait is done at the call", async (t) => {
	const reader = readerOf("abc\ndef");
	const reads = [
		reader.read(1),
		reader.readline(),
		reader.readexactly(2),
		reader.readuntil("f"),
		reader.read(0),
	];
	t.true(reads.every((read) => read.done()));
	t.deepEqual((await gather(...reads)).map(String), ["a", "bc\n", "de", "f", ""]);
});

test("StreamReader: a read that need not wait is a future and a promise", async (t) => {
	const loop = newLoop(t);
	const reader = new StreamReader({ loop });
	reader.feedData("abc");
	const read = reader.read(3);
	t.true(read instanceof Future);
	t.is(String(read.result()), "abc");
	t.is(read.exception(), undefined);
	t.false(read.cancel());
	t.false(read.cancelled());
	t.is(read.getLoop(), loop);
	t.throws(() => read.setResult(Buffer.alloc(1)), { name: "InvalidStateError" });
	t.is(String(read), "<Future finished>");
	t.is(await read.then((bytes) => bytes.length), 3);
	t.is(await read.finally(() => {}), read.result());
	const called = await loop.runUntilComplete(function* () {
		const waiter = loop.createFuture<unknown>();
		read.addDoneCallback((future) => waiter.setResult(future));
		t.is(yield* read, read.result());
		return (yield* waiter) === read;
	});
	t.true(called);
});

test("StreamReader: cancelling a read whose bytes have come, but were not seen, leaves them", async (t) => {
	const reader = new StreamReader();
	for (const begin of [() => reader.read(9), () => reader.readline(), () => reader.readexactly(2)]) {
		const read = begin();
		reader.feedData("a\n");
		t.true(read.done());
		t.true(read.cancel());
		t.true(read.cancelled());
		t.is(await errorName(read), "CancelledError");
		t.is(String(await reader.read(9)), "a\n");
	}
});

test("StreamReader: what somebody has seen cannot be cancelled any more", async (t) => {
	const reader = new StreamReader();
	const read = reader.read(1);
	reader.feedData("ab");
	t.is(String(read.result()), "a");
	t.false(read.cancel());
	t.is(String(await read), "a");
	t.is(String(await reader.read(9)), "b");
});

test("StreamReader: a read that has its bytes keeps them from the one that begins after it", async (t) => {
	const reader = new StreamReader();
	const first = reader.readexactly(2);
	reader.feedData("abcd");
	const second = reader.read(9);
	t.is(String(await second), "cd");
	t.is(String(await first), "ab");
});

test("StreamReader: an incomplete read that is cancelled before it was seen leaves its part", async (t) => {
	const reader = readerOf("ab");
	const read = reader.readexactly(3);
	reader.feedEof();
	t.true(read.cancel());
	t.false(reader.atEof());
	const error = await reasonOf(reader.readexactly(3));
	t.true(error instanceof IncompleteReadError);
	t.is(String((error as IncompleteReadError).partial), "ab");
	t.is((error as IncompleteReadError).expected, 3);
	t.is((error as Error).message, "The stream ended after 2 of 3 bytes");
	t.true(reader.atEof());
});

test("StreamReader: aborting the signal of a read takes nothing", async (t) => {
	const reader = new StreamReader();
	for (const begin of ["read", "readexactly"] as const) {
		const controller = new AbortController();
		const read = reader[begin](3, { signal: controller.signal });
		controller.abort("enough");
		t.is(await reasonOf(read), "enough");
		t.is(await reasonOf(reader[begin](3, { signal: controller.signal })), "enough");
	}
	const signal = AbortSignal.abort("before");
	t.is(await reasonOf(reader.readline({ signal })), "before");
	t.is(await reasonOf(reader.readuntil(";", { signal })), "before");
	reader.feedData("abc");
	t.is(String(await reader.read(3)), "abc");
});

test("StreamReader: a time limit on a read loses nothing", async (t) => {
	const reader = readerOf("half a li");
	t.is(await errorName(waitFor(reader.readline(), 1)), "TimeoutError");
	reader.feedData("ne\n");
	t.is(String(await reader.readline()), "half a line\n");
});

test("StreamReader: while one read waits, any other is refused, and the first gets its bytes", async (t) => {
	const reader = readerOf("a");
	const first = reader.readexactly(3);
	for (const second of [
		reader.read(1),
		reader.read(),
		reader.readline(),
		reader.readexactly(1),
		reader.readuntil("a"),
	]) {
		t.is(await errorName(second), "RuntimeError");
	}
	reader.feedData("bc");
	t.is(String(await first), "abc");
});

test("StreamReader: a failure of a waiting read that nobody looks at is reported", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_, { exception }) => reports.push(exception));
	const reader = new StreamReader({ loop });
	const failure = new Error("lost");
	await loop.runUntilComplete(async () => {
		reader.read(1);
		reader.setException(failure);
		await sleep(200);
	});
	t.deepEqual(reports, [failure]);
});

test("StreamReader: a read's future belongs to the stream: nobody else sets it", (t) => {
	const reader = new StreamReader();
	const read = reader.read(1);
	t.throws(() => read.setResult(Buffer.from("x")), { message: /the stream does/ });
	t.throws(() => read.setException(new Error("x")), { message: /that of the reader/ });
	t.false(read.done());
});

test("StreamReader: read() takes everything, however much more than the limit that is, and pauses nobody", async (t) => {
	const reader = new StreamReader({ limit: 10 });
	const calls: string[] = [];
	reader.setTransport({ pauseReading: () => calls.push("pause"), resumeReading: () => calls.push("resume") });
	const read = reader.read();
	for (let i = 0; i < 100; i += 1) reader.feedData("x".repeat(100));
	reader.feedEof();
	t.is((await read).length, 10_000);
	t.deepEqual(calls, []);
});

test("StreamReader: a cancelled read() leaves what it has waited with", async (t) => {
	const reader = readerOf("a");
	const read = reader.read();
	reader.feedData("b");
	read.cancel();
	t.is(await errorName(read), CancelledError.name);
	t.is(String(await reader.read(9)), "ab");
});

test("StreamReader: a transport that cannot be paused is asked once", async (t) => {
	const reader = new StreamReader({ limit: 1 });
	let asked = 0;
	const pauseReading = () => {
		asked += 1;
		throw new NotImplementedError("cannot");
	};
	reader.setTransport({ pauseReading, resumeReading: () => t.fail() });
	for (let i = 0; i < 5; i += 1) reader.feedData("xyz");
	t.is(asked, 1);
	t.is((await reader.read(100)).length, 15);
});

test("StreamReader.chunks: what arrives, as it arrives; leaving the loop leaves the rest", async (t) => {
	const reader = readerOf("abcdef");
	for await (const chunk of reader.chunks({ size: 4 })) {
		t.is(String(chunk), "abcd");
		break;
	}
	reader.feedEof();
	t.deepEqual(await gathered(reader.chunks()), ["ef"]);
	t.deepEqual(await gathered(reader.chunks()), []);
});

test("StreamReader.lines: with a limit of their own; for await does without it", async (t) => {
	const reader = readerOf("one\n", "two\n", "three");
	reader.feedEof();
	for await (const line of reader.lines({ limit: 3 })) {
		t.is(String(line), "one\n");
		break;
	}
	const error = await reasonOf(gathered(new StreamReader().lines({ signal: AbortSignal.abort("over") })));
	t.is(error, "over");
	t.deepEqual(await gathered(reader), ["two\n", "three"]);
});

test("StreamReader.lines: ending them takes back the read that waits", async (t) => {
	const reader = new StreamReader();
	const lines = reader.lines();
	const next = lines.next();
	await lines.return?.();
	t.is(await errorName(next), "CancelledError");
	t.deepEqual(await lines.next(), { done: true, value: undefined });
	const read = reader.read(1);
	reader.feedData("x");
	t.is(String(await read), "x");
});

test("StreamReader: half a million single bytes before a separator are searched once", async (t) => {
	const reader = new StreamReader({ limit: 1_000_000 });
	const one = reader.readuntil(["END", "\r\n\r\n"]);
	for (let i = 0; i < 500_000; i += 1) reader.feedData("x");
	reader.feedData("END");
	t.is((await one).length, 500_003);
	const other = reader.readline();
	for (let i = 0; i < 500_000; i += 1) reader.feedData("x");
	reader.feedData("\n");
	t.is((await other).length, 500_001);
});

test("StreamReader: several separators, one of them rare, are not sought in all that has come for each line", async (t) => {
	const reader = new StreamReader({ limit: 10_000_000 });
	reader.feedData("line\n".repeat(200_000));
	for (let i = 0; i < 200_000; i += 1) {
		const line = reader.readuntil(["\n", "RARE"]);
		if (line.result().length !== 5) t.fail();
	}
	t.false(reader.atEof());
	reader.feedEof();
	t.true(reader.atEof());
});
