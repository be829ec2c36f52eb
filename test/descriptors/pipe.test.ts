import { spawn } from "node:child_process";
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { BlockingIOError, BrokenPipeError, getEventLoop, Protocol, pipe } from "../../src/index.js";
import { isCloseOnExec } from "../helpers/descriptors.js";
import { OpenFile } from "../helpers/open-file.js";

const loop = getEventLoop();

function ends(t: ExecutionContext, nonblocking: boolean) {
	const both = pipe({ nonblocking });
	t.teardown(() => {
		for (const end of both) end.close();
	});
	return both;
}

test("pipe: carries bytes, ends where the writer closes, breaks where the reader does", (t) => {
	const [reader, writer] = ends(t, false);
	t.true(isCloseOnExec(reader.fileno()) && isCloseOnExec(writer.fileno()));
	t.is(writer.write("hello"), 5);
	t.is(writer.write(new Uint8Array([33])), 1);
	t.is(writer.write(""), 0);
	t.is(reader.read(3).toString(), "hel");
	t.is(reader.read(0).length, 0);
	t.is(reader.read(100).toString(), "lo!");
	writer.close();
	t.is(reader.read(100).length, 0);
	const [left, right] = ends(t, false);
	left.close();
	t.throws(() => right.write("x"), { instanceOf: BrokenPipeError });
	t.throws(() => left.read(1), { code: "EBADF" });
	writer.close();
	t.throws(() => writer.write("x"), { code: "EBADF" });
});

test("pipe: non-blocking ends say so, and the loop waits for them", async (t) => {
	const [reader, writer] = ends(t, true);
	t.throws(() => reader.read(1), { instanceOf: BlockingIOError });
	const ready = loop.waitReadable(reader);
	writer.write("x");
	await ready;
	t.is(reader.read(10).toString(), "x");
	const block = Buffer.alloc(65_536);
	let written = 0;
	t.throws(
		() => {
			for (;;) written += writer.write(block);
		},
		{ instanceOf: BlockingIOError },
	);
	const room = loop.waitWritable(writer);
	let read = 0;
	while (read < written) read += reader.read(100_000).length;
	await room;
	t.is(read, written);
});

test("pipe: refuses wrong arguments", (t) => {
	t.throws(() => pipe({ nonblocking: 1 as never }), { instanceOf: TypeError });
	const [reader, writer] = ends(t, true);
	for (const size of [-1, 2 ** 53]) t.throws(() => reader.read(size), { instanceOf: RangeError });
	t.throws(() => reader.read("1" as never), { instanceOf: TypeError });
	t.throws(() => writer.write(1 as never), { instanceOf: TypeError });
});

test("pipe: a child writes into it, a transport reads it, and the descriptor is closed with that", async (t) => {
	const [reader, writer] = ends(t, false);
	const file = new OpenFile(reader.fileno());
	let heard = "";
	const ended = loop.createFuture<void>();
	class Listener extends Protocol {
		override dataReceived(data: Buffer): void {
			heard += data;
		}
		override connectionLost(): void {
			ended.setResult();
		}
	}
	await loop.connectReadPipe(() => new Listener(), reader);
	const child = spawn("echo", ["from a child"], { stdio: ["ignore", writer.fileno(), "ignore"] });
	await once(child, "exit");
	writer.close();
	await ended;
	t.is(heard, "from a child\n");
	t.true(reader.closed);
	if (OpenFile.canCount) t.is(file.copies(), 0);
});
