/**
 * The same program on both kinds of loop has the same outcomes: what each operation brings or fails with, and what is left
 * in the sockets. The programs are drawn from numbers that come again; between two steps the loops come to rest, so that
 * both kernels' interfaces have the same to tell.
 */
import test from "ava";
import type { Future } from "../../src/futures/index.js";
import { type EventLoop, ProactorEventLoop, SelectorEventLoop } from "../../src/loop/index.js";
import {
	AF_UNIX,
	createServer,
	SHUT_RD,
	SHUT_RDWR,
	SHUT_WR,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
	socketpair,
} from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { closeDescriptor } from "../helpers/descriptors.js";
import { loopsHaveThreads } from "../helpers/loops-have-threads.js";
import { hasRing } from "../helpers/ring.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";
import { Random } from "../soak/random.js";

const programs = 80;
/** Under load the kernel may deliver late: only what differs each time is a difference. */
const attempts = 4;
/** Reads that bring a Buffer, or tell how many bytes are in the buffer, and what else goes on at a socket. */
const steps = [
	...["recv", "recv", "recv", "recvInto", "recvInto", "recvfrom", "recvmsg", "recvFds"],
	...["send", "send", "sendall", "sendall", "sendmsg", "sendFds", "rawSend", "rawSend", "rawRecv"],
	...["readable", "writable", "reader", "noReader", "accept", "connect", "cancel", "cancel", "abort"],
	...["shutdown", "close"],
] as const;

type Way = (loop: EventLoop, sock: Socket, options: { signal: AbortSignal }) => Future<unknown>;

/** A pair of non-blocking sockets, which is closed by whoever asked for it. */
function pairOf(kind: string): [Socket, Socket] {
	if (kind !== "tcp") {
		const types: Record<string, number> = { unix: SOCK_STREAM, dgram: SOCK_DGRAM, seqpacket: SOCK_SEQPACKET };
		return socketpair(AF_UNIX, types[kind]);
	}
	using listener = createServer(["127.0.0.1", 0]);
	const client = new Socket();
	client.connect(listener.getsockname());
	const [server] = listener.accept();
	return [client, server];
}

/** How something went wrong. */
const errorText = (error: unknown): string =>
	`${(error as Error).name} ${(error as NodeJS.ErrnoException).code}`;

/** One run of a program. */
class Run {
	readonly log: string[] = [];
	readonly #loop: EventLoop;
	readonly #random: Random;
	readonly #socks: readonly Socket[];
	readonly #others: Socket[] = [];
	readonly #listener: Socket;
	readonly #streams: boolean;
	readonly #pending: { readonly future: Future<unknown>; readonly controller: AbortController }[] = [];

