/** StreamReader, StreamReaderProtocol and StreamWriter in async functions, as CPython has them. */
import { BrokenPipeError, ConnectionResetError, KeyError } from "../../src/errors.js";
import { currentTask, type Future, sleep, Task } from "../../src/futures/index.js";
import type { StreamReader } from "../../src/streams/index.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";
import { connected, endedReader, readerOf, TracedTransport, tellFailure, text } from "./helpers/streams.js";
import type { Trace } from "./helpers/trace.js";

type Reading = (reader: StreamReader) => Future<Buffer>;

async function tell(trace: Trace, name: string, read: () => Future<Buffer>): Promise<void> {
	try {
		trace(name, text(await read()));
	} catch (error) {
		tellFailure(trace, name, error);
	}
}

function telling(trace: Trace, name: string, read: () => Future<Buffer>): Task<void> {
	return new Task(() => tell(trace, name, read));
}

async function done(trace: Trace, name: string, wait: () => Future<void>): Promise<void> {
	try {
		await wait();
		trace(name, "done");
	} catch (error) {
		trace(name, error);
	}
}

async function turns(count: number): Promise<void> {
	for (let i = 0; i < count; i += 1) await sleep(0);
}

compareAsyncWithPython("streams", {
	async read_what_is_there(trace) {
		const reader = readerOf(["hello", "world"]);
		await tell(trace, "some", () => reader.read(3));
		await tell(trace, "rest", () => reader.read(100));
	},

	async read_waits_for_bytes(trace, loop) {
		const reader = readerOf();
		loop.callLater(10, () => reader.feedData("hello"));
		await tell(trace, "read", () => reader.read(3));
		await tell(trace, "rest", () => reader.read(3));
	},

	async read_takes_all_of_its_round(trace) {
		const reader = readerOf();
		const task = telling(trace, "read", () => reader.read(100));
		await turns(1);
		reader.feedData("a");
		reader.feedData("b");
		await task;
		trace(reader.atEof());
	},

	async read_nothing(trace) {
		const reader = readerOf();
		await tell(trace, "read", () => reader.read(0));
	},

	async read_at_the_end(trace) {
		const reader = endedReader("ab");
		for (const name of ["first", "second"]) await tell(trace, name, () => reader.read(10));
		trace(reader.atEof());
	},

	async read_to_the_end(trace, loop) {
		const reader = readerOf(["a", "b"], 2);
		loop.callLater(10, () => reader.feedData("cdefgh"));
		loop.callLater(20, () => reader.feedData("ij"));
		loop.callLater(30, () => reader.feedEof());
		await tell(trace, "read", () => reader.read());
		await tell(trace, "again", () => reader.read());
	},

	async line_in_many_pieces(trace, loop) {
		const reader = readerOf();
		for (const [at, letter] of [..."line\nx"].entries()) {
			loop.callLater(10 + at, () => reader.feedData(letter));
		}
		await tell(trace, "line", () => reader.readline());
	},

	async line_without_an_end(trace) {
		const reader = endedReader("one\ntwo");
		for (const name of ["first", "second", "third"]) await tell(trace, name, () => reader.readline());
	},

	async line_of_just_the_limit(trace) {
		const reader = readerOf(["abcd\nabcde\n"], 4);
		await tell(trace, "four", () => reader.readline());
		await tell(trace, "five", () => reader.readline());
	},

	async line_grows_longer_than_the_limit(trace, loop) {
		const reader = readerOf(["abc"], 4);
		loop.callLater(10, () => reader.feedData("d"));
		loop.callLater(20, () => reader.feedData("e"));
		await tell(trace, "line", () => reader.readline());
	},

	async exactly_and_the_end_comes(trace, loop) {
		const reader = readerOf(["ab"]);
		loop.callLater(10, () => reader.feedData("c"));
		loop.callLater(20, () => reader.feedEof());
		await tell(trace, "five", () => reader.readexactly(5));
		trace(reader.atEof());
		await tell(trace, "five", () => reader.readexactly(5));
	},

	async until_the_first_of_several(trace) {
		const reader = readerOf(["a;b\r\nc\nd"]);
		for (const name of ["first", "second", "third"]) {
			await tell(trace, name, () => reader.readuntil(["\r\n", ";", "\n"]));
		}
	},

	async until_past_the_limit(trace) {
		const reader = readerOf(["abcdefgh--"], 4);
		await tell(trace, "read", () => reader.readuntil("--"));
		await tell(trace, "again", () => reader.readuntil("--"));
		await tell(trace, "whole", () => reader.read(100));
	},

	async exception_while_a_read_waits(trace, loop) {
		const reads: readonly Reading[] = [
			(r) => r.read(9),
			(r) => r.readline(),
			(r) => r.readexactly(9),
			(r) => r.read(),
		];
		for (const read of reads) {
			const reader = readerOf();
			loop.callLater(10, () => reader.setException(new KeyError("no")));
			await tell(trace, "read", () => read(reader));
			trace(reader.exception());
		}
	},

	async cancelled_read_loses_nothing(trace) {
		const reader = readerOf();
		const reads: readonly Reading[] = [(r) => r.read(9), (r) => r.readline(), (r) => r.readexactly(9)];
		for (const read of reads) {
			const task = telling(trace, "read", () => read(reader));
			await turns(2);
			task.cancel();
			await task;
			reader.feedData("abc");
			await tell(trace, "next", () => reader.read(9));
		}
	},

	async read_cancelled_when_bytes_have_come(trace) {
		const reader = readerOf();
		const reads: readonly Reading[] = [(r) => r.read(9), (r) => r.readline(), (r) => r.readexactly(3)];
		for (const read of reads) {
			const task = telling(trace, "read", () => read(reader));
			await turns(2);
			reader.feedData("ab\n");
			task.cancel();
			await task;
			await tell(trace, "next", () => reader.read(9));
		}
	},

	async read_cancelled_when_the_end_has_come(trace) {
		const reader = readerOf(["ab"]);
		const task = telling(trace, "read", () => reader.readexactly(9));
		await turns(2);
		reader.feedEof();
		task.cancel();
		await task;
		await tell(trace, "next", () => reader.read(9));
	},

	async two_reads_at_once(trace) {
		const reader = readerOf();
		const first = telling(trace, "first", () => reader.read(9));
		await turns(1);
		await tell(trace, "second", () => reader.readline());
		reader.feedData("abc");
		await first;
	},

	async lines_of_a_stream(trace, loop) {
		const reader = readerOf(["one\ntwo\n"]);
		loop.callLater(10, () => reader.feedData("three\nfo"));
		loop.callLater(20, () => reader.feedData("ur"));
		loop.callLater(30, () => reader.feedEof());
		for await (const line of reader) trace("line", text(line));
	},

	async lines_are_left(trace) {
		const reader = endedReader("one\ntwo\nthree\n");
		for await (const line of reader) {
			trace("line", text(line));
			break;
		}
		await tell(trace, "rest", () => reader.read());
	},

	async resumes_after_a_line(trace) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		reader.feedData("ab\ncd\nef\n");
		for (let i = 0; i < 3; i += 1) await tell(trace, "line", () => reader.readline());
	},

	async drain_need_not_wait(trace, loop) {
		const { writer } = connected(trace, loop);
		await done(trace, "drain", () => writer.drain());
	},

	async several_drains_wait(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		protocol.pauseWriting();
		const tasks = ["a", "b", "c"].map((name) => new Task(() => done(trace, name, () => writer.drain())));
		await turns(2);
		tasks[1]?.cancel();
		await turns(2);
		protocol.resumeWriting();
		await Promise.all(tasks);
	},

	async drain_waits_and_the_connection_is_lost(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		protocol.pauseWriting();
		const tasks = ["a", "b"].map((name) => new Task(() => done(trace, name, () => writer.drain())));
		await turns(2);
		protocol.connectionLost(new BrokenPipeError("no"));
		await Promise.all(tasks);
		await done(trace, "later", () => writer.drain());
		await done(trace, "later", () => writer.drain());
	},

	async drain_of_a_closing_connection_gives_way(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		writer.close();
		await done(trace, "first", () => writer.drain());
		loop.callSoon(() => protocol.connectionLost(undefined));
		await done(trace, "second", () => writer.drain());
	},

	async closed_by_a_failure(trace, loop) {
		const { reader, writer, protocol } = connected(trace, loop);
		loop.callLater(10, () => protocol.connectionLost(new ConnectionResetError("no")));
		await done(trace, "closed", () => writer.waitClosed());
		await done(trace, "again", () => writer.waitClosed());
		await tell(trace, "read", () => reader.read(1));
	},

	async coroutine_callback_runs_as_a_task(trace, loop) {
		const { protocol } = connected(trace, loop, async (reader) => {
			trace("begins", currentTask() !== undefined);
			trace("read", text(await reader.read(9)));
		});
		trace("made");
		await turns(2);
		protocol.dataReceived(Buffer.from("abc"));
		await turns(2);
	},

	async coroutine_callback_fails(trace, loop) {
		connected(trace, loop, async () => {
			throw new KeyError("no");
		});
		await turns(4);
	},

	async coroutine_callback_is_cancelled(trace, loop) {
		connected(trace, loop, async (reader) => {
			currentTask()?.cancel();
			await reader.read(1);
		});
		await turns(4);
	},
});
