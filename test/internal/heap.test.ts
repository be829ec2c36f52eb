import test from "ava";
import fc from "fast-check";
import { Heap } from "../../src/internal/index.js";

interface Item {
	readonly when: number;
	readonly order: number;
}

const before = (a: Item, b: Item) => a.when < b.when || (a.when === b.when && a.order < b.order);
const compare = (a: Item, b: Item) => a.when - b.when || a.order - b.order;

test("Heap: pop takes the smallest, peek only looks at it", (t) => {
	const heap = new Heap<number>((a, b) => a < b);
	t.is(heap.peek(), undefined);
	t.is(heap.pop(), undefined);
	for (const each of [5, 3, 8, 1, 9, 2]) heap.push(each);
	t.is(heap.length, 6);
	t.is(heap.peek(), 1);
	t.is(heap.length, 6);
	t.deepEqual(
		Array.from({ length: 6 }, () => heap.pop()),
		[1, 2, 3, 5, 8, 9],
	);
	t.is(heap.pop(), undefined);
	t.is(heap.length, 0);
});

test("Heap: equal items come out in the order that the comparison gives them", (t) => {
	const heap = new Heap<Item>(before);
	for (let order = 0; order < 100; order += 1) heap.push({ when: order % 3, order });
	const popped = Array.from({ length: 100 }, () => heap.pop() as Item);
	t.deepEqual(popped, [...popped].sort(compare));
});

test("Heap: retain keeps what passes, and the order", (t) => {
	const heap = new Heap<number>((a, b) => a < b);
	for (let i = 0; i < 1000; i += 1) heap.push((i * 7919) % 1000);
	heap.retain((each) => each % 3 === 0);
	t.is(heap.length, 334);
	t.deepEqual(
		Array.from({ length: 334 }, () => heap.pop()),
		Array.from({ length: 334 }, (_, i) => 3 * i),
	);
	heap.push(1);
	heap.retain(() => false);
	t.is(heap.length, 0);
	t.is(heap.peek(), undefined);
});

test("Heap: clear leaves an empty one that can be used again", (t) => {
	const heap = new Heap<number>((a, b) => a < b);
	for (let i = 0; i < 10; i += 1) heap.push(i);
	heap.clear();
	t.is(heap.pop(), undefined);
	heap.push(2);
	heap.push(1);
	t.deepEqual([heap.pop(), heap.pop()], [1, 2]);
});

test("Heap: does what a sorted array does, whatever is done to it", (t) => {
	type Step = ["push", number] | ["pop"] | ["retain", number];
	const step: fc.Arbitrary<Step> = fc.oneof(
		{ weight: 8, arbitrary: fc.tuple(fc.constant("push" as const), fc.integer({ min: -5, max: 5 })) },
		{ weight: 6, arbitrary: fc.tuple(fc.constant("pop" as const)) },
		{ weight: 1, arbitrary: fc.tuple(fc.constant("retain" as const), fc.integer({ min: -5, max: 5 })) },
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
			const heap = new Heap<Item>(before);
			let model: Item[] = [];
			let order = 0;
			for (const [what, value = 0] of steps) {
				if (what === "push") {
					const item = { when: value, order: order++ };
					heap.push(item);
					model.push(item);
					model.sort(compare);
				} else if (what === "pop") {
					if (heap.pop() !== model.shift()) return false;
				} else {
					heap.retain(({ when }) => when !== value);
					model = model.filter(({ when }) => when !== value);
				}
				if (heap.length !== model.length || heap.peek() !== model[0]) return false;
			}
			while (model.length > 0) if (heap.pop() !== model.shift()) return false;
			return heap.pop() === undefined;
		}),
	);
	t.pass();
});
