/** Messages that are collected: each arrives whole and in order, or its sender hears of it. */
import { constants } from "node:os";
import test, { type ExecutionContext } from "ava";
import { setUpRing } from "../../../src/ffi/index.js";
import type { Sender } from "../../../src/reactor/index.js";
import { Ring } from "../../../src/reactor/uring/ring.js";
import { SendBatch } from "../../../src/reactor/uring/send-batch.js";
import type { Socket } from "../../../src/sockets/index.js";
import { fill, nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { hasRing } from "../../helpers/ring.js";
import { printed } from "../../helpers/run-program.js";

const { EPIPE } = constants.errno;

/** Notes what it is told. */
class Notes implements Sender {
	readonly told: (string | number)[] = [];

	sentAllCollected(): void {
		this.told.push("all");
	}

	sentNotAll(error: number, rest: Uint8Array): void {
		this.told.push(error, rest.length);
	}
}

/** A batch on a ring of its own. */
function open(t: ExecutionContext, entries: number, completions = 4 * entries) {
	const ring = new Ring(entries, setUpRing(entries, completions));
	t.teardown(() => ring.close());
	let asked = 0;
	const batch: SendBatch = new SendBatch({
		ring,
		queued: () => {
			asked += 1;
		},
		enter: () => {
			ring.enter(0);
			batch.conclude();
		},
	});
	ring.silent = batch;
	return { ring, batch, asked: () => asked };
}

const send = (batch: SendBatch, sender: Sender, sock: Socket, text: string) =>
	batch.offer(sender, sock.fileno(), Buffer.from(text), Buffer.byteLength(text));

test("SendBatch: messages of several senders go with one call, and none is answered", (t) => {
	if (!hasRing(t)) return;
	const { ring, batch, asked } = open(t, 64);
	const pairs = Array.from({ length: 20 }, () => nonBlockingPair(t));
	const notes = pairs.map(() => new Notes());
	for (const [i, [sock]] of pairs.entries()) t.true(send(batch, notes[i] as Notes, sock, `message ${i}`));
	t.is(ring.queued, 20);
	t.is(asked(), 1);
	batch.flush();
	t.is(ring.queued, 0);
	t.is(ring.reap(100), 0);
	for (const [i, [, peer]] of pairs.entries()) t.is(peer.recv(100).toString(), `message ${i}`);
	t.deepEqual(
		notes.map(({ told }) => told),
		pairs.map(() => ["all"]),
	);
});

test("SendBatch: the last message can be made longer until it is sent, no other one", (t) => {
	if (!hasRing(t)) return;
	const { ring, batch } = open(t, 8);
	const [[a, atA], [b, atB]] = [nonBlockingPair(t), nonBlockingPair(t)];
	const [forA, forB] = [new Notes(), new Notes()];
	const more = Buffer.from(" and more");
	send(batch, forA, a, "one");
	t.true(batch.extend(forA, more, more.length));
	send(batch, forB, b, "two");
	t.false(batch.extend(forA, more, more.length));
	ring.enter(0);
	t.false(batch.extend(forB, more, more.length));
	batch.conclude();
	t.false(batch.extend(forB, more, more.length));
	t.is(atA.recv(100).toString(), "one and more");
	t.is(atB.recv(100).toString(), "two");
	t.deepEqual([...forA.told, ...forB.told], ["all", "all"]);
});

test("SendBatch: what a full socket does not take is given back, all of it or the rest", (t) => {
	if (!hasRing(t)) return;
	const { batch } = open(t, 8);
	const [[full, atFull], [free]] = [nonBlockingPair(t), nonBlockingPair(t)];
	const filled = fill(full);
	const [first, second] = [new Notes(), new Notes()];
	send(batch, first, full, "too much");
	send(batch, second, free, "fits");
	batch.flush();
	t.deepEqual(first.told, [0, 8]);
	t.deepEqual(second.told, ["all"]);

	// Room for some of it: what is told is what did not arrive.
	let received = 0;
	while (first.told.at(-1) !== "all") {
		received += atFull.recv(500).length;
		const message = Buffer.alloc(4096, "y");
		batch.offer(first, full.fileno(), message, message.length);
		batch.flush();
		if (first.told.at(-1) !== "all" && first.told.at(-1) !== 4096) break;
	}
	const rest = first.told.at(-1);
	for (;;) {
		const data = atFull.recv(1_000_000);
		received += data.length;
		if (data.includes("y")) break;
	}
	t.is(received, filled + 4096 - (typeof rest === "number" ? rest : 0));
});

test("SendBatch: an error is told to the one it concerns", (t) => {
	if (!hasRing(t)) return;
	const { batch } = open(t, 8);
	const [[broken, gone], [free, peer]] = [nonBlockingPair(t), nonBlockingPair(t)];
	gone.close();
	const [first, second, third] = [new Notes(), new Notes(), new Notes()];
	send(batch, first, free, "before");
	send(batch, second, broken, "into nothing");
	send(batch, third, free, ", after");
	batch.flush();
	t.deepEqual([first.told, second.told, third.told], [["all"], [EPIPE, 12], ["all"]]);
	t.is(peer.recv(100).toString(), "before, after");
	send(batch, second, free, "!");
	batch.flush();
	t.deepEqual(second.told, [EPIPE, 12, "all"]);
});

test("SendBatch: more messages than the ring, the memory and the batch have room for", (t) => {
	if (!hasRing(t)) return;
	const { batch } = open(t, 4, 8);
	const [sock, peer] = nonBlockingPair(t);
	const [broken, gone] = nonBlockingPair(t);
	gone.close();
	const notes = Array.from({ length: 600 }, () => new Notes());
	let expected = "";
	for (const [i, note] of notes.entries()) {
		const text = `${i};`.repeat(1 + (i % 300));
		// Every third one fails: that is more than there is room for answers.
		if (i % 3 === 0) send(batch, note, broken, text);
		else {
			send(batch, note, sock, text);
			expected += text;
			if (expected.length > 50_000) {
				batch.flush();
				t.is(readAll(peer, expected.length), expected);
				expected = "";
			}
		}
	}
	batch.flush();
	t.is(readAll(peer, expected.length), expected);
	for (const [i, { told }] of notes.entries()) {
		if (i % 3 === 0) t.is(told[0], EPIPE, String(i));
		else t.deepEqual(told, ["all"], String(i));
	}
});

function readAll(sock: Socket, length: number): string {
	let text = "";
	while (text.length < length) text += sock.recv(65_536).toString();
	return text;
}

test("SendBatch: a message that is long is not taken", (t) => {
	if (!hasRing(t)) return;
	const { batch } = open(t, 8);
	const [sock] = nonBlockingPair(t);
	t.false(batch.offer(new Notes(), sock.fileno(), Buffer.alloc(4097), 4097));
	t.is(batch.size, 0);
});

test("transports on a ring: what a turn has written is sent although the process exits in it", async (t) => {
	if (!hasRing(t)) return;
	const output = await printed(
		t,
		`
		import { readFileSync } from "node:fs";
		const { ProactorEventLoop, Protocol, socketpair } = evloop;
		const loop = new ProactorEventLoop();
		const pairs = Array.from({ length: 8 }, () => socketpair());
		let messages = 0;
		class Echo extends Protocol {
			connectionMade(transport) { this.transport = transport; }
			dataReceived(data) {
				this.transport.write(data);
				messages += 1;
				if (messages < pairs.length) return;
				process.on("exit", () => {
					for (const [, peer] of pairs) console.log(peer.recv(10).toString());
				});
				process.exit();
			}
		}
		for (const [sock, peer] of pairs) {
			peer.setblocking(false);
			await loop.connectAcceptedSocket(() => new Echo(), sock);
		}
		for (const [i, [, peer]] of pairs.entries()) peer.send("echo " + i);
		`,
	);
	t.deepEqual(
		output.trim().split("\n"),
		Array.from({ length: 8 }, (_, i) => `echo ${i}`),
	);
});
