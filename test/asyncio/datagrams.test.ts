/** Datagram endpoints: the order of their callbacks, as CPython has it. Every wait has an end. */
import { RuntimeError, ValueError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { DatagramProtocol, type DatagramTransport, type EventLoop } from "../../src/loop/index.js";
import { type Address, AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, Socket } from "../../src/sockets/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";
import { traceThrown } from "./helpers/trace-thrown.js";
import { until } from "./helpers/until.js";

let names = 0;

interface EventsOptions {
	readonly failsIn?: string;
	readonly closesIn?: string;
}

class Events extends DatagramProtocol {
	readonly seen: string[] = [];
	address: Address | undefined;
	readonly #trace: Trace;
	readonly #options: EventsOptions;
	#transport: DatagramTransport | undefined;

	constructor(trace: Trace, options: EventsOptions = {}) {
		super();
		this.#trace = trace;
		this.#options = options;
	}

	#note(name: string, ...what: readonly unknown[]): void {
		this.seen.push(name);
		this.#trace(name, ...what);
		if (this.#options.closesIn === name) this.#transport?.close();
		if (this.#options.failsIn === name) throw new ValueError(name);
	}

	override connectionMade(transport: DatagramTransport): void {
		this.#transport = transport;
		this.#note("made");
	}

	override datagramReceived(data: Buffer, address: Address): void {
		this.address = address;
		this.#note("received", data.toString());
	}

	override errorReceived(exc: Error): void {
		this.#note("error", exc);
	}

	override connectionLost(exc: unknown): void {
		this.#note("lost", exc);
	}

	override pauseWriting(): void {
		this.#note("pause");
	}

	override resumeWriting(): void {
		this.#note("resume");
	}
}

function udp(): Socket {
	const sock = new Socket(AF_INET, SOCK_DGRAM);
	sock.setblocking(false);
	sock.bind(["127.0.0.1", 0]);
	return sock;
}

type Pair = readonly [ours: Socket, peer: Socket];

function udpPair(): Pair {
	const pair = [udp(), udp()] as const;
	pair[0].connect(pair[1].getsockname());
	pair[1].connect(pair[0].getsockname());
	return pair;
}

/** Unix datagrams wait when the receiver has no room, where those of UDP are lost. */
function unixPair(): Pair {
	const made = (): Socket => {
		const sock = new Socket(AF_UNIX, SOCK_DGRAM);
		sock.setblocking(false);
		names += 1;
		sock.bind(Buffer.from(`\0evloop-datagrams-test-${process.pid}-${names}`));
		return sock;
	};
	const pair = [made(), made()] as const;
	pair[0].connect(pair[1].getsockname());
	return pair;
}

type Made = [transport: DatagramTransport, protocol: Events, peer: Socket];

function* endpoint(
	trace: Trace,
	loop: EventLoop,
	options?: EventsOptions,
	[ours, peer]: Pair = udpPair(),
): Coroutine<Made> {
	const [transport, protocol] = yield* loop.createDatagramEndpoint(() => new Events(trace, options), {
		sock: ours,
	});
	return [transport, protocol, peer];
}

const countOf = ({ seen }: Events, name: string) => seen.filter((each) => each === name).length;

const heard = (protocol: Events, name: string, times = 1) => until(() => countOf(protocol, name) >= times);

function* lost(protocol: Events, peer: Socket): Coroutine<void> {
	yield* heard(protocol, "lost");
	peer.close();
}

const numbered = (number: number) => String(number).padStart(6, "0");

/** Sends until something is left in the buffer; returns how many datagrams. */
function fill(transport: DatagramTransport): number {
	for (let count = 1; count < 100_000; count += 1) {
		transport.sendto(numbered(count));
		if (transport.getWriteBufferSize() > 0) return count;
	}
	throw new RuntimeError("it never fills");
}

function drain(peer: Socket, numbers: number[]): void {
	try {
		for (;;) numbers.push(Number(String(peer.recv(100))));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
	}
}

const countsTo = (numbers: readonly number[], last: number) =>
	numbers.length === last && numbers.every((number, index) => number === index + 1);

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

compareWithPython("datagrams", {
	*made_received_closed(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		trace("connected", transport.isClosing());
		peer.send("hello");
		yield* heard(protocol, "received");
		transport.close();
		trace("closed", transport.isClosing());
		yield* lost(protocol, peer);
	},

	*made_before_the_await_goes_on(trace, loop) {
		const [ours, peer] = udpPair();
		const task = loop.createTask(function* () {
			const result = yield* loop.createDatagramEndpoint(() => new Events(trace), { sock: ours });
			trace("connected");
			return result;
		});
		loop.callSoon(trace, "soon");
		const [transport, protocol] = yield* task;
		transport.abort();
		yield* lost(protocol, peer);
	},

	*in_order_and_empty_ones_too(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		for (const data of ["a", "", "b", "", "c"]) peer.send(data);
		yield* heard(protocol, "received", 5);
		transport.close();
		yield* lost(protocol, peer);
	},

	*sends_to_its_peer(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		transport.sendto("one");
		transport.sendto("two", undefined);
		transport.sendto("");
		const [one, two, three] = [peer.recv(10), peer.recv(10), peer.recv(10)];
		trace(one.toString(), two.toString(), three.length, transport.getWriteBufferSize());
		transport.close();
		yield* lost(protocol, peer);
	},

	*by_addresses(trace, loop) {
		const server = udp();
		const [transport, protocol] = yield* loop.createDatagramEndpoint(() => new Events(trace), {
			localAddr: ["127.0.0.1", 0],
			remoteAddr: server.getsockname(),
		});
		const [name, peer] = [transport.getExtraInfo("sockname"), transport.getExtraInfo("peername")];
		trace((name as unknown as string[])[0], (peer as unknown as string[])[0]);
		trace(isSame(peer, server.getsockname()));
		trace(transport.getExtraInfo("nothing" as never), transport.getExtraInfo("nothing" as never, 7 as never));
		transport.sendto("to the peer", server.getsockname());
		const [data, address] = server.recvfrom(100);
		trace(data.toString(), isSame(address, name));
		traceThrown(trace, () => transport.sendto("elsewhere", ["127.0.0.1", 9]));
		server.sendto("answer", address as Address);
		yield* heard(protocol, "received");
		trace(isSame(protocol.address, server.getsockname()));
		transport.close();
		yield* lost(protocol, server);
	},

	*answers_whom_it_hears(trace, loop) {
		const clients = [udp(), udp()] as const;
		const [transport, protocol] = yield* loop.createDatagramEndpoint(() => new Events(trace), {
			localAddr: ["127.0.0.1", 0],
		});
		trace(transport.getExtraInfo("peername"));
		for (const [number, client] of clients.entries()) {
			client.sendto(`from ${number}`, transport.getExtraInfo("sockname") as Address);
			yield* heard(protocol, "received", number + 1);
			trace(isSame(protocol.address, client.getsockname()));
			transport.sendto(`to ${number}`, protocol.address);
			trace(client.recv(10).toString());
		}
		transport.close();
		yield* lost(protocol, clients[0]);
		clients[1].close();
	},

	*refuses_what_is_no_bytes(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		for (const value of [null, 5]) traceThrown(trace, () => transport.sendto(value as never));
		transport.abort();
		yield* lost(protocol, peer);
	},

	*close_twice(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		transport.close();
		transport.close();
		transport.abort();
		trace("again", transport.isClosing());
		yield* lost(protocol, peer);
		transport.close();
		yield* sleep(1);
	},

	*abort_twice(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		transport.abort();
		transport.abort();
		trace("aborted", transport.isClosing());
		yield* lost(protocol, peer);
		yield* sleep(1);
	},

	*close_in_each_callback(trace, loop) {
		const [first, protocol, peer] = yield* endpoint(trace, loop, { closesIn: "made" });
		trace("connected", first.isClosing());
		yield* lost(protocol, peer);
		const [, second, other] = yield* endpoint(trace, loop, { closesIn: "received" });
		other.send("x");
		yield* lost(second, other);
	},

	*closed_it_hears_nothing_more(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		peer.send("too late");
		transport.close();
		yield* lost(protocol, peer);
	},

	*sending_after_the_end(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		transport.close();
		yield* heard(protocol, "lost");
		try {
			peer.recv(10);
		} catch (error) {
			if (["EAGAIN", "ECONNREFUSED"].includes((error as NodeJS.ErrnoException).code ?? ""))
				trace("nothing came");
		}
		peer.close();
	},

	*pause_and_resume_writing(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop, {}, unixPair());
		transport.setWriteBufferLimits({ high: 100, low: 90 });
		let sent = fill(transport);
		while (!protocol.seen.includes("pause")) {
			sent += 1;
			transport.sendto(numbered(sent));
		}
		trace("filled", transport.getWriteBufferSize() > 100);
		const received: number[] = [];
		yield* until(() => {
			drain(peer, received);
			return received.length === sent;
		});
		yield* heard(protocol, "resume");
		trace(countsTo(received, sent));
		transport.sendto("1");
		trace(peer.recv(10).toString());
		transport.close();
		yield* lost(protocol, peer);
	},

	*close_flushes(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop, {}, unixPair());
		const sent = fill(transport);
		transport.close();
		trace("closing", transport.isClosing(), transport.getWriteBufferSize() > 0);
		yield* sleep(1);
		trace("peer reads");
		const received: number[] = [];
		yield* until(() => {
			drain(peer, received);
			return protocol.seen.includes("lost");
		});
		drain(peer, received);
		trace(countsTo(received, sent));
		peer.close();
	},

	*abort_drops(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop, {}, unixPair());
		const sent = fill(transport);
		transport.abort();
		trace("aborted");
		yield* heard(protocol, "lost");
		const received: number[] = [];
		drain(peer, received);
		trace(sent - received.length);
		peer.close();
	},

	*a_refusal_is_told(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		peer.close();
		transport.sendto("nobody there");
		yield* heard(protocol, "error");
		trace(transport.isClosing());
		transport.close();
		yield* lost(protocol, peer);
	},

	*too_much_is_told(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop);
		transport.sendto("x".repeat(70_000));
		trace("sent");
		transport.sendto("fits");
		trace(peer.recv(10).toString());
		transport.close();
		yield* lost(protocol, peer);
	},

	*failing_in_received(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop, { failsIn: "received" });
		peer.send("first");
		yield* heard(protocol, "received", 1);
		yield* sleep(1);
		trace(transport.isClosing());
		peer.send("second");
		yield* heard(protocol, "received", 2);
		yield* sleep(1);
		transport.close();
		yield* lost(protocol, peer);
	},

	*failing_in_lost(trace, loop) {
		const [transport, protocol, peer] = yield* endpoint(trace, loop, { failsIn: "lost" });
		transport.close();
		yield* heard(protocol, "lost");
		yield* sleep(1);
		peer.close();
	},

	*arguments_that_do_not_fit(trace, loop) {
		const stream = new Socket(AF_INET, SOCK_STREAM);
		stream.setblocking(false);
		const datagrams = udp();
		for (const options of [
			{},
			{ sock: stream },
			{ sock: datagrams, localAddr: ["127.0.0.1", 0] as const },
			{ sock: datagrams, remoteAddr: ["127.0.0.1", 9] as const },
			{ sock: datagrams, allowBroadcast: true },
		]) {
			try {
				yield* loop.createDatagramEndpoint(() => new Events(trace), options as never);
			} catch (error) {
				if (!(error instanceof ValueError)) throw error;
				trace(error);
			}
		}
		stream.close();
		datagrams.close();
	},
});
