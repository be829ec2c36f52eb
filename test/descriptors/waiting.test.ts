/** What all descriptors have in common that can be waited for. */
import { setImmediate } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import {
	BlockingIOError,
	CancelledError,
	ConnectionAbortedError,
	DefaultSelector,
	EVENT_READ,
	type EventLoop,
	OSError,
} from "../../src/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { made, makers, type Waitable } from "./helpers/makers.js";

/** A signal to this thread is seen in a turn of it; where another thread watches, something must turn the loop. */
function keepTurning(t: ExecutionContext, loop: EventLoop): void {
	const timer = setInterval(() => loop.callSoon(() => {}), 5);
	t.teardown(() => clearInterval(timer));
}

for (const [name, make] of Object.entries(makers)) {
	const each = (
		title: string,
		body: (t: ExecutionContext, one: Waitable, loop: EventLoop) => Promise<void>,
	) =>
		test(`${name}: ${title}`, async (t) => {
			const one = made(t, name, () => make(t));
			if (one === undefined) return;
			const loop = newLoop(t);
			keepTurning(t, loop);
			await body(t, one, loop);
		});

	each("wait is done once it is ready, and leaves nothing behind", async (t, one, loop) => {
		const waiting = one.wait({ loop });
		await setImmediate();
		t.false(waiting.done());
		one.makeReady();
		t.truthy(await waiting);
		await becomesIdle(loop);
	});

	each("what was ready before is found", async (t, one, loop) => {
		one.makeReady();
		t.truthy(await one.wait({ loop }));
	});

	each("a generator task waits for it with yield*", async (t, one, loop) => {
		const task = loop.createTask(function* () {
			return yield* one.wait({ loop });
		});
		loop.callLater(2, one.makeReady);
		t.truthy(await task);
	});

	each("a loop that blocks its thread waits for it", async (t, one, loop) => {
		const value = loop.runUntilCompleteSync(function* () {
			loop.callLater(2, one.makeReady);
			return yield* one.wait();
		});
		t.truthy(value);
	});

	each("a cancelled wait takes nothing and leaves nothing registered", async (t, one, loop) => {
		const waiting = one.wait({ loop });
		await setImmediate();
		t.true(waiting.cancel());
		await t.throwsAsync(async () => waiting, { instanceOf: CancelledError });
		t.is(loop.statistics().watched, 0);
		one.makeReady();
		t.truthy(await one.wait({ loop }));
	});

	each("an aborted signal takes the wait back", async (t, one, loop) => {
		const controller = new AbortController();
		const waiting = one.wait({ loop, signal: controller.signal });
		const reason = new Error("enough");
		controller.abort(reason);
		t.is(await reasonOf(waiting), reason);
		t.is(await reasonOf(one.wait({ loop, signal: controller.signal })), reason);
		t.is(loop.statistics().watched, 0);
		t.throws(() => one.wait({ loop, signal: 1 as never }), { instanceOf: TypeError });
	});

	each("a wait cancelled just after it was woken loses nothing", async (t, one, loop) => {
		const [first, second] = [one.wait({ loop }), one.wait({ loop })];
		one.makeReady();
		await loop.waitReadable(one.file);
		first.cancel();
		const value = await (first.cancelled() ? second : first);
		t.truthy(value);
		second.cancel();
	});

	each("closing it fails who waits, and a closed one is EBADF", async (t, one, loop) => {
		const waiting = one.wait({ loop });
		one.file.close();
		await t.throwsAsync(async () => waiting, { instanceOf: ConnectionAbortedError });
		const error = await reasonOf(one.wait({ loop }));
		t.true(error instanceof OSError);
		t.is((error as OSError).code, "EBADF");
		t.is(one.file.fileno(), -1);
		t.throws(one.readNothing, { code: "EBADF" });
	});

	each("a read that would have to wait is a BlockingIOError", async (t, one) => {
		t.throws(one.readNothing, { instanceOf: BlockingIOError, code: "EAGAIN" });
	});

	each("addReader and waitReadable take it", async (t, one, loop) => {
		let called = 0;
		loop.addReader(one.file, () => {
			called += 1;
			loop.removeReader(one.file);
		});
		const ready = loop.waitReadable(one.file);
		one.makeReady();
		await ready;
		await eventually("the reader", () => called === 1);
		t.is(called, 1);
	});

	each("a selector takes it", async (t, one) => {
		using selector = new DefaultSelector();
		selector.register(one.file, EVENT_READ, "it");
		t.deepEqual(selector.select(0), []);
		one.makeReady();
		await eventually("it", () => selector.select(0).length === 1);
		selector.unregister(one.file);
	});
}
