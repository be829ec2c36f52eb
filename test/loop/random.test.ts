/**
 * Whatever is done in whatever order: no message is lost, doubled or overtaken, and nothing is left behind.
 *
 * Messages of a seqpacket or datagram pair are numbered. Sending, receiving in every way, cancelling, aborting, readers that
 * come and go, and turns in between are drawn at random; what was received must be what was sent.
 */
import test, { type ExecutionContext } from "ava";
import fc from "fast-check";
import type { Future } from "../../src/futures/index.js";
import type { EventLoop } from "../../src/loop/index.js";
import {
	AF_UNIX,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	type Socket,
	socketpair,
} from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { newLoop } from "../helpers/new-loop.js";
import { turns } from "../helpers/turns.js";

/** Each number is one message of a stream, too: four bytes are never sent in parts. */
const size = 4;

type Step =
	| readonly ["send", number]
	| readonly ["receive", number]
	| readonly ["cancel" | "abort", number]
	| readonly ["reader" | "writer" | "wait", number]
	| readonly ["turn", number];

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.tuple(fc.constant("send" as const), fc.nat(3)) },
	{ weight: 6, arbitrary: fc.tuple(fc.constant("receive" as const), fc.nat(4)) },
	{ weight: 4, arbitrary: fc.tuple(fc.constantFrom("cancel" as const, "abort" as const), fc.nat(20)) },
	{
		weight: 3,
		arbitrary: fc.tuple(fc.constantFrom("reader" as const, "writer" as const, "wait" as const), fc.nat(3)),
	},
	{ weight: 3, arbitrary: fc.tuple(fc.constant("turn" as const), fc.nat(2)) },
);

/** An operation on its way, what it is about, and how it is aborted. */
interface Pending {
	readonly future: Future<unknown>;
	readonly controller: AbortController;
}

class Game {
	readonly #loop: EventLoop;
	readonly #a: Socket;
	readonly #b: Socket;
	readonly #pending: Pending[] = [];
	readonly sent: number[] = [];
	readonly received: number[] = [];
	#next = 0;

	constructor(loop: EventLoop, a: Socket, b: Socket) {
		this.#loop = loop;
		this.#a = a;
		this.#b = b;
	}

	async take([what, value]: Step): Promise<void> {
		if (what === "send") this.#send(value);
		else if (what === "receive") this.#receive(value);
		else if (what === "turn") await turns(value);
		else if (what === "cancel" || what === "abort") this.#end(what, value);
		else this.#watch(what, value);
	}

	/** Takes back what is on its way, and receives what is still there. */
	async finish(): Promise<void> {
		for (const { future } of this.#pending) if (!future.done()) future.cancel();
		for (const sock of [this.#a, this.#b]) {
			this.#loop.removeReader(sock);
			this.#loop.removeWriter(sock);
		}
		await turns(2);
		for (;;) {
			try {
				const data = this.#b.recv(size);
				if (data.length === 0) break;
				this.received.push(data.readUInt32LE());
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === "EAGAIN") break;
				throw error;
			}
		}
	}

	#track(make: (signal: AbortSignal) => Future<unknown>, note: (value: unknown) => void): void {
		const controller = new AbortController();
		const future = make(controller.signal);
		this.#pending.push({ future, controller });
		// At once, as soon as the loop tells: the order of the callbacks is the order of the operations.
		future.addDoneCallback((done) => {
			if (!done.cancelled() && done.exception() === undefined) note(done.result());
		});
	}

	#send(way: number): void {
		const number = this.#next;
		this.#next += 1;
		const data = Buffer.alloc(size);
		data.writeUInt32LE(number);
		const [loop, a] = [this.#loop, this.#a];
		this.#track(
			(signal) => {
				if (way === 0) return loop.sockSend(a, data, { signal });
				return way === 1 ? loop.sockSendall(a, data) : loop.sockSendall(a, data, { signal });
			},
			() => this.sent.push(number),
		);
	}

	#receive(way: number): void {
		const [loop, b] = [this.#loop, this.#b];
		const buffer = Buffer.alloc(size);
		const note = (data: Buffer) => this.received.push(data.readUInt32LE());
		this.#track(
			(signal) => {
				if (way === 0) return loop.sockRecvInto(b, buffer, { signal });
				if (way === 1) return loop.sockRecvfrom(b, size, { signal });
				if (way === 2) return loop.sockRecvfromInto(b, buffer, 0, { signal });
				return loop.sockRecv(way === 3 ? b : b.fileno(), size, { signal });
			},
			(value) => {
				if (way === 0 || way === 2) note(buffer);
				else note(way === 1 ? (value as [Buffer])[0] : (value as Buffer));
			},
		);
	}

	#end(how: "cancel" | "abort", which: number): void {
		const pending = this.#pending.at(-1 - which);
		if (how === "cancel") pending?.future.cancel();
		else pending?.controller.abort(new Error("aborted"));
	}

	#watch(what: "reader" | "writer" | "wait", value: number): void {
		const loop = this.#loop;
		const sock = value % 2 === 0 ? this.#a : this.#b;
		if (what === "wait") {
			this.#track(
				(signal) => (value < 2 ? loop.waitReadable(sock, { signal }) : loop.waitWritable(sock, { signal })),
				() => {},
			);
		} else if (what === "reader") {
			if (value < 2) loop.addReader(sock, () => loop.removeReader(sock));
			else loop.removeReader(sock);
		} else if (value < 2) loop.addWriter(sock, () => loop.removeWriter(sock));
		else loop.removeWriter(sock);
	}
}

async function play(loop: EventLoop, type: number, steps: readonly Step[]): Promise<void> {
	const [a, b] = socketpair(AF_UNIX, type);
	try {
		a.setblocking(false);
		b.setblocking(false);
		const game = new Game(loop, a, b);
		for (const each of steps) await game.take(each);
		await game.finish();
		const [sent, received] = [game.sent.join(), game.received.join()];
		if (sent !== received) throw new Error(`sent ${sent}, received ${received}`);
	} finally {
		a.close();
		b.close();
	}
	const { watched, holding } = loop.statistics();
	if (watched !== 0 || holding) throw new Error(`left behind: ${JSON.stringify(loop.statistics())}`);
}

async function playMany(t: ExecutionContext, type: number): Promise<void> {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, context) => reports.push(context));
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 80, size: "max" }), async (steps) => {
			await play(loop, type, steps);
		}),
		{ numRuns: 600, interruptAfterTimeLimit: 20_000 },
	);
	t.deepEqual(reports, []);
	await becomesIdle(loop, 0);
}

test("at random: seqpacket", async (t) => {
	await playMany(t, SOCK_SEQPACKET);
});

test("at random: datagram", async (t) => {
	await playMany(t, SOCK_DGRAM);
});

test("at random: stream", async (t) => {
	await playMany(t, SOCK_STREAM);
});
