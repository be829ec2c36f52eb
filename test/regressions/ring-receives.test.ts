/** Who receives what: a ring and a selector agree, whatever waits at the same descriptor. */
import test, { type ExecutionContext } from "ava";
import { type EventLoop, ProactorEventLoop, SelectorEventLoop } from "../../src/loop/index.js";
import { closeDescriptor } from "../helpers/descriptors.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
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
