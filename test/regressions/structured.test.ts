/** What waited for several things got wrong. */
import test from "ava";
import { asCompleted, type Coroutine, gather, race, sleep } from "../../src/futures/index.js";

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
