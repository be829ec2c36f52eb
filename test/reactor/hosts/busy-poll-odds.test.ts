/** How often looking out is tried, by what came of it. */
import test from "ava";
import { BusyPollOdds } from "../../../src/reactor/hosts/busy-poll-odds.js";

/** How many turns pass until it is worth a try; 0 where it is at once. */
function turnsUntilTry(odds: BusyPollOdds): number {
	let turns = 0;
	while (!odds.areWorthTrying()) turns += 1;
	return turns;
}

test("BusyPollOdds: is tried once in a while, ever more rarely where it is in vain", (t) => {
	const odds = new BusyPollOdds();
	const pauses: number[] = [];
	for (let i = 0; i < 9; i += 1) {
		pauses.push(turnsUntilTry(odds) + 1);
		odds.missed();
	}
	t.deepEqual(pauses, [64, 64, 128, 256, 512, 1024, 2048, 4096, 4096]);
});

test("BusyPollOdds: is tried in each turn while it succeeds, and remembers eight successes", (t) => {
	const odds = new BusyPollOdds();
	turnsUntilTry(odds);
	for (let i = 0; i < 100; i += 1) {
		odds.found();
		t.true(odds.areWorthTrying());
	}
	// Eight successes outweigh two failures, not three.
	odds.missed();
	odds.missed();
	t.true(odds.areWorthTrying());
	odds.missed();
	t.false(odds.areWorthTrying());
	t.is(turnsUntilTry(odds) + 2, 64);
});

test("BusyPollOdds: goes on with three successes of four, ends with two of three", (t) => {
	const tries = (pattern: readonly boolean[]) => {
		const odds = new BusyPollOdds();
		turnsUntilTry(odds);
		for (let i = 0; i < 8; i += 1) odds.found();
		for (let i = 0; i < 400; i += 1) {
			if (!odds.areWorthTrying()) return i;
			if (pattern[i % pattern.length]) odds.found();
			else odds.missed();
		}
		return 400;
	};
	t.is(tries([true, true, true, false]), 400);
	t.true(tries([true, true, false]) < 30);
});

test("BusyPollOdds: postponed, it comes again after the pause", (t) => {
	const odds = new BusyPollOdds();
	turnsUntilTry(odds);
	for (let i = 0; i < 8; i += 1) odds.found();
	odds.postpone();
	t.is(turnsUntilTry(odds) + 1, 64);
});
