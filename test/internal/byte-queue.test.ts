import test from "ava";
import fc from "fast-check";
import { ByteQueue } from "../../src/internal/index.js";

function filled(...chunks: string[]): ByteQueue {
	const queue = new ByteQueue();
	for (const chunk of chunks) queue.push(Buffer.from(chunk));
	return queue;
}

test("ByteQueue: the chunk that came is the chunk that is taken, without a copy", (t) => {
	const queue = new ByteQueue();
	const chunk = Buffer.from("hello");
	queue.push(chunk);
	t.is(queue.length, 5);
	t.is(queue.take(100), chunk);
	t.is(queue.length, 0);
	queue.push(chunk);
	t.is(queue.takeAll(), chunk);
	t.is(queue.takeAll().length, 0);
});

test("ByteQueue: small reads of a large chunk share its memory", (t) => {
	const queue = new ByteQueue();
	const chunk = Buffer.alloc(65536, "x");
	queue.push(chunk);
	for (let at = 0; at < chunk.length; at += 16) {
		const bytes = queue.take(16);
		t.true(
			bytes.buffer === chunk.buffer && bytes.byteOffset === chunk.byteOffset + at && bytes.length === 16,
		);
	}
	t.is(queue.length, 0);
});

test("ByteQueue: any Uint8Array may be pushed, and a Buffer comes out", (t) => {
	const queue = new ByteQueue();
	queue.push(new Uint8Array([0, 104, 105]).subarray(1));
	const bytes = queue.takeAll();
	t.true(Buffer.isBuffer(bytes));
	t.is(bytes.toString(), "hi");
});

test("ByteQueue: what was handed out of a block does not change when more is gathered in it", (t) => {
	const queue = filled("first", "ab");
	const early = queue.take(6);
	queue.push(Buffer.from("cd"));
	const middle = queue.take(2);
	queue.push(Buffer.from("ef"));
	queue.push(Buffer.from("gh"));
	t.deepEqual([early, middle, queue.takeAll()].map(String), ["firsta", "bc", "defgh"]);
});

test("ByteQueue: a hundred thousand single bytes are gathered, and taken one by one again", (t) => {
	const queue = new ByteQueue();
	for (let i = 0; i < 100_000; i += 1) queue.push(Buffer.of(i & 255));
	t.is(queue.length, 100_000);
	let wrong = 0;
	for (let i = 0; i < 100_000; i += 1) if (queue.take(1)[0] !== (i & 255)) wrong += 1;
	t.is(wrong, 0);
	t.is(queue.length, 0);
});

test("ByteQueue: indexOf finds what lies across several chunks", (t) => {
	const long = "x".repeat(2000);
	const queue = filled(`${long}a`, "b", "c", `d${long}`, "ab", "abcd");
	t.is(queue.indexOf(Buffer.from("abcd"), 0), 2000);
	t.is(queue.indexOf(Buffer.from("abcd"), 2001), 4006);
	t.is(queue.indexOf(Buffer.from("abcd"), 2001, 4009), -1);
	t.is(queue.indexOf(Buffer.from("abcd"), 2001, 4010), 4006);
	t.is(queue.indexOf(Buffer.from("dx"), 0), 2003);
	t.is(queue.indexOf(Buffer.from("nowhere"), 0), -1);
	t.is(new ByteQueue().indexOf(Buffer.from("a"), 0), -1);
});

test("ByteQueue: peekAll leaves everything there", (t) => {
	const queue = filled("ab", "cd");
	queue.take(1);
	t.is(String(queue.peekAll()), "bcd");
	t.is(queue.length, 3);
	t.is(String(queue.takeAll()), "bcd");
	t.is(queue.peekAll().length, 0);
});

test("ByteQueue: memory that was transferred away is missing, and nothing else comes in its place", (t) => {
	const queue = new ByteQueue();
	const bytes = new Uint8Array(2000).fill(1);
	queue.push(Buffer.from("a"));
	queue.push(bytes);
	queue.push(Buffer.from("b"));
	structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
	t.throws(() => queue.takeAll(), { instanceOf: TypeError });
});

test("ByteQueue: does what a plain Buffer does, whatever is done to it", (t) => {
	type Step = ["push", Uint8Array] | ["take", number] | ["find", Uint8Array, number] | ["clear"] | ["peek"];
	const letters = (most: number) =>
		fc
			.array(fc.constantFrom(97, 98), { minLength: 1, maxLength: most })
			.map((bytes) => Uint8Array.from(bytes));
	const large = fc
		.tuple(fc.integer({ min: 1000, max: 1100 }), letters(8))
		.map(([size, pattern]) => Uint8Array.from({ length: size }, (_, i) => pattern[i % pattern.length] ?? 0));
	const step: fc.Arbitrary<Step> = fc.oneof(
		{ weight: 8, arbitrary: fc.tuple(fc.constant("push" as const), letters(6)) },
		{ weight: 2, arbitrary: fc.tuple(fc.constant("push" as const), large) },
		{ weight: 4, arbitrary: fc.tuple(fc.constant("take" as const), fc.integer({ min: 0, max: 12 })) },
		{ weight: 1, arbitrary: fc.tuple(fc.constant("take" as const), fc.integer({ min: 0, max: 5000 })) },
		{ weight: 4, arbitrary: fc.tuple(fc.constant("find" as const), letters(5), fc.nat({ max: 3000 })) },
		{ weight: 1, arbitrary: fc.constant<Step>(["clear"]) },
		{ weight: 1, arbitrary: fc.constant<Step>(["peek"]) },
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
			const queue = new ByteQueue();
			let model = Buffer.alloc(0);
			for (const [what, argument, from = 0] of steps) {
				if (what === "push") {
					queue.push(argument);
					model = Buffer.concat([model, argument]);
				} else if (what === "take") {
					if (!queue.take(argument).equals(model.subarray(0, argument))) return false;
					model = model.subarray(argument);
				} else if (what === "find") {
					// Node's own indexOf counts a start past the end differently; nothing can be found there.
					const expected = from > model.length ? -1 : model.indexOf(argument, from);
					if (queue.indexOf(argument, from) !== expected) return false;
					const to = expected + argument.length;
					if (expected >= 0 && queue.indexOf(argument, from, to) !== expected) return false;
					if (expected >= 0 && queue.indexOf(argument, from, to - 1) !== -1) return false;
				} else if (what === "peek") {
					if (!queue.peekAll().equals(model)) return false;
				} else {
					queue.clear();
					model = Buffer.alloc(0);
				}
				if (queue.length !== model.length) return false;
			}
			return queue.takeAll().equals(model);
		}),
		{ numRuns: 300 },
	);
	t.pass();
});

test("ByteQueue.takeSome: gives a large chunk alone and uncopied, joins small ones, and never more than was asked for", (t) => {
	const queue = new ByteQueue();
	t.is(queue.takeSome(10).length, 0);
	const large = Buffer.alloc(20_000, 1);
	queue.push(large);
	queue.push(Buffer.alloc(5000, 2));
	t.is(queue.takeSome(65_536), large);
	queue.push(Buffer.alloc(5000, 3));
	t.is(queue.takeSome(65_536).length, 10_000);
	queue.push(large);
	t.is(queue.takeSome(100).buffer, large.buffer);
	t.is(queue.takeSome(19_900).length, 19_900);
	t.is(queue.length, 0);
});
