/** Who receives what: a ring and a selector agree, whatever waits at the same descriptor. */
import test, { type ExecutionContext } from "ava";
import { ConnectionAbortedError } from "../../src/errors.js";
import { type EventLoop, ProactorEventLoop, SelectorEventLoop } from "../../src/loop/index.js";
import { closeDescriptor } from "../helpers/descriptors.js";
import { enterRing } from "../helpers/enter-ring.js";
import { eventually } from "../helpers/eventually.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { errorName } from "../helpers/reason-of.js";
import { hasRing } from "../helpers/ring.js";
import { turns } from "../helpers/turns.js";

/** Makes a test of each kind of loop. */
function onEachLoop(title: string, run: (t: ExecutionContext, loop: EventLoop) => Promise<void>): void {
	for (const Loop of [SelectorEventLoop, ProactorEventLoop]) {
		test(`${Loop.name}: ${title}`, async (t) => {
			if (Loop === ProactorEventLoop && !hasRing(t)) return;
			const loop = new Loop();
			t.teardown(() => loop.close());
			await run(t, loop);
		});
	}
}

onEachLoop("a receive stops before the next bytes that come with descriptors", async (t, loop) => {
	const [a, b] = nonBlockingPair(t);
	const first = loop.sockRecv(b, 65_536);
	const second = loop.sockRecvFds(b, 65_536, 4);
	await turns(2);
	for (const text of ["one", "two"]) await loop.sockSendFds(a, [Buffer.from(text)], [a]);
	t.is(String(await first), "one");
	const [data, fds] = await second;
	for (const fd of fds) closeDescriptor(fd);
	t.is(String(data), "two");
	t.is(fds.length, 1);
});

onEachLoop("a receive of more than a buffer holds brings all that is there", async (t, loop) => {
	const [a, b] = nonBlockingPair(t);
	const data = Buffer.alloc(60_000, "0123456789");
	const received = loop.sockRecv(b, 100_000);
	await turns(2);
	t.is(a.send(data), data.length);
	t.deepEqual(await received, data);
});

onEachLoop("nobody who waits at a socket gets anything of it once it is closed", async (t, loop) => {
	const [a, b] = nonBlockingPair(t);
	const buffer = Buffer.alloc(10);
	const waiting = [loop.waitReadable(b), loop.sockRecv(b, 2), loop.sockRecvInto(b, buffer)];
	await turns(2);
	a.send("bytes");
	b.close();
	for (const each of waiting) t.is(await errorName(each), ConnectionAbortedError.name);
	t.deepEqual(buffer, Buffer.alloc(10));
});

onEachLoop("a reader hears of what those take who have waited longer", async (t, loop) => {
	const [a, b] = nonBlockingPair(t);
	const [, c] = nonBlockingPair(t);
	const waiting = [loop.sockRecv(b, 10), loop.sockRecv(b, 10)];
	const other = loop.sockRecv(c, 10);
	await turns(2);
	a.send("one");
	if (loop instanceof ProactorEventLoop) enterRing(loop);
	let heard = 0;
	loop.addReader(b, () => {
		heard += 1;
	});
	t.is(String(await waiting[0]), "one");
	await turns(2);
	heard = 0;
	a.send("two");
	// To take this one back a ring is entered, and what waits for that is done.
	other.cancel();
	t.is(String(await waiting[1]), "two");
	await eventually("the reader to hear of it", () => heard > 0);
	loop.removeReader(b);
});

onEachLoop(
	"a reader hears of what somebody takes who waited behind one that was cancelled",
	async (t, loop) => {
		const [a, b] = nonBlockingPair(t);
		const [, c] = nonBlockingPair(t);
		let heard = 0;
		loop.addReader(b, () => {
			heard += 1;
		});
		const [first, second] = [loop.sockRecv(b, 10), loop.sockRecv(b, 10)];
		const other = loop.sockRecv(c, 10);
		await turns(2);
		first.cancel();
		await turns(2);
		a.send("word");
		other.cancel();
		t.is(String(await second), "word");
		await eventually("the reader to hear of it", () => heard > 0);
		loop.removeReader(b);
	},
);

onEachLoop(
	"who waits until a socket can be read is not told so when another is cancelled",
	async (t, loop) => {
		const [a, b] = nonBlockingPair(t);
		const readable = loop.waitReadable(b);
		const received = loop.sockRecv(b, 10);
		await turns(2);
		t.true(received.cancel());
		await turns(2);
		t.false(readable.done());
		a.send("word");
		await readable;
		t.is(String(b.recv(10)), "word");
	},
);
