/** Queues under random orders of puts, gets, cancellations, aborts and ends, against a simple model. */
import test from "ava";
import fc from "fast-check";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { Queue } from "../../src/sync/index.js";
import { play, Requests, rest, type Way, ways } from "./helpers/requests.js";

type Kind = "put" | "get" | "cancelPut" | "cancelGet" | "abortPut" | "abortGet" | "turn" | "shutdown";
type Command = readonly [kind: Kind, n: number];

const kinds = fc.oneof(
	{ weight: 20, arbitrary: fc.constantFrom<Kind>("put", "get") },
	{ weight: 8, arbitrary: fc.constantFrom<Kind>("cancelPut", "cancelGet") },
	{ weight: 8, arbitrary: fc.constantFrom<Kind>("abortPut", "abortGet") },
	{ weight: 4, arbitrary: fc.constant<Kind>("turn") },
	{ weight: 1, arbitrary: fc.constant<Kind>("shutdown") },
);
const commands = fc.array(fc.tuple(kinds, fc.nat(100)), { maxLength: 60 }) as fc.Arbitrary<Command[]>;

function isRising(numbers: readonly number[]): boolean {
	return numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? Number.NaN));
}

/** Drives a queue; throws where an item is lost, doubled or out of turn, or somebody is forgotten. */
function* drive(maxsize: number, way: Way, script: readonly Command[]): Coroutine<void> {
	const queue = new Queue<number>(maxsize);
	const puts = new Requests<void>(way);
	const gets = new Requests<number>(way);
	let thrownAway = 0;
	let isShutdown = false;
	for (const [kind, n] of script) {
		if (kind === "put") puts.make((options) => queue.put(puts.count, options));
		else if (kind === "get") gets.make((options) => queue.get(options));
		else if (kind === "cancelPut") puts.cancel(n);
		else if (kind === "cancelGet") gets.cancel(n);
		else if (kind === "abortPut") puts.abort(n);
		else if (kind === "abortGet") gets.abort(n);
		else if (kind === "turn") yield* sleep(0);
		else {
			isShutdown = true;
			if (n % 2 === 0) thrownAway += queue.qsize();
			queue.shutdown({ immediate: n % 2 === 0 });
		}
		if (maxsize > 0 && queue.qsize() > maxsize) throw new Error(`${queue.qsize()} items in it`);
	}
	yield* rest();
	const { tasksWaitingGet, tasksWaitingPut, unfinishedTasks } = queue.statistics();
	if (!queue.empty() && tasksWaitingGet > 0) throw new Error("a getter was forgotten");
	if (!queue.full() && tasksWaitingPut > 0) throw new Error("a putter was forgotten");
	if (isShutdown && gets.pending + puts.pending > 0) throw new Error("somebody waits after the end");
	if (!isShutdown && gets.failed.length + puts.failed.length > 0) throw new Error("a request failed");
	if (gets.listeners + puts.listeners > 0) throw new Error("listeners are left");
	const items = gets.granted.map(([, item]) => item);
	if (!isRising(gets.granted.map(([id]) => id))) throw new Error(`served as ${gets.granted}`);
	if (!isRising(items)) throw new Error(`the items came as ${items}`);
	if (!isRising(puts.granted.map(([id]) => id))) throw new Error(`put as ${puts.granted}`);
	const entered = puts.granted.length;
	if (entered !== items.length + queue.qsize() + thrownAway) throw new Error(`${entered} were put`);
	if (unfinishedTasks !== entered - thrownAway) throw new Error(`${unfinishedTasks} unfinished`);
	const were = new Set(puts.granted.map(([id]) => id));
	if (items.some((item) => !were.has(item))) throw new Error("an item came that nobody had put");
}

for (const way of ways) {
	test(`Queue: first in first out, first come first served, nothing lost or doubled (each a ${way})`, (t) => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3 }), commands, (maxsize, script) =>
				play(() => drive(maxsize, way, script)),
			),
			{ numRuns: 300 },
		);
		t.pass();
	});
}
