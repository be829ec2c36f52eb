/** Protocols over socket pairs: the order of their callbacks, as CPython has it. Every wait has an end. */
import { ValueError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { BufferedProtocol, type EventLoop, Protocol, type Transport } from "../../src/loop/index.js";
import { SHUT_WR, type Socket, socketpair } from "../../src/sockets/index.js";
import { drain } from "../helpers/non-blocking-pair.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";
import { traceThrown } from "./helpers/trace-thrown.js";
import { until } from "./helpers/until.js";

/** More than a socket takes. */
const much = Buffer.alloc(4_000_000, "x");

/** What both kinds of protocols trace. */
class Events {
	readonly seen: string[] = [];
	readonly #trace: Trace;
	readonly #failsIn: readonly string[];

	constructor(trace: Trace, failsIn: readonly string[]) {
		this.#trace = trace;
		this.#failsIn = failsIn;
	}

	note(name: string, ...what: readonly unknown[]): void {
		this.seen.push(name);
		this.#trace(name, ...what);
		if (this.#failsIn.includes(name)) throw new ValueError(name);
	}
}

interface StreamOptions {
	readonly eof?: boolean;
	readonly failsIn?: readonly string[];
	readonly size?: number;
	readonly onMade?: (transport: Transport) => void;
	readonly onData?: (transport: Transport | undefined) => void;
}

class Stream extends Protocol {
	readonly events: Events;
	readonly #options: StreamOptions;
	#transport: Transport | undefined;

	constructor(trace: Trace, options: StreamOptions = {}) {
		super();
		this.events = new Events(trace, options.failsIn ?? []);
		this.#options = options;
	}

	override connectionMade(transport: Transport): void {
		this.#transport = transport;
		this.events.note("made");
		this.#options.onMade?.(transport);
	}

	override connectionLost(exc: unknown): void {
		this.events.note("lost", exc);
	}

	override pauseWriting(): void {
		this.events.note("pause");
	}

	override resumeWriting(): void {
		this.events.note("resume");
	}

	override eofReceived(): boolean {
		this.events.note("eof");
		return this.#options.eof ?? false;
	}

	override dataReceived(data: Buffer): void {
		this.events.note("data", data.toString());
		this.#options.onData?.(this.#transport);
	}
}

class Filling extends BufferedProtocol {
	readonly events: Events;
	readonly #options: StreamOptions;
	#memory = Buffer.alloc(0);

	constructor(trace: Trace, options: StreamOptions = {}) {
		super();
		this.events = new Events(trace, options.failsIn ?? []);
		this.#options = options;
	}

	override connectionMade(): void {
		this.events.note("made");
	}

	override connectionLost(exc: unknown): void {
		this.events.note("lost", exc);
	}

	override eofReceived(): boolean {
		this.events.note("eof");
		return this.#options.eof ?? false;
	}

	override getBuffer(sizehint: number): Uint8Array {
		this.events.note("get_buffer", sizehint);
		this.#memory = Buffer.alloc(this.#options.size ?? 4);
		return this.#memory;
	}

	override bufferUpdated(nbytes: number): void {
		this.events.note("updated", nbytes, this.#memory.toString("latin1", 0, nbytes));
	}
}

type Made<P> = [transport: Transport, protocol: P, peer: Socket];

function* connectAs<P extends Stream | Filling>(loop: EventLoop, factory: () => P): Coroutine<Made<P>> {
	const [ours, peer] = socketpair();
	peer.setblocking(false);
	const [transport, protocol] = yield* loop.connectAcceptedSocket(factory, ours);
	return [transport, protocol, peer];
}

const connect = (trace: Trace, loop: EventLoop, options?: StreamOptions) =>
	connectAs(loop, () => new Stream(trace, options));

const connectFilling = (trace: Trace, loop: EventLoop, options?: StreamOptions) =>
	connectAs(loop, () => new Filling(trace, options));

const heard = ({ events }: { readonly events: Events }, name: string) =>
	until(() => events.seen.includes(name));

function* lost(protocol: { readonly events: Events }, peer: Socket): Coroutine<void> {
	yield* heard(protocol, "lost");
	peer.close();
}

function* empty(transport: Transport, peer: Socket): Coroutine<void> {
	yield* until(() => {
		drain(peer);
		return transport.getWriteBufferSize() === 0;
	});
	drain(peer);
}

compareWithPython("transports", {
	*made_data_eof_lost(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		trace("connected", transport.isReading(), transport.isClosing());
		peer.send("hello");
		yield* heard(protocol, "data");
		peer.shutdown(SHUT_WR);
		yield* lost(protocol, peer);
		trace(transport.isReading(), transport.isClosing());
	},

	*connection_over_a_given_socket(trace, loop) {
		const [ours, peer] = socketpair();
		ours.setblocking(false);
		const [transport, protocol] = yield* loop.createConnection(
			() => new Stream(trace),
			undefined,
			undefined,
			{
				sock: ours,
			},
		);
		trace("connected");
		transport.close();
		trace("closed");
		yield* lost(protocol, peer);
	},

	*made_before_the_await_goes_on(trace, loop) {
		const [ours, peer] = socketpair();
		const task = loop.createTask(function* () {
			const result = yield* loop.connectAcceptedSocket(() => new Stream(trace), ours);
			trace("connected");
			return result;
		});
		loop.callSoon(trace, "soon");
		const [transport, protocol] = yield* task;
		transport.abort();
		yield* lost(protocol, peer);
	},

	*eof_true_keeps_it_open(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop, { eof: true });
		peer.shutdown(SHUT_WR);
		yield* heard(protocol, "eof");
		trace(transport.isClosing(), transport.isReading());
		transport.write("still");
		trace(peer.recv(10).toString());
		transport.close();
		yield* lost(protocol, peer);
	},

	*eof_false_closes(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop, { eof: false });
		peer.shutdown(SHUT_WR);
		yield* heard(protocol, "eof");
		trace(transport.isClosing());
		yield* lost(protocol, peer);
	},

	*data_and_eof_at_once(trace, loop) {
		const [, protocol, peer] = yield* connect(trace, loop);
		peer.send("last words");
		peer.close();
		yield* lost(protocol, peer);
	},

	*close_twice(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.close();
		trace("closing", transport.isClosing());
		transport.close();
		transport.abort();
		trace("again");
		yield* lost(protocol, peer);
		transport.close();
		yield* sleep(1);
	},

	*abort_twice(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.abort();
		transport.abort();
		trace("aborted", transport.isClosing());
		yield* lost(protocol, peer);
		yield* sleep(1);
	},

	*write_eof_twice(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		trace(transport.canWriteEof());
		transport.write("all");
		transport.writeEof();
		transport.writeEof();
		trace(peer.recv(10).toString(), peer.recv(10).length);
		traceThrown(trace, () => transport.write("more"));
		traceThrown(trace, () => transport.writelines(["more"]));
		peer.send("answer");
		yield* heard(protocol, "data");
		peer.close();
		yield* lost(protocol, peer);
	},

	*write_after_close(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.close();
		transport.write("nowhere");
		trace(transport.getWriteBufferSize());
		transport.writeEof();
		yield* heard(protocol, "lost");
		transport.write("nowhere");
		trace(peer.recv(10).length);
		peer.close();
	},

	*write_refuses_what_is_no_bytes(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		for (const value of [null, 5]) traceThrown(trace, () => transport.write(value as never));
		transport.write("");
		trace(transport.getWriteBufferSize());
		transport.abort();
		yield* lost(protocol, peer);
	},

	*close_in_each_callback(trace, loop) {
		const [first, protocol, peer] = yield* connect(trace, loop, { onMade: (transport) => transport.close() });
		trace("connected", first.isClosing());
		yield* lost(protocol, peer);
		const [, second, other] = yield* connect(trace, loop, { onData: (transport) => transport?.close() });
		other.send("x");
		yield* lost(second, other);
	},

	*pause_and_resume_reading(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.pauseReading();
		transport.pauseReading();
		trace("paused", transport.isReading());
		peer.send("later");
		yield* sleep(5);
		trace("nothing came");
		transport.resumeReading();
		transport.resumeReading();
		trace("reading", transport.isReading());
		yield* heard(protocol, "data");
		transport.close();
		transport.pauseReading();
		trace(transport.isReading());
		yield* lost(protocol, peer);
	},

	*paused_in_connection_made(trace, loop) {
		const onMade = (each: Transport) => each.pauseReading();
		const [transport, protocol, peer] = yield* connect(trace, loop, { onMade });
		peer.send("x");
		yield* sleep(5);
		trace("still paused", transport.isReading());
		transport.resumeReading();
		yield* heard(protocol, "data");
		transport.abort();
		yield* lost(protocol, peer);
	},

	*the_end_waits_while_paused(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.pauseReading();
		peer.close();
		yield* sleep(5);
		trace("not told yet");
		transport.resumeReading();
		yield* lost(protocol, peer);
	},

	*limits(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		trace(transport.getWriteBufferLimits());
		for (const each of [{ high: 100 }, { low: 100 }, { high: 0 }, { high: 30, low: 7 }]) {
			transport.setWriteBufferLimits(each);
			trace(transport.getWriteBufferLimits());
		}
		traceThrown(trace, () => transport.setWriteBufferLimits({ high: 5, low: 6 }));
		transport.setWriteBufferLimits();
		trace(transport.getWriteBufferLimits());
		transport.close();
		yield* lost(protocol, peer);
	},

	*pause_and_resume_writing(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.write(much);
		trace("written", transport.getWriteBufferSize() > 0);
		transport.write("y");
		yield* empty(transport, peer);
		trace("empty");
		transport.write(much);
		trace("again");
		transport.abort();
		yield* lost(protocol, peer);
	},

	*lower_limits_pause(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.setWriteBufferLimits({ high: 8_000_000 });
		transport.write(much);
		trace("not paused");
		transport.setWriteBufferLimits({ high: 1000 });
		trace("limits set");
		yield* empty(transport, peer);
		trace("empty");
		transport.close();
		yield* lost(protocol, peer);
	},

	*close_flushes(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.write(much);
		transport.close();
		trace("closing", transport.getWriteBufferSize() > 0, transport.isClosing());
		yield* sleep(1);
		trace("peer reads");
		yield* empty(transport, peer);
		yield* lost(protocol, peer);
	},

	*abort_drops(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.write(much);
		transport.abort();
		trace("aborted", transport.getWriteBufferSize());
		yield* lost(protocol, peer);
	},

	*abort_after_close_drops(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.write(much);
		transport.close();
		trace("closing");
		transport.abort();
		trace("aborted", transport.getWriteBufferSize());
		yield* lost(protocol, peer);
	},

	*write_eof_waits_for_the_buffer(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.write(much);
		transport.writeEof();
		trace("asked");
		// What is left in the kernel is read until the end comes.
		yield* until(() => {
			try {
				return peer.recv(1_000_000).length === 0;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
				return false;
			}
		});
		trace(peer.recv(10).length, transport.isClosing());
		transport.close();
		yield* lost(protocol, peer);
	},

	*peer_is_gone_while_writing(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.pauseReading();
		transport.write(much);
		peer.close();
		yield* heard(protocol, "lost");
		transport.write("nowhere");
		trace("over");
	},

	*peer_is_gone_before_a_write(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		transport.pauseReading();
		peer.close();
		transport.write("x");
		trace("written", transport.isClosing());
		yield* heard(protocol, "lost");
	},

	*another_protocol_takes_over(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop);
		const other = new Stream(trace);
		transport.setProtocol(other);
		trace(transport.getProtocol() === other);
		peer.send("for the other");
		yield* heard(other, "data");
		transport.close();
		yield* lost(other, peer);
		trace(protocol.events.seen);
	},

	*takes_over_in_data_received(trace, loop) {
		const other = new Filling(trace);
		const onData = (each: Transport | undefined) => each?.setProtocol(other);
		const [transport, protocol, peer] = yield* connect(trace, loop, { onData });
		peer.send("first");
		yield* heard(protocol, "data");
		peer.send("2nd");
		yield* heard(other, "updated");
		transport.abort();
		yield* lost(other, peer);
	},

	*buffered(trace, loop) {
		const [, protocol, peer] = yield* connectFilling(trace, loop);
		peer.send("abc");
		yield* heard(protocol, "updated");
		peer.shutdown(SHUT_WR);
		yield* lost(protocol, peer);
	},

	*buffered_eof_true(trace, loop) {
		const [transport, protocol, peer] = yield* connectFilling(trace, loop, { eof: true });
		peer.shutdown(SHUT_WR);
		yield* heard(protocol, "eof");
		trace(transport.isClosing());
		transport.close();
		yield* lost(protocol, peer);
	},

	*buffered_without_room(trace, loop) {
		const [, protocol, peer] = yield* connectFilling(trace, loop, { size: 0 });
		peer.send("abc");
		yield* lost(protocol, peer);
	},

	*data_received_throws(trace, loop) {
		const [, protocol, peer] = yield* connect(trace, loop, { failsIn: ["data"] });
		peer.send("x");
		yield* lost(protocol, peer);
	},

	*eof_received_throws(trace, loop) {
		const [, protocol, peer] = yield* connect(trace, loop, { failsIn: ["eof"] });
		peer.shutdown(SHUT_WR);
		yield* lost(protocol, peer);
	},

	*connection_lost_throws(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop, { failsIn: ["lost"] });
		transport.close();
		yield* lost(protocol, peer);
		yield* sleep(1);
	},

	*get_buffer_throws(trace, loop) {
		const [, protocol, peer] = yield* connectFilling(trace, loop, { failsIn: ["get_buffer"] });
		peer.send("x");
		yield* lost(protocol, peer);
	},

	*buffer_updated_throws(trace, loop) {
		const [, protocol, peer] = yield* connectFilling(trace, loop, { failsIn: ["updated"] });
		peer.send("x");
		yield* lost(protocol, peer);
	},

	*pause_and_resume_throw(trace, loop) {
		const [transport, protocol, peer] = yield* connect(trace, loop, { failsIn: ["pause", "resume"] });
		transport.write(much);
		trace("written");
		yield* empty(transport, peer);
		trace("empty", transport.isClosing());
		transport.close();
		yield* lost(protocol, peer);
	},

	*factory_throws(trace, loop) {
		const [ours, peer] = socketpair();
		const factory = () => {
			trace("factory");
			throw new ValueError("factory");
		};
		try {
			yield* loop.connectAcceptedSocket(factory, ours);
		} catch (error) {
			trace(error);
		}
		ours.close();
		peer.close();
	},
});
