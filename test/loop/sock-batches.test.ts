/** sockSendmmsg and sockRecvmmsg: many datagrams on a loop. */
import test from "ava";
import { CancelledError, ValueError } from "../../src/errors.js";
import { AF_INET, SOCK_DGRAM, Socket } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { reasonOf } from "../helpers/reason-of.js";
import { turns } from "../helpers/turns.js";

test("sockSendmmsg, sockRecvmmsg: of 20,000 datagrams to a receiver with a short queue none is lost", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t, SOCK_DGRAM);
	const received: string[] = [];
	const receiving = (async () => {
		while (received.length < 20_000) {
			const datagrams = await loop.sockRecvmmsg(b, 64, 100);
			received.push(...datagrams.map(([data]) => String(data)));
		}
	})();
	let partial = 0;
	for (let sent = 0; sent < 20_000; ) {
		const batch = Array.from({ length: Math.min(500, 20_000 - sent) }, (_, i) => [`${sent + i}`] as const);
		const went = await loop.sockSendmmsg(a, batch);
		t.true(went > 0);
		if (went < batch.length) partial += 1;
		sent += went;
	}
	await receiving;
	t.true(partial > 0);
	t.true(received.every((text, i) => text === String(i)));
});

test("sockRecvmmsg: waits for the first; cancelled, it takes nothing", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t, SOCK_DGRAM);
	const waiting = loop.sockRecvmmsg(b, 10, 100);
	await turns(3);
	t.false(waiting.done());
	a.send("one");
	t.deepEqual(await waiting, [[Buffer.from("one"), undefined]]);
	const cancelled = loop.sockRecvmmsg(b, 10, 100);
	cancelled.cancel();
	t.true((await reasonOf(cancelled)) instanceof CancelledError);
	a.sendmmsg([["two"], ["three"]]);
	t.is((await loop.sockRecvmmsg(b, 10, 100)).length, 2);
	const aborted = loop.sockRecvmmsg(b, 10, 100, { signal: AbortSignal.abort() });
	t.is(((await reasonOf(aborted)) as Error).name, "AbortError");
});

test("sockSendmmsg, sockRecvmmsg: refuse wrong arguments, names, streams and blocking sockets", async (t) => {
	const loop = newLoop(t);
	const [stream] = nonBlockingPair(t);
	using udp = new Socket(AF_INET, SOCK_DGRAM);
	t.throws(() => loop.sockSendmmsg(udp, [["x", ["127.0.0.1", 9]]]), { message: /non-blocking/ });
	t.throws(() => loop.sockRecvmmsg(udp, 1, 10), { message: /non-blocking/ });
	udp.setblocking(false);
	t.throws(() => loop.sockSendmmsg(stream, [["x"]]), { instanceOf: ValueError });
	t.throws(() => loop.sockRecvmmsg(stream, 1, 10), { instanceOf: ValueError });
	t.throws(() => loop.sockSendmmsg(udp, []), { instanceOf: RangeError });
	t.throws(() => loop.sockSendmmsg(udp, [["x", ["localhost", 9]]]), {
		instanceOf: ValueError,
		message: /a name; look it up/,
	});
	t.throws(() => loop.sockRecvmmsg(udp, 0, 10), { instanceOf: RangeError });
	const failing = loop.sockSendmmsg(udp, [[Buffer.alloc(70_000), ["127.0.0.1", 9]]]);
	t.is(((await reasonOf(failing)) as NodeJS.ErrnoException).code, "EMSGSIZE");
	udp.close();
	t.throws(() => loop.sockRecvmmsg(udp, 1, 10), { code: "EBADF" });
});

test("sockRecvmmsg: a socket that is closed meanwhile fails it", async (t) => {
	const loop = newLoop(t);
	const [, b] = nonBlockingPair(t, SOCK_DGRAM);
	const waiting = loop.sockRecvmmsg(b, 10, 100);
	await turns(2);
	b.close();
	t.is(((await reasonOf(waiting)) as NodeJS.ErrnoException).code, "ECONNABORTED");
});
