/** What waited for several things got wrong. */
import test from "ava";
import { asCompleted, type Coroutine, Future, gather, race, sleep } from "../../src/futures/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";
import { errorName } from "../helpers/reason-of.js";

/** Runs a generator on a loop whose time jumps. */
function run<T>(main: (loop: VirtualEventLoop) => Coroutine<T>): T {
	const loop = new VirtualEventLoop();
	try {
		return loop.runUntilCompleteSync(() => main(loop));
	} finally {
		loop.close();
	}
}

test("asCompleted: what destructuring has taken is settled", async (t) => {
	const [first, second] = asCompleted([sleep(100, "a"), sleep(1, "b"), sleep(200, "c")]);
	t.deepEqual([await first, await second], ["b", "a"]);
});

test("asCompleted: what was handed out is settled also after the loop was left, and the rest let go of", (t) => {
	run(function* (loop) {
		const taken: Future<string>[] = [];
		const [quick, slow] = [sleep(5, "quick"), sleep(50, "slow")];
		const before = loop.statistics().timers;
		for (const next of asCompleted([slow, quick], { timeout: 1000 })) {
			taken.push(next);
			break;
		}
		t.is(loop.statistics().timers, before + 1);
		t.is(yield* taken[0] as Future<string>, "quick");
		// Now its timer is gone, and that of the quick one.
		t.is(loop.statistics().timers, before - 1);
		t.deepEqual(slow.awaiters(), []);
		t.is(yield* slow, "slow");
	});
});

test("asCompleted: the time limit holds for what was handed out before the loop was left", (t) => {
	run(function* (loop) {
		const never = new Future<string>();
		const [first, second] = asCompleted([sleep(5, "in time"), never, new Future<string>()], { timeout: 20 });
		t.is(yield* first as Future<string>, "in time");
		try {
			yield* second as Future<string>;
			t.fail();
		} catch (error) {
			t.is((error as Error).name, "TimeoutError");
		}
		t.is(loop.time(), 20);
		t.false(never.done());
	});
});

test("asCompleted: cancelling what was handed out and left takes the timer back", (t) => {
	run(function* (loop) {
		const [next] = asCompleted([new Future<void>()], { timeout: 1000 });
		t.is(loop.statistics().timers, 1);
		next?.cancel();
		t.is(loop.statistics().timers, 0);
		yield* sleep(0);
	});
});

test("asCompleted: a failure leaves nobody behind who has called next() as well", async (t) => {
	const iterator = asCompleted([
		sleep(20, "slow"),
		async () => {
			throw new RangeError("no");
		},
	])[Symbol.asyncIterator]();
	const [first, second] = [iterator.next(), iterator.next()];
	t.is(await errorName(first as Future<unknown>), "RangeError");
	t.deepEqual(await second, { done: false, value: "slow" });
	t.deepEqual(await iterator.next(), { done: true, value: undefined });
});

test("gather, asCompleted, race: run a function as often as it is given", async (t) => {
	let calls = 0;
	const work = async (): Promise<number> => {
		calls += 1;
		return calls;
	};
	// biome-ignore lint/correctness/useYield: it never waits
	const steps = function* (): Coroutine<number> {
		calls += 1;
		return calls;
	};
	t.deepEqual(await gather(work, steps, work, steps), [1, 2, 3, 4]);
	const results: number[] = [];
	for await (const result of asCompleted([steps, steps, steps])) results.push(result);
	t.deepEqual(results, [5, 6, 7]);
	await race(work, work);
	t.is(calls, 9);
});

test("gather, asCompleted, race: futures, promises and generators that are given twice are one", async (t) => {
	let steps = 0;
	const makers = [
		() =>
			(function* (): Coroutine<string> {
				steps += 1;
				return yield* sleep(1, "generator");
			})(),
		() => sleep(1, "future"),
		() => Promise.resolve("promise"),
	];
	for (const make of makers) {
		const one = make();
		const results = await gather(one, one);
		t.is(results[0], results[1]);
		const other = make();
		t.is([...asCompleted([other, other])].length, 1);
		const racer = make();
		t.is(await race(racer, racer), results[0] as string);
	}
	t.is(steps, 3);
});
