/** The ring itself, as the kernel sees it: requests, completions, cancelling, overflow, and its end. */
import { constants } from "node:os";
import test from "ava";
import { NativeBuffer, setUpRing, uringOp, uringSetup } from "../../../src/ffi/index.js";
import { Ring } from "../../../src/reactor/uring/ring.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { hasRing } from "../../helpers/ring.js";

const { ECANCELED } = constants.errno;
const { COOP_TASKRUN, TASKRUN_FLAG } = uringSetup;

/** Every kind of ring that a kernel may have to do with. */
const kinds: readonly (readonly [name: string, flags: readonly number[] | undefined])[] = [
	["the best", undefined],
	["cooperative", [COOP_TASKRUN | TASKRUN_FLAG]],
	["plain", [0]],
];

/** Notes what it is told. */
class Notes {
	readonly results: number[] = [];

	complete(result: number): void {
		this.results.push(result);
	}
}

for (const [name, flags] of kinds) {
	const open = (entries = 8) => new Ring(entries, setUpRing(entries, 4 * entries, flags));

	test(`Ring (${name}): a receive waits for its bytes`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		const [a, b] = nonBlockingPair(t);
		const buffer = new NativeBuffer(16);
		const notes = new Notes();
		ring.request(uringOp.RECV, a.fileno(), buffer.address, 16, notes);
		t.is(ring.queued, 1);
		ring.enter(0);
		t.is(ring.queued, 0);
		t.is(ring.reap(10), 0);
		b.send("bytes");
		ring.enter(1);
		t.is(ring.reap(10), 1);
		t.deepEqual(notes.results, [5]);
		t.is(Buffer.from(buffer.bytes, 0, 5).toString(), "bytes");
		t.is(ring.size, 0);
		ring.close();
	});

	test(`Ring (${name}): a wait ends by its time, never before`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		for (const ms of [0.5, 3, 20.5]) {
			const begin = performance.now();
			t.true(ring.enter(1, ms));
			t.true(performance.now() - begin >= ms);
		}
		ring.close();
	});

	test(`Ring (${name}): what is cancelled ends, and leaves its bytes to the next one`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		const [a, b] = nonBlockingPair(t);
		const buffer = new NativeBuffer(16);
		const [first, second] = [new Notes(), new Notes()];
		const place = ring.request(uringOp.RECV, a.fileno(), buffer.address, 16, first);
		ring.enter(0);
		ring.cancel(place);
		ring.enter(1);
		ring.reap(10);
		t.deepEqual(first.results, [-ECANCELED]);
		b.send("kept");
		ring.request(uringOp.RECV, a.fileno(), buffer.address, 16, second);
		ring.enter(1);
		ring.reap(10);
		t.deepEqual(second.results, [4]);
		ring.close();
	});

	test(`Ring (${name}): to cancel what has ended meets nobody, not even the next one in its place`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		const [a, b] = nonBlockingPair(t);
		const buffer = new NativeBuffer(16);
		const [first, second] = [new Notes(), new Notes()];
		b.send("x");
		const place = ring.request(uringOp.RECV, a.fileno(), buffer.address, 1, first);
		ring.enter(1);
		ring.cancel(place);
		ring.reap(10);
		// The request to cancel is queued still, and its place is another's now.
		t.is(ring.request(uringOp.RECV, a.fileno(), buffer.address, 1, second), place);
		ring.enter(0);
		ring.reap(10);
		t.deepEqual([first.results, second.results], [[1], []]);
		b.send("y");
		ring.enter(1);
		ring.reap(10);
		t.deepEqual(second.results, [1]);
		ring.close();
	});

	test(`Ring (${name}): more requests than its queues have room for are all carried out`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		const notes = new Notes();
		for (let i = 0; i < 1000; i += 1) ring.request(uringOp.NOP, -1, 0, 0, notes);
		while (notes.results.length < 1000) {
			ring.enter(1);
			ring.reap(7);
		}
		t.deepEqual(new Set(notes.results), new Set([0]));
		t.is(ring.size, 0);
		t.false(ring.hasNews());
		ring.close();
	});

	test(`Ring (${name}): closed with requests in flight, each is told`, (t) => {
		if (!hasRing(t)) return;
		const ring = open();
		const [a] = nonBlockingPair(t);
		const buffer = new NativeBuffer(16);
		const notes = new Notes();
		for (let i = 0; i < 5; i += 1)
			ring.request(uringOp.RECV, a.fileno(), buffer.address, 16, notes, i < 3 ? {} : { flags: 0 });
		ring.enter(0);
		ring.close();
		t.deepEqual(
			notes.results,
			[1, 2, 3, 4, 5].map(() => -ECANCELED),
		);
		ring.close();
		t.true(ring.isClosed);
	});
}

test("Ring: a refusal has the kernel's error, and no descriptor is left", (t) => {
	if (!hasRing(t)) return;
	// More entries than any kernel gives, and no flag that would have it take fewer.
	t.throws(() => setUpRing(0, 0), { name: "OSError", code: "EINVAL" });
});
