import test from "ava";
import fc from "fast-check";
import type { Timer } from "../../../src/reactor/timers/timer.js";
import { TimerQueue } from "../../../src/reactor/timers/timer-queue.js";
import { job, VirtualEngine } from "../../helpers/virtual-engine.js";

test("timers: never fire early, and fire at once when they are due", (t) => {
	const engine = new VirtualEngine();
	const fired: number[] = [];
	for (const delay of [0.001, 0.5, 1, 1.0001, 10]) {
		engine.enqueueLater(
			delay,
			job(() => fired.push(delay)),
		);
	}
	const begin = engine.clock.now;
	for (let at = 0; at <= 11; at += 0.0005) {
		engine.clock.now = begin + at;
		engine.settle();
		for (const delay of fired) t.true(begin + delay <= engine.clock.now);
	}
	t.deepEqual(fired, [0.001, 0.5, 1, 1.0001, 10]);
});

test("timers: those due at the same time fire in the order in which they were set", (t) => {
	const engine = new VirtualEngine();
	const fired: number[] = [];
	const when = engine.clock.now + 5;
	for (let i = 0; i < 500; i += 1) {
		engine.timers.add(
			when,
			job(() => fired.push(i)),
		);
	}
	engine.pass(5);
	t.deepEqual(
		fired,
		Array.from({ length: 500 }, (_, i) => i),
	);
});

test("timers: past, -Infinity and 0 are due at once; Infinity never", (t) => {
	const engine = new VirtualEngine();
	const fired: unknown[] = [];
	for (const when of [Number.POSITIVE_INFINITY, engine.clock.now, -5, Number.NEGATIVE_INFINITY]) {
		engine.timers.add(
			when,
			job(() => fired.push(when)),
		);
	}
	engine.settle();
	t.deepEqual(fired, [Number.NEGATIVE_INFINITY, -5, engine.clock.now]);
	engine.pass(1e15);
	t.is(fired.length, 3);
	t.is(engine.timers.size, 1);
});

test("timers: one that a timer's job sets for now fires in the same pass, not in the same round", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	engine.enqueueLater(
		1,
		job(() => {
			log.push("first");
			engine.enqueueLater(
				0,
				job(() => log.push("set by first")),
			);
			engine.enqueue(job(() => log.push("soon")));
		}),
	);
	engine.enqueueLater(
		1,
		job(() => log.push("second")),
	);
	engine.pass(1);
	t.deepEqual(log, ["first", "second", "soon", "set by first"]);
});

test("cancel: takes a timer back at once; twice, and after it fired, is harmless", (t) => {
	const engine = new VirtualEngine();
	const timer = engine.enqueueLater(
		5,
		job(() => t.fail()),
	);
	t.is(engine.timers.size, 1);
	timer.cancel();
	timer.cancel();
	t.is(engine.timers.size, 0);
	t.is(engine.timers.next(), undefined);
	t.false(engine.holding);
	let fired = 0;
	const other = engine.enqueueLater(
		1,
		job(() => (fired += 1)),
	);
	engine.pass(10);
	other.cancel();
	t.is(fired, 1);
	t.is(engine.timers.size, 0);
	t.false(engine.holding);
});

test("cancelled timers: are swept out when they are more than half of a large heap", (t) => {
	let retained = 0;
	const queue = new TimerQueue({ retain: () => (retained += 1), release: () => (retained -= 1) });
	const timers = Array.from({ length: 10_000 }, (_, i) =>
		queue.add(
			i,
			job(() => {}),
		),
	);
	for (const timer of timers) if (timer.when % 10 !== 0) timer.cancel();
	t.is(queue.size, 1000);
	t.is(retained, 1000);
	const due: number[] = [];
	queue.takeDue(20_000, () => due.push(1));
	t.is(due.length, 1000);
	t.is(retained, 0);
	t.is(queue.size, 0);
});

test("clear: cancels all of them", (t) => {
	const engine = new VirtualEngine();
	const timers = Array.from({ length: 10 }, (_, i) =>
		engine.enqueueLater(
			i,
			job(() => t.fail()),
		),
	);
	timers[3]?.cancel();
	timers[4]?.setHolds(false);
	engine.timers.clear();
	t.is(engine.timers.size, 0);
	t.false(engine.holding);
	timers[5]?.cancel();
	timers[4]?.setHolds(true);
	t.false(engine.holding);
	engine.pass(100);
});

test("100,000 timers: all fire, in order, also when half of them are cancelled on the way", (t) => {
	const engine = new VirtualEngine();
	const begin = engine.clock.now;
	let fired = 0;
	let last = 0;
	const timers: Timer[] = [];
	for (let i = 0; i < 100_000; i += 1) {
		const delay = (i * 7919) % 100_003;
		timers.push(
			engine.enqueueLater(
				delay,
				job(() => {
					fired += 1;
					if (engine.clock.now - begin < delay || delay < last) t.fail(`${delay} after ${last}`);
					last = delay;
				}),
			),
		);
	}
	timers.forEach((timer, i) => {
		if (i % 2 === 0) timer.cancel();
	});
	t.is(engine.timers.size, 50_000);
	engine.pass(100_003);
	t.is(fired, 50_000);
	t.is(engine.timers.size, 0);
	t.false(engine.holding);
});

test("timers: do what a sorted list does, whatever is done to them", (t) => {
	type Step = ["add", number] | ["cancel" | "unref" | "ref", number] | ["pass", number];
	const step: fc.Arbitrary<Step> = fc.oneof(
		{ weight: 5, arbitrary: fc.tuple(fc.constant("add" as const), fc.integer({ min: -2, max: 20 })) },
		{
			weight: 4,
			arbitrary: fc.tuple(fc.constantFrom("cancel" as const, "unref" as const, "ref" as const), fc.nat(50)),
		},
		{ weight: 2, arbitrary: fc.tuple(fc.constant("pass" as const), fc.nat(8)) },
	);
	interface Model {
		readonly when: number;
		readonly order: number;
		holds: boolean;
		waiting: boolean;
	}
	fc.assert(
		fc.property(fc.array(step, { maxLength: 150, size: "max" }), (steps) => {
			const engine = new VirtualEngine();
			const made: { readonly timer: Timer; readonly model: Model }[] = [];
			const fired: number[] = [];
			const expected: number[] = [];
			for (const [what, value] of steps) {
				const chosen = made[value];
				if (what === "add") {
					const order = made.length;
					const when = engine.clock.now + value;
					const timer = engine.timers.add(
						when,
						job(() => fired.push(order)),
					);
					made.push({ timer, model: { when, order, holds: true, waiting: true } });
				} else if (what === "pass") {
					engine.pass(value);
					const due = made
						.map(({ model }) => model)
						.filter((model) => model.waiting && model.when <= engine.clock.now)
						.sort((a, b) => a.when - b.when || a.order - b.order);
					for (const model of due) {
						model.waiting = false;
						expected.push(model.order);
					}
				} else if (chosen !== undefined) {
					if (what === "cancel") {
						chosen.timer.cancel();
						chosen.model.waiting = false;
					} else {
						chosen.timer.setHolds(what === "ref");
						if (chosen.model.waiting) chosen.model.holds = what === "ref";
					}
				}
				const waiting = made.filter(({ model }) => model.waiting);
				if (engine.timers.size !== waiting.length) return false;
				if (engine.holding !== waiting.some(({ model }) => model.holds)) return false;
			}
			return fired.join() === expected.join();
		}),
	);
	t.pass();
});
