/** Transports of pipes, as CPython has them. */
import { close, openPipe, read, syscall, write } from "../../src/ffi/index.js";
import { type Coroutine, type Future, sleep } from "../../src/futures/index.js";
import {
	type EventLoop,
	Protocol,
	type ProtocolFactory,
	type ReadTransport,
	type WriteTransport,
} from "../../src/loop/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";

class Log extends Protocol {
	readonly trace: Trace;
	readonly lost: Future<void>;
	transport: ReadTransport | undefined;

	constructor(trace: Trace, loop: EventLoop) {
		super();
		this.trace = trace;
		this.lost = loop.createFuture();
	}

	override connectionMade(transport: ReadTransport): void {
		this.transport = transport;
		this.trace("made");
	}

	override dataReceived(data: Buffer): void {
		this.trace("data", data.toString());
	}

	override eofReceived(): boolean {
		this.trace("eof");
		return true;
	}

	override pauseWriting(): void {
		this.trace("pause");
	}

	override resumeWriting(): void {
		this.trace("resume");
	}

	override connectionLost(exc: unknown): void {
		this.trace("lost", exc);
		this.lost.setResult();
	}
}

function makePipe(): [reader: number, writer: number] {
	const ends = new Int32Array(2);
	syscall("pipe", openPipe(ends));
	return [...ends] as [number, number];
}

function put(fd: number, text: string): void {
	syscall("write", write(fd, Buffer.from(text), text.length));
}

function take(fd: number, size: number): string {
	const bytes = Buffer.alloc(size);
	return bytes.toString("latin1", 0, syscall("read", read(fd, bytes, size)));
}

function* reading(
	trace: Trace,
	loop: EventLoop,
	make: ProtocolFactory<Log> = () => new Log(trace, loop),
): Coroutine<{ transport: ReadTransport; protocol: Log; writer: number }> {
	const [reader, writer] = makePipe();
	const [transport, protocol] = yield* loop.connectReadPipe(make, reader);
	trace("connected");
	return { transport, protocol, writer };
}

function* writing(
	trace: Trace,
	loop: EventLoop,
): Coroutine<{ transport: WriteTransport; protocol: Log; reader: number }> {
	const [reader, writer] = makePipe();
	const [transport, protocol] = yield* loop.connectWritePipe(() => new Log(trace, loop), writer);
	trace("connected");
	return { transport, protocol, reader };
}

compareWithPython("pipes", {
	*read_pipe_data_and_end(trace, loop) {
		const { transport, protocol, writer } = yield* reading(trace, loop);
		trace(transport.isReading(), transport.isClosing());
		put(writer, "hello");
		close(writer);
		yield* protocol.lost;
		trace(transport.isReading(), transport.isClosing());
	},

	*read_pipe_end_alone(trace, loop) {
		const { protocol, writer } = yield* reading(trace, loop);
		close(writer);
		yield* protocol.lost;
	},

	*read_pipe_closed_by_us(trace, loop) {
		const { transport, protocol, writer } = yield* reading(trace, loop);
		put(writer, "never");
		transport.close();
		trace("closing", transport.isClosing());
		loop.callSoon(trace, "soon");
		yield* protocol.lost;
		close(writer);
	},

	*read_pipe_closed_in_data_received(trace, loop) {
		class Closing extends Log {
			override dataReceived(data: Buffer): void {
				super.dataReceived(data);
				this.transport?.close();
				trace("closing");
			}
		}
		const { protocol, writer } = yield* reading(trace, loop, () => new Closing(trace, loop));
		put(writer, "hello");
		close(writer);
		yield* protocol.lost;
	},

	*read_pipe_paused(trace, loop) {
		const { transport, protocol, writer } = yield* reading(trace, loop);
		transport.pauseReading();
		trace(transport.isReading());
		put(writer, "hello");
		yield* sleep(10);
		trace("slept");
		transport.resumeReading();
		yield* sleep(10);
		close(writer);
		yield* protocol.lost;
	},

	*write_pipe_small(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		transport.write("hello");
		trace(transport.getWriteBufferSize(), take(reader, 100));
		transport.writeEof();
		trace("eof written", transport.isClosing());
		loop.callSoon(trace, "soon");
		yield* protocol.lost;
		trace(take(reader, 100) === "");
		close(reader);
	},

	*write_pipe_reader_goes(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		close(reader);
		yield* protocol.lost;
		trace(transport.isClosing());
	},

	*write_pipe_reader_goes_with_unwritten(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		transport.write("x".repeat(1_000_000));
		trace("written");
		close(reader);
		yield* protocol.lost;
		trace(transport.getWriteBufferSize());
	},

	*write_pipe_to_nobody(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		close(reader);
		transport.write("hello");
		trace("closing", transport.isClosing());
		yield* protocol.lost;
	},

	*write_pipe_aborted(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		transport.write("x".repeat(1_000_000));
		transport.abort();
		trace("aborted", transport.getWriteBufferSize());
		yield* protocol.lost;
		close(reader);
	},

	*write_pipe_paused_and_resumed(trace, loop) {
		const { transport, protocol, reader } = yield* writing(trace, loop);
		let size = 300_000;
		transport.write("x".repeat(size));
		transport.close();
		trace("closing");
		while (size > 0) {
			size -= take(reader, 65_536).length;
			yield* sleep(1);
		}
		yield* protocol.lost;
		trace(size);
		close(reader);
	},
});