	constructor(loop: EventLoop, seed: number) {
		this.#loop = loop;
		this.#random = new Random(seed);
		const kind = this.#random.pick(["unix", "tcp", "dgram", "seqpacket"]);
		this.#streams = kind === "unix" || kind === "tcp";
		this.#socks = pairOf(kind);
		this.#listener = createServer(["127.0.0.1", 0], { backlog: 100 });
		for (const sock of [...this.#socks, this.#listener]) sock.setblocking(false);
		this.log.push(kind);
	}

	/** Takes all steps, cancels what still waits, and notes what is left. */
	async go(): Promise<void> {
		const count = this.#random.between(5, 40);
		for (let i = 0; i < count; i += 1) {
			this.#step(i, this.#random.pick(steps));
			await turns(6);
		}
		for (const { future } of this.#pending) future.cancel();
		for (const sock of this.#socks) if (sock.fileno() >= 0) this.#loop.removeReader(sock);
		await turns(3);
		for (const [side, sock] of this.#socks.entries())
			this.#attempt(`left ${side}`, () => sock.recv(1_000_000));
		await becomesIdle(this.#loop);
		for (const sock of [...this.#socks, ...this.#others, this.#listener]) sock.close();
	}

	#step(index: number, what: (typeof steps)[number]): void {
		const random = this.#random;
		const side = random.between(0, 1);
		const sock = this.#socks[side] as Socket;
		const data = Buffer.alloc(
			random.length(this.#streams ? 50_000 : 2000),
			String.fromCharCode(65 + (index % 26)),
		);
		const size = random.length(40_000);
		const chosen = random.between(0, 4);
		const name = `${index} ${what} ${side}`;
		const buffer = Buffer.alloc(size);
		const peerless = this.log[0] === "tcp";
		const ways: Partial<Record<typeof what, Way>> = {
			recv: (loop, s, o) => loop.sockRecv(s, size, o),
			recvInto: (loop, s, o) => loop.sockRecvInto(s, buffer, o),
			recvfrom: (loop, s, o) => loop.sockRecvfrom(s, size, o),
			recvmsg: (loop, s, o) => loop.sockRecvmsg(s, size, 0, o),
			recvFds: (loop, s, o) => (peerless ? loop.sockRecv(s, size, o) : loop.sockRecvFds(s, size, 4, o)),
			send: (loop, s, o) => loop.sockSend(s, data, o),
			sendall: (loop, s, o) => loop.sockSendall(s, data, o),
			sendmsg: (loop, s, o) => loop.sockSendmsg(s, [data, data], [], o),
			sendFds: (loop, s, o) =>
				peerless ? loop.sockSend(s, data, o) : loop.sockSendFds(s, [data], [0, 1], o),
			readable: (loop, s, o) => loop.waitReadable(s, o),
			writable: (loop, s, o) => loop.waitWritable(s, o),
			accept: (loop, _, o) => loop.sockAccept(this.#listener, o),
			connect: (loop, _, o) => loop.sockConnect(this.#newSocket(), this.#listener.getsockname(), o),
		};
		const way = ways[what];
		if (way !== undefined) this.#begin(name, sock, way, buffer);
		else if (what === "rawSend") this.#attempt(name, () => sock.send(data));
		else if (what === "rawRecv") this.#attempt(name, () => sock.recv(size));
		else if (what === "cancel") this.#pending.at(-1 - chosen)?.future.cancel();
		else if (what === "abort") this.#pending.at(-1 - chosen)?.controller.abort();
		else if (what === "noReader") this.#attempt(name, () => this.#loop.removeReader(sock));
		else if (what === "reader") this.#attempt(name, () => this.#read(name, sock, size));
		else if (chosen > 0) return;
		else if (what === "close") sock.close();
		else this.#attempt(name, () => sock.shutdown(random.pick([SHUT_RD, SHUT_WR, SHUT_RDWR])));
	}

	/** Begins an operation, and notes how it ends. */
	#begin(name: string, sock: Socket, way: Way, buffer: Buffer): void {
		const controller = new AbortController();
		this.#attempt(name, () => {
			const future = way(this.#loop, sock, { signal: controller.signal });
			this.#pending.push({ future, controller });
			future.addDoneCallback((done) => {
				if (done.cancelled()) this.log.push(`${name}: cancelled`);
				else if (done.exception() !== undefined) this.log.push(`${name}: ${errorText(done.exception())}`);
				else this.log.push(`${name}: ${this.#show(done.result(), buffer)}`);
			});
		});
	}

	/** Reads once when there is something. */
	#read(name: string, sock: Socket, size: number): void {
		this.#loop.addReader(sock, () => {
			this.#loop.removeReader(sock);
			this.#attempt(`${name} reads`, () => sock.recv(size));
		});
	}

	#attempt(name: string, call: () => unknown): void {
		try {
			this.log.push(`${name}: ${this.#show(call())}`);
		} catch (error) {
			this.log.push(`${name}: ${errorText(error)}`);
		}
	}

	#newSocket(): Socket {
		const sock = new Socket();
		sock.setblocking(false);
		this.#others.push(sock);
		return sock;
	}

	#show(value: unknown, buffer?: Buffer): string {
		if (typeof value === "number" && buffer !== undefined)
			return `${value} ${buffer.toString("latin1", 0, 9)}`;
		if (Buffer.isBuffer(value)) {
			const letters = [...new Set(value.toString("latin1"))].join("");
			return `${value.length} bytes of ${letters}`;
		}
		if (!Array.isArray(value)) return typeof value === "object" ? "an object" : String(value);
		const [first, second] = value;
		if (first instanceof Socket) {
			this.#others.push(first);
			return "a connection";
		}
		if (!Array.isArray(second)) return this.#show(first, buffer);
		for (const each of second) if (typeof each === "number") closeDescriptor(each);
		return `${this.#show(first)} and ${second.length}`;
	}
}

async function logOf(loop: EventLoop, seed: number): Promise<readonly string[]> {
	try {
		const run = new Run(loop, seed);
		await run.go();
		return run.log;
	} finally {
		loop.close();
	}
}

test("a program of socket operations has the same outcomes on a selector and on a ring", async (t) => {
	if (!hasRing(t)) return;
	if (loopsHaveThreads) {
		skip(t, "loops that come to rest in some turns", "each has a thread, which tells of events later");
		return;
	}
	for (let seed = 1; seed <= programs; seed += 1) {
		for (let attempt = 1; ; attempt += 1) {
			const expected = await logOf(new SelectorEventLoop(), seed);
			const actual = await logOf(new ProactorEventLoop(), seed);
			if (attempt < attempts && expected.join() !== actual.join()) continue;
			t.deepEqual(actual, expected, `seed ${seed}`);
			break;
		}
	}
});
