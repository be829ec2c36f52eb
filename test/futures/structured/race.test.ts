/** race: the first decides, nobody is left behind. */
import test from "ava";
import { CancelledError } from "../../../src/errors.js";
import { type Coroutine, type Future, race, sleep } from "../../../src/futures/index.js";
import { VirtualEventLoop } from "../../../src/testing/index.js";

function* slowToEnd(log: string[], failure?: Error): Coroutine<string> {
	try {
		yield* sleep(100);
	} catch (error) {
		yield* sleep(10);
		log.push("has cleaned up");
		throw failure ?? error;
	}
	return "slow";
}

/** Runs a generator on a loop whose time jumps. */
function run<T>(main: (loop: VirtualEventLoop) => Coroutine<T>): T {
	const loop = new VirtualEventLoop();
	try {
		return loop.runUntilCompleteSync(() => main(loop));
	} finally {
		loop.close();
	}
}

test("race: gives the first result once the losers, which it cancels, have ended", (t) => {
	const log: string[] = [];
	const [winner, at] = run(function* (loop) {
		const result = yield* race(sleep(5, "quick"), slowToEnd(log), sleep(50, "never"));
		log.push("over");
		return [result, loop.time()] as const;
	});
	t.is(winner, "quick");
	t.is(at, 15);
	t.deepEqual(log, ["has cleaned up", "over"]);
});

test("race: the first failure decides as well", (t) => {
	const log: string[] = [];
	const failing = function* (): Coroutine<never> {
		yield* sleep(5);
		throw new RangeError("first");
	};
	const main = function* (): Coroutine<string> {
		return yield* race(failing, slowToEnd(log));
	};
	t.throws(() => run(main), { message: "first" });
	t.deepEqual(log, ["has cleaned up"]);
});

test("race: a loser that fails while it is cancelled is reported", (t) => {
	const reports: unknown[] = [];
	run(function* (loop) {
		loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
		const failure = new Error("in cleanup");
		t.is(yield* race(sleep(5, "quick"), slowToEnd([], failure)), "quick");
		t.deepEqual(reports, [failure]);
	});
});

test("race: a loser that finishes in the same round is dropped without a word", (t) => {
	run(function* (loop) {
		const [a, b] = [loop.createFuture<number>(), loop.createFuture<number>()];
		loop.callLater(1, () => {
			a.setResult(1);
			b.setResult(2);
		});
		t.is(yield* race(a, b), 1);
	});
});

test("race: cancelling it cancels all, and it ends when they have", (t) => {
	const log: string[] = [];
	run(function* (loop) {
		const task = loop.createTask(function* () {
			yield* race(sleep(50), slowToEnd(log));
		});
		yield* sleep(5);
		task.cancel("enough");
		t.is(yield* caught(task), "enough");
		t.is(loop.time(), 15);
		t.deepEqual(log, ["has cleaned up"]);
	});
});

test("race: one future twice is one racer", (t) => {
	run(function* () {
		const future = sleep(5, "both");
		t.is(yield* race(future, future), "both");
	});
});

/** The message of the CancelledError that a future ends with. */
function* caught(future: Future<unknown>): Coroutine<string> {
	try {
		yield* future;
	} catch (error) {
		if (error instanceof CancelledError) return error.message;
	}
	return "not cancelled";
}
