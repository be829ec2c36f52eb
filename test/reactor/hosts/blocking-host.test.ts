/** The host that waits by itself, with a kernel that the test scripts. */
import test from "ava";
import { BlockingHost } from "../../../src/reactor/hosts/blocking-host.js";
import { VirtualEngine } from "../../helpers/virtual-engine.js";

/** A host that takes a number of turns, and what its driver was asked in each. */
function run(
	turns: number,
	finds: readonly boolean[],
	prepare?: (engine: VirtualEngine) => void,
	longest = Number.POSITIVE_INFINITY,
) {
	const engine = new VirtualEngine();
	const { driver } = engine;
	driver.watched = 1;
	engine.retain();
	const host = new BlockingHost(engine, longest);
	engine.attachHost(host);
	driver.finds.push(...finds);
	prepare?.(engine);
	let left = turns;
	const { turn } = engine;
	engine.turn = (timeout) => {
		left -= 1;
		if (left === 0) host.stop();
		return turn.call(engine, timeout);
	};
	host.run();
	return driver;
}

test("BlockingHost: looks out before it sleeps, now and then, and in each turn where that pays", (t) => {
	const driver = run(70, [true, true, true, false]);
	const sleeps = driver.polls.map((timeout) => timeout === undefined);
	t.true(sleeps.slice(0, 63).every((slept) => slept));
	// Found three times, then in vain, and that was that.
	t.deepEqual(sleeps.slice(63), [false, false, false, true, true, true, true]);
	t.deepEqual(driver.finds, []);
});

test("BlockingHost: does not look out where a timer is due, or nothing is watched", (t) => {
	const timer = run(70, [true], (engine) => void engine.enqueueLater(0.001, { run: () => {} }));
	t.deepEqual(timer.finds, [true]);
	const unwatched = run(70, [true], (engine) => {
		engine.driver.watched = 0;
	});
	t.deepEqual(unwatched.finds, [true]);
});

test("BlockingHost: waits no longer at a time than it is told, and not past a timer", (t) => {
	const forever = run(3, [], undefined, 250);
	t.deepEqual(forever.polls, [250, 250, 250]);
	const timed = run(1, [], (engine) => void engine.enqueueLater(100, { run: () => {} }), 250);
	t.deepEqual(timed.polls, [100]);
	const late = run(1, [], (engine) => void engine.enqueueLater(1000, { run: () => {} }), 250);
	t.deepEqual(late.polls, [250]);
});
