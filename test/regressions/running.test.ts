/** What the run methods got wrong. */
import test from "ava";
import { RuntimeError, ValueError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { socketpair } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { printed } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";

test("a stopped runUntilComplete leaves nothing behind that stops the next run", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<void>();
	loop.callSoon(() => loop.stop());
	await t.throwsAsync(loop.runUntilComplete(future), { instanceOf: RuntimeError, message: /stopped before/ });
	future.setResult();
	await turns(3);
	let ran = 0;
	loop.callLater(5, () => {
		ran += 1;
		loop.stop();
	});
	await loop.runForever();
	t.is(ran, 1);
	loop.callSoon(() => loop.stop());
	const other = loop.createFuture<void>();
	t.throws(() => loop.runUntilCompleteSync(other), { instanceOf: RuntimeError });
	other.setResult();
	loop.callLater(5, () => {
		ran += 1;
		loop.stop();
	});
	loop.runForeverSync();
	t.is(ran, 2);
});

test("a refused run does not call its function, nor begin its coroutine", async (t) => {
	const loop = newLoop(t);
	const forever = loop.runForever();
	let called = 0;
	const main = function* (): Coroutine<void> {
		called += 1;
		yield* sleep(0);
	};
	const count = () => {
		called += 1;
		return main();
	};
	const refusal = { instanceOf: RuntimeError, message: /already running/ };
	t.throws(() => loop.runUntilComplete(count), refusal);
	t.throws(() => loop.runUntilComplete(main()), refusal);
	t.throws(() => loop.runUntilCompleteSync(count), refusal);
	t.throws(() => loop.runUntilCompleteSync(main()), refusal);
	await turns(3);
	t.is(called, 0);
	loop.stop();
	await forever;
});

test("a callback of a hosted loop cannot block in the same loop", async (t) => {
	const loop = newLoop(t);
	const errors: unknown[] = [];
	for (const run of [() => loop.runForeverSync(), () => loop.runUntilCompleteSync(sleep(0))]) {
		loop.callSoon(() => {
			try {
				run();
			} catch (error) {
				errors.push(error);
			}
		});
	}
	await turns(3);
	t.is(errors.length, 2);
	for (const error of errors) t.true(error instanceof RuntimeError);
});

test("runUntilCompleteSync refuses a future of another loop, which rests meanwhile", (t) => {
	const [loop, other] = [newLoop(t), newLoop(t)];
	t.throws(() => loop.runUntilCompleteSync(other.createFuture()), {
		instanceOf: ValueError,
		message: /another loop/,
	});
});

test("a blocking loop does not wait for a descriptor that is watched for nobody any more", (t) => {
	const loop = newLoop(t);
	const [a, b] = socketpair();
	a.setblocking(false);
	b.setblocking(false);
	loop.runUntilCompleteSync(function* () {
		const waiting = loop.sockRecv(a, 100);
		yield* sleep(0);
		yield* loop.sockSendall(b, "x");
		yield* waiting;
	});
	t.throws(() => loop.runUntilCompleteSync(loop.createFuture()), {
		instanceOf: RuntimeError,
		message: /Cannot wait any longer/,
	});
	// An unreferenced reader is somebody who waits.
	loop.addReader(a, () => loop.stop()).unref();
	b.send("y");
	loop.runForeverSync();
	a.close();
	b.close();
});

test("the process ends when a blocking run has used up what kept it alive", async (t) => {
	const output = await printed(
		t,
		`const loop = evloop.getEventLoop();
		const timer = loop.callLater(1, () => loop.stop());
		console.log(loop.statistics().holding);
		loop.runForeverSync();
		console.log(loop.statistics().holding);`,
	);
	t.is(output, "true\nfalse");
});

test("what comes in the last turn of a loop that blocks is told by Node's loop", async (t) => {
	const loop = newLoop(t);
	for (let round = 0; round < 3; round += 1) {
		const [near, far] = nonBlockingPair(t);
		let receiving = loop.createFuture<Buffer>();
		// A timer, since a callback would ask Node for a turn before the loop blocks.
		loop.callLater(1, () => {
			receiving = loop.sockRecv(near, 10);
			far.send("news");
			loop.stop();
		});
		loop.runForeverSync();
		t.false(receiving.done());
		t.is(String(await receiving), "news");
	}
});
