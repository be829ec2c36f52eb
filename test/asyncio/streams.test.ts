/** StreamReader, StreamReaderProtocol and StreamWriter, as CPython has them. */
import {
	BrokenPipeError,
	ConnectionResetError,
	InterruptedError,
	KeyError,
	ValueError,
} from "../../src/errors.js";
import { type Coroutine, currentTask, type Future, Task } from "../../src/futures/index.js";
import type { StreamReader, StreamWriter } from "../../src/streams/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import {
	connected,
	done,
	endedReader,
	readerOf,
	TracedTransport,
	tell,
	telling,
	text,
} from "./helpers/streams.js";
import { ticker, turns, wait } from "./helpers/tasks.js";

type Reading = (reader: StreamReader) => Future<Buffer>;

compareWithPython("streams", {
	*read_what_is_there(trace) {
		const reader = readerOf(["hello", "world"]);
		yield* tell(trace, "some", () => reader.read(3));
		yield* tell(trace, "rest", () => reader.read(100));
	},

	*read_waits_for_bytes(trace, loop) {
		const reader = readerOf();
		loop.callLater(10, () => reader.feedData("hello"));
		yield* tell(trace, "read", () => reader.read(3));
		yield* tell(trace, "rest", () => reader.read(3));
	},

	*read_takes_all_of_its_round(trace) {
		const reader = readerOf();
		const task = telling(trace, "read", () => reader.read(100));
		yield* turns(1);
		reader.feedData("a");
		reader.feedData("b");
		yield* task;
		trace(reader.atEof());
	},

	*read_goes_on_in_the_next_round(trace) {
		const reader = readerOf();
		const task = telling(trace, "read", () => reader.read(100));
		yield* turns(2);
		reader.feedData("a");
		yield* ticker(trace, 3);
		yield* task;
	},

	*read_nothing(trace) {
		const reader = readerOf();
		yield* tell(trace, "read", () => reader.read(0));
	},

	*read_at_the_end(trace) {
		const reader = endedReader("ab");
		for (const name of ["first", "second"]) yield* tell(trace, name, () => reader.read(10));
		trace(reader.atEof());
	},

	*read_waits_and_the_end_comes(trace, loop) {
		const reader = readerOf();
		loop.callLater(10, () => reader.feedEof());
		yield* tell(trace, "read", () => reader.read(10));
	},

	*read_to_the_end(trace, loop) {
		const reader = readerOf(["a", "b"], 2);
		loop.callLater(10, () => reader.feedData("cdefgh"));
		loop.callLater(20, () => reader.feedData("ij"));
		loop.callLater(30, () => reader.feedEof());
		yield* tell(trace, "read", () => reader.read());
		yield* tell(trace, "again", () => reader.read());
	},

	*line_in_one_piece(trace) {
		const reader = readerOf(["one\ntwo\n\nrest"]);
		for (const name of ["first", "second", "third"]) yield* tell(trace, name, () => reader.readline());
	},

	*line_in_many_pieces(trace, loop) {
		const reader = readerOf();
		for (const [at, letter] of [..."line\nx"].entries()) {
			loop.callLater(10 + at, () => reader.feedData(letter));
		}
		yield* tell(trace, "line", () => reader.readline());
	},

	*line_without_an_end(trace) {
		const reader = endedReader("one\ntwo");
		for (const name of ["first", "second", "third"]) yield* tell(trace, name, () => reader.readline());
	},

	*line_without_an_end_comes_late(trace, loop) {
		const reader = readerOf(["tw"]);
		loop.callLater(10, () => reader.feedData("o"));
		loop.callLater(20, () => reader.feedEof());
		yield* tell(trace, "line", () => reader.readline());
	},

	*line_of_just_the_limit(trace) {
		const reader = readerOf(["abcd\nabcde\n"], 4);
		yield* tell(trace, "four", () => reader.readline());
		yield* tell(trace, "five", () => reader.readline());
	},

	*line_longer_than_the_limit(trace) {
		const reader = readerOf(["abcde"], 4);
		yield* tell(trace, "line", () => reader.readline());
	},

	*line_grows_longer_than_the_limit(trace, loop) {
		const reader = readerOf(["abc"], 4);
		loop.callLater(10, () => reader.feedData("d"));
		loop.callLater(20, () => reader.feedData("e"));
		yield* tell(trace, "line", () => reader.readline());
	},

	*exactly_what_is_there(trace) {
		const reader = readerOf(["hello"]);
		yield* tell(trace, "two", () => reader.readexactly(2));
		yield* tell(trace, "three", () => reader.readexactly(3));
	},

	*exactly_in_many_pieces(trace, loop) {
		const reader = readerOf(["a"], 1);
		for (let ms = 1; ms < 6; ms += 1) loop.callLater(ms, () => reader.feedData("bc"));
		yield* tell(trace, "seven", () => reader.readexactly(7));
	},

	*exactly_nothing(trace) {
		const reader = readerOf();
		yield* tell(trace, "none", () => reader.readexactly(0));
	},

	*exactly_less_than_nothing(trace) {
		const reader = readerOf();
		try {
			yield* reader.readexactly(-1);
		} catch (error) {
			trace("refused", error);
		}
	},

	*exactly_and_the_end_comes(trace, loop) {
		const reader = readerOf(["ab"]);
		loop.callLater(10, () => reader.feedData("c"));
		loop.callLater(20, () => reader.feedEof());
		yield* tell(trace, "five", () => reader.readexactly(5));
		trace(reader.atEof());
		yield* tell(trace, "five", () => reader.readexactly(5));
	},

	*until_a_separator(trace) {
		const reader = readerOf(["one--two-", "-three"]);
		yield* tell(trace, "first", () => reader.readuntil("--"));
		yield* tell(trace, "second", () => reader.readuntil("--"));
	},

	*until_a_separator_in_many_pieces(trace, loop) {
		const reader = readerOf();
		for (const [at, letter] of [..."aabaabaaab"].entries()) {
			loop.callLater(10 + at, () => reader.feedData(letter));
		}
		yield* tell(trace, "read", () => reader.readuntil("aaab"));
	},

	*until_the_first_of_several(trace) {
		const reader = readerOf(["a;b\r\nc\nd"]);
		for (const name of ["first", "second", "third"]) {
			yield* tell(trace, name, () => reader.readuntil(["\r\n", ";", "\n"]));
		}
	},

	*until_the_shortest_of_several(trace) {
		const reader = readerOf(["xxabcxx", "ab"]);
		yield* tell(trace, "first", () => reader.readuntil(["abc", "ab", "xabcx"]));
		yield* tell(trace, "second", () => reader.readuntil(["abc", "cxx"]));
	},

	*until_one_of_several_that_comes_late(trace, loop) {
		const reader = readerOf(["xx--"]);
		loop.callLater(10, () => reader.feedData("-"));
		loop.callLater(20, () => reader.feedData("END"));
		yield* tell(trace, "read", () => reader.readuntil(["END", "-----"]));
	},

	*until_nothing(trace) {
		const reader = readerOf(["abc"]);
		for (const separator of ["", [], ["a", ""]]) {
			try {
				yield* reader.readuntil(separator);
			} catch (error) {
				if (error instanceof ValueError) trace("refused", error);
			}
		}
	},

	*until_the_end_comes(trace, loop) {
		const reader = readerOf(["ab-"]);
		loop.callLater(10, () => reader.feedEof());
		yield* tell(trace, "read", () => reader.readuntil("--"));
		trace(reader.atEof());
	},

	*until_past_the_limit(trace) {
		const reader = readerOf(["abcdefgh--"], 4);
		yield* tell(trace, "read", () => reader.readuntil("--"));
		yield* tell(trace, "again", () => reader.readuntil("--"));
		yield* tell(trace, "whole", () => reader.read(100));
	},

	*until_never_within_the_limit(trace, loop) {
		const reader = readerOf(["abcd"], 4);
		loop.callLater(10, () => reader.feedData("efg"));
		yield* tell(trace, "read", () => reader.readuntil("---"));
		yield* tell(trace, "whole", () => reader.read(100));
	},

	*exception_comes_first(trace) {
		const reader = readerOf(["unread\n"]);
		reader.setException(new InterruptedError("no"));
		trace(reader.exception());
		const reads: readonly Reading[] = [
			(r) => r.read(1),
			(r) => r.read(),
			(r) => r.readline(),
			(r) => r.readexactly(1),
			(r) => r.readuntil(),
			(r) => r.read(0),
		];
		for (const read of reads) {
			try {
				yield* read(reader);
			} catch (error) {
				if (error instanceof InterruptedError) trace("raised");
			}
		}
	},

	*exception_while_a_read_waits(trace, loop) {
		const reads: readonly Reading[] = [
			(r) => r.read(9),
			(r) => r.readline(),
			(r) => r.readexactly(9),
			(r) => r.read(),
		];
		for (const read of reads) {
			const reader = readerOf();
			loop.callLater(10, () => reader.setException(new KeyError("no")));
			yield* tell(trace, "read", () => read(reader));
			trace(reader.exception());
		}
	},

	*cancelled_read_loses_nothing(trace) {
		const reader = readerOf();
		const reads: readonly Reading[] = [(r) => r.read(9), (r) => r.readline(), (r) => r.readexactly(9)];
		for (const read of reads) {
			const task = telling(trace, "read", () => read(reader));
			yield* turns(2);
			task.cancel();
			yield* task;
			reader.feedData("abc");
			yield* tell(trace, "next", () => reader.read(9));
		}
	},

	*cancelled_read_with_a_part_loses_nothing(trace) {
		const reader = readerOf(["ab"]);
		const reads: readonly Reading[] = [(r) => r.readline(), (r) => r.readexactly(9)];
		for (const read of reads) {
			const task = telling(trace, "read", () => read(reader));
			yield* turns(2);
			task.cancel();
			yield* task;
		}
		yield* tell(trace, "next", () => reader.read(9));
	},

	*read_cancelled_when_bytes_have_come(trace) {
		const reader = readerOf();
		const reads: readonly Reading[] = [(r) => r.read(9), (r) => r.readline(), (r) => r.readexactly(3)];
		for (const read of reads) {
			const task = telling(trace, "read", () => read(reader));
			yield* turns(2);
			reader.feedData("ab\n");
			task.cancel();
			yield* task;
			yield* tell(trace, "next", () => reader.read(9));
		}
	},

	*read_cancelled_when_the_end_has_come(trace) {
		const reader = readerOf(["ab"]);
		const task = telling(trace, "read", () => reader.readexactly(9));
		yield* turns(2);
		reader.feedEof();
		task.cancel();
		yield* task;
		yield* tell(trace, "next", () => reader.read(9));
	},

	*two_reads_at_once(trace) {
		const reader = readerOf();
		const first = telling(trace, "first", () => reader.read(9));
		yield* turns(1);
		yield* tell(trace, "second", () => reader.readline());
		reader.feedData("abc");
		yield* first;
	},

	*end_of_the_stream(trace) {
		const reader = readerOf(["ab"]);
		trace(reader.atEof());
		reader.feedEof();
		trace(reader.atEof());
		yield* reader.read(1);
		trace(reader.atEof());
		yield* reader.read(1);
		trace(reader.atEof());
	},

	// biome-ignore lint/correctness/useYield: a scenario is a coroutine, waiting or not
	*wrong_use_of_the_feeding_side(trace) {
		const reader = endedReader();
		try {
			reader.feedData("more");
		} catch {
			trace("data after the end");
		}
		reader.feedEof();
		reader.setTransport(new TracedTransport(trace));
		try {
			reader.setTransport(new TracedTransport(trace));
		} catch {
			trace("a second transport");
		}
		for (const limit of [0, -1]) {
			try {
				readerOf([], limit);
			} catch (error) {
				trace("limit", limit, error);
			}
		}
	},

	*lines_of_a_stream(trace, loop) {
		const reader = readerOf(["one\ntwo\n"]);
		loop.callLater(10, () => reader.feedData("three\nfo"));
		loop.callLater(20, () => reader.feedData("ur"));
		loop.callLater(30, () => reader.feedEof());
		for (;;) {
			const line = yield* reader.readline();
			if (line.length === 0) break;
			trace("line", text(line));
		}
	},

	*lines_are_left(trace) {
		const reader = endedReader("one\ntwo\nthree\n");
		trace("line", text(yield* reader.readline()));
		yield* tell(trace, "rest", () => reader.read());
	},

	*pauses_above_twice_the_limit(trace) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		for (const letter of "abcdefgh") {
			trace("feeds", letter);
			reader.feedData(letter);
		}
		for (let i = 0; i < 4; i += 1) yield* tell(trace, "read", () => reader.read(2));
	},

	*resumes_for_a_read_that_must_wait(trace, loop) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		reader.feedData("abcdefg");
		loop.callLater(10, () => reader.feedData("hi"));
		yield* tell(trace, "nine", () => reader.readexactly(9));
	},

	*resumes_after_a_line(trace) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		reader.feedData("ab\ncd\nef\n");
		for (let i = 0; i < 3; i += 1) yield* tell(trace, "line", () => reader.readline());
	},

	*stays_paused_after_a_limit(trace) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		reader.feedData("abcdefgh-");
		yield* tell(trace, "read", () => reader.readuntil("-"));
		yield* tell(trace, "whole", () => reader.read(6));
	},

	*pauses_while_a_read_has_its_bytes(trace) {
		const reader = readerOf([], 3);
		reader.setTransport(new TracedTransport(trace));
		const task = telling(trace, "read", () => reader.read(100));
		yield* turns(2);
		reader.feedData("abcdefgh");
		trace("fed");
		yield* task;
	},

	*drain_need_not_wait(trace, loop) {
		const { writer } = connected(trace, loop);
		yield* done(trace, "drain", () => writer.drain());
	},

	*drain_waits_until_writing_resumes(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		protocol.pauseWriting();
		loop.callLater(10, () => protocol.resumeWriting());
		yield* done(trace, "drain", () => writer.drain());
	},

	*several_drains_wait(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		protocol.pauseWriting();
		const tasks = ["a", "b", "c"].map((name) => new Task(done(trace, name, () => writer.drain())));
		yield* turns(2);
		tasks[1]?.cancel();
		yield* turns(2);
		protocol.resumeWriting();
		yield* wait(tasks);
	},

	*drain_waits_and_the_connection_is_lost(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		protocol.pauseWriting();
		const tasks = ["a", "b"].map((name) => new Task(done(trace, name, () => writer.drain())));
		yield* turns(2);
		protocol.connectionLost(new BrokenPipeError("no"));
		yield* wait(tasks);
		yield* done(trace, "later", () => writer.drain());
		yield* done(trace, "later", () => writer.drain());
	},

	*drain_after_a_good_end(trace, loop) {
		const { writer, protocol, transport } = connected(trace, loop);
		transport.closing = true;
		protocol.connectionLost(undefined);
		yield* done(trace, "drain", () => writer.drain());
	},

	*drain_of_a_closing_connection_gives_way(trace, loop) {
		const { writer, protocol } = connected(trace, loop);
		writer.close();
		yield* done(trace, "first", () => writer.drain());
		loop.callSoon(() => protocol.connectionLost(undefined));
		yield* done(trace, "second", () => writer.drain());
	},

	*drain_takes_a_turn_when_closing(trace, loop) {
		const { writer } = connected(trace, loop);
		writer.close();
		const task = new Task(done(trace, "drain", () => writer.drain()));
		yield* ticker(trace, 3);
		yield* task;
	},

	*drain_fails_with_the_reader(trace, loop) {
		const { reader, writer } = connected(trace, loop);
		reader.setException(new InterruptedError("no"));
		yield* done(trace, "drain", () => writer.drain());
	},

	*closed_in_good_order(trace, loop) {
		const { reader, writer, protocol } = connected(trace, loop);
		trace(writer.isClosing());
		writer.close();
		trace(writer.isClosing());
		loop.callLater(10, () => protocol.connectionLost(undefined));
		yield* done(trace, "closed", () => writer.waitClosed());
		yield* done(trace, "again", () => writer.waitClosed());
		trace(reader.atEof());
	},

	*closed_by_a_failure(trace, loop) {
		const { reader, writer, protocol } = connected(trace, loop);
		loop.callLater(10, () => protocol.connectionLost(new ConnectionResetError("no")));
		yield* done(trace, "closed", () => writer.waitClosed());
		yield* done(trace, "again", () => writer.waitClosed());
		yield* tell(trace, "read", () => reader.read(1));
	},

	*lost_while_a_read_waits(trace, loop) {
		const { reader, protocol } = connected(trace, loop);
		loop.callLater(10, () => protocol.connectionLost(new ConnectionResetError("no")));
		yield* tell(trace, "read", () => reader.read(1));
	},

	*half_closed_by_the_peer(trace, loop) {
		const { reader, writer, protocol } = connected(trace, loop);
		protocol.dataReceived(Buffer.from("bye"));
		trace("stays open", protocol.eofReceived());
		yield* tell(trace, "read", () => reader.read());
		yield* done(trace, "drain", () => writer.drain());
	},

	*callback_is_called_at_once(trace, loop) {
		connected(trace, loop, () => trace("called"));
		trace("made");
	},

	*coroutine_callback_runs_as_a_task(trace, loop) {
		const { protocol } = connected(trace, loop, function* (reader: StreamReader): Coroutine<void> {
			trace("begins", currentTask() !== undefined);
			trace("read", text(yield* reader.read(9)));
		});
		trace("made");
		yield* turns(2);
		protocol.dataReceived(Buffer.from("abc"));
		yield* turns(2);
	},

	*coroutine_callback_fails(trace, loop) {
		// biome-ignore lint/correctness/useYield: it is a coroutine
		connected(trace, loop, function* (_reader: StreamReader, _writer: StreamWriter): Coroutine<void> {
			throw new KeyError("no");
		});
		yield* turns(4);
	},

	*coroutine_callback_is_cancelled(trace, loop) {
		connected(trace, loop, function* (reader: StreamReader): Coroutine<void> {
			currentTask()?.cancel();
			yield* reader.read(1);
		});
		yield* turns(4);
	},
});
