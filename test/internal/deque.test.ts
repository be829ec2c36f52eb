import test from "ava";
import fc from "fast-check";
import { Deque } from "../../src/internal/index.js";

test("Deque: shift takes what push added, first in, first out", (t) => {
	const deque = new Deque<string>();
	t.is(deque.length, 0);
	t.is(deque.shift(), undefined);
	deque.push("a");
	deque.push("b");
	t.is(deque.length, 2);
	t.deepEqual([deque.shift(), deque.shift(), deque.shift()], ["a", "b", undefined]);
	t.is(deque.length, 0);
});

test("Deque: unshift adds at the front, also across the end of the ring", (t) => {
	const deque = new Deque<number>();
	for (let i = 0; i < 40; i += 1) deque.unshift(i);
	t.is(deque.length, 40);
	t.deepEqual(
		Array.from({ length: 40 }, () => deque.shift()),
		Array.from({ length: 40 }, (_, i) => 39 - i),
	);
});

test("Deque: grows where its head stands in the middle of the ring", (t) => {
	const deque = new Deque<number>();
	for (let i = 0; i < 16; i += 1) deque.push(i);
	for (let i = 0; i < 9; i += 1) deque.shift();
	for (let i = 16; i < 60; i += 1) deque.push(i);
	t.deepEqual(
		Array.from({ length: 51 }, () => deque.shift()),
		Array.from({ length: 51 }, (_, i) => i + 9),
	);
});

test("Deque: holds undefined as it holds anything else", (t) => {
	const deque = new Deque<number | undefined>();
	deque.push(undefined);
	deque.push(1);
	t.is(deque.length, 2);
	t.is(deque.shift(), undefined);
	t.is(deque.shift(), 1);
});

test("Deque: peek looks at what shift would take", (t) => {
	const deque = new Deque<string>();
	t.is(deque.peek(), undefined);
	deque.push("b");
	t.is(deque.peek(), "b");
	deque.unshift("a");
	t.is(deque.peek(), "a");
	t.is(deque.length, 2);
	deque.shift();
	deque.shift();
	t.is(deque.peek(), undefined);
});

test("Deque: clear leaves an empty one that can be used again", (t) => {
	const deque = new Deque<number>();
	for (let i = 0; i < 100; i += 1) deque.push(i);
	deque.clear();
	t.is(deque.length, 0);
	t.is(deque.shift(), undefined);
	deque.push(7);
	deque.unshift(6);
	t.deepEqual([deque.shift(), deque.shift()], [6, 7]);
});

test("Deque: does what an array does, whatever is done to it", (t) => {
	type Step = ["push" | "unshift", number] | ["shift" | "clear"];
	const step: fc.Arbitrary<Step> = fc.oneof(
		{ weight: 6, arbitrary: fc.tuple(fc.constantFrom("push" as const, "unshift" as const), fc.integer()) },
		{ weight: 5, arbitrary: fc.tuple(fc.constant("shift" as const)) },
		{ weight: 1, arbitrary: fc.tuple(fc.constant("clear" as const)) },
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
			const deque = new Deque<number>();
			let model: number[] = [];
			for (const [what, item] of steps) {
				if (what === "push") {
					deque.push(item as number);
					model.push(item as number);
				} else if (what === "unshift") {
					deque.unshift(item as number);
					model.unshift(item as number);
				} else if (what === "shift") {
					if (deque.shift() !== model.shift()) return false;
				} else {
					deque.clear();
					model = [];
				}
				if (deque.length !== model.length || deque.peek() !== model[0]) return false;
			}
			while (model.length > 0) if (deque.shift() !== model.shift()) return false;
			return deque.length === 0 && deque.shift() === undefined;
		}),
	);
	t.pass();
});
