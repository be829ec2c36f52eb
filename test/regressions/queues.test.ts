/** What the queues got wrong. */
import test from "ava";
import { PriorityQueue, Queue } from "../../src/sync/index.js";
import { play, rest } from "../sync/helpers/requests.js";

/** A stack that refuses to give anything at first. */
class Jammed {
	#jammed = true;
	readonly #items: number[] = [];

	get length(): number {
		return this.#items.length;
	}

	push(item: number): void {
		this.#items.push(item);
	}

	shift(): number | undefined {
		if (!this.#jammed) return this.#items.pop();
		this.#jammed = false;
		throw new TypeError("Cannot take an item: it is jammed");
	}
}

test("PriorityQueue.put: an item that cannot be compared leaves the room to the next who waits", (t) => {
	play(function* () {
		const queue = new PriorityQueue<unknown>(2);
		queue.putNowait(1);
		queue.putNowait(3);
		const wrong = [queue.put({}), queue.put("two")];
		const right = queue.put(2);
		t.is(queue.getNowait(), 1);
		yield* rest();
		for (const put of wrong) t.true(put.exception() instanceof TypeError);
		t.true(right.done());
		t.true(queue.full());
		t.deepEqual([queue.getNowait(), queue.getNowait()], [2, 3]);
	});
});

test("Queue.get: an item that could not be taken out is the next one's who waits", (t) => {
	play(function* () {
		const queue = new Queue<number>(0, new Jammed());
		const [first, second] = [queue.get(), queue.get()];
		queue.putNowait(1);
		yield* rest();
		t.true(first.exception() instanceof TypeError);
		t.true(second.done());
		t.is(second.result(), 1);
	});
});
