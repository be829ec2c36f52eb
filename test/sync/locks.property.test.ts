/** Locks under random orders of requests, releases, cancellations and aborts, against simple models. */
import test from "ava";
import fc from "fast-check";
import { type Coroutine, sleep, Task } from "../../src/futures/index.js";
import { BoundedSemaphore, Condition, Lock, type Semaphore } from "../../src/sync/index.js";
import { abortReason, play, Requests, rest, takenBack, type Way, ways } from "./helpers/requests.js";

type Command = readonly [kind: "ask" | "release" | "cancel" | "abort" | "turn", n: number];

const commands = fc.array(
	fc.tuple(fc.constantFrom("ask", "ask", "release", "release", "cancel", "abort", "turn"), fc.nat(100)),
	{ maxLength: 60 },
) as fc.Arbitrary<Command[]>;

/** Drives a lock of so many places; throws where it gives one too many, forgets somebody, or takes them out of turn. */
function* drive(
	lock: Lock | Semaphore,
	places: number,
	way: Way,
	script: readonly Command[],
): Coroutine<void> {
	const requests = new Requests<true>(way);
	let released = 0;
	function holders(): number {
		const inside = requests.granted.length - released;
		if (inside > places) throw new Error(`${inside} hold it`);
		return inside;
	}
	function release(): void {
		if (holders() === 0) return;
		released += 1;
		lock.release();
	}
	for (const [kind, n] of script) {
		if (kind === "ask") requests.make((options) => lock.acquire(options));
		else if (kind === "release") release();
		else if (kind === "cancel") requests.cancel(n);
		else if (kind === "abort") requests.abort(n);
		else yield* sleep(0);
		holders();
	}
	yield* rest();
	while (holders() > 0) {
		release();
		yield* rest();
	}
	if (requests.pending > 0) throw new Error(`${requests.pending} were forgotten`);
	if (requests.listeners > 0) throw new Error(`${requests.listeners} listeners are left`);
	const order = requests.granted.map(([id]) => id);
	if (String(order) !== String(requests.kept)) throw new Error(`granted ${order}, kept ${requests.kept}`);
	if (lock.locked() || lock.statistics().tasksWaiting > 0) throw new Error("it is not free at the end");
}

for (const way of ways) {
	test(`Lock: one at a time, in turn, nobody forgotten, whoever is taken back when (each a ${way})`, (t) => {
		fc.assert(
			fc.property(commands, (script) => play(() => drive(new Lock(), 1, way, script))),
			// The lock that does not pass a grant on shows once in a hundred runs.
			{ numRuns: 600 },
		);
		t.pass();
	});

	test(`Semaphore: so many at a time, in turn, nobody forgotten, whoever is taken back when (each a ${way})`, (t) => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 4 }), commands, (places, script) =>
				play(() => drive(new BoundedSemaphore(places), places, way, script)),
			),
		);
		t.pass();
	});
}

type Notice = readonly [kind: "notify" | "cancel" | "abort" | "turn", n: number];

const notices = fc.array(fc.tuple(fc.constantFrom("notify", "cancel", "abort", "turn"), fc.nat(3)), {
	maxLength: 30,
}) as fc.Arbitrary<Notice[]>;

/** Waits at a condition: takes the lock, waits, and has the lock again however that ends. */
function* waiting(condition: Condition, way: Way, signal: AbortSignal, done: () => void): Coroutine<void> {
	yield* condition.acquire();
	try {
		// A future that somebody else looks at first steps itself.
		const wait = condition.wait({ signal });
		if (way === "future") wait.addDoneCallback(() => {});
		yield* wait;
		done();
	} finally {
		// It throws where the lock was not taken again.
		condition.release();
	}
}

function* driveCondition(count: number, way: Way, script: readonly Notice[]): Coroutine<void> {
	const condition = new Condition();
	const woken: number[] = [];
	const controllers = Array.from({ length: count }, () => new AbortController());
	const tasks = controllers.map(
		({ signal }, id) =>
			new Task(
				waiting(condition, way, signal, () => woken.push(id)),
				{ eagerStart: true },
			),
	);
	yield* rest();
	let notified = 0;
	for (const [kind, n] of script) {
		if (kind === "cancel") tasks[n % count]?.cancel();
		else if (kind === "abort") controllers[n % count]?.abort(abortReason);
		else if (kind === "turn") yield* sleep(0);
		else {
			using _ = yield* condition.guard();
			notified += Math.min(n, condition.statistics().tasksWaiting);
			condition.notify(n);
		}
	}
	yield* rest();
	const gone = tasks.filter(takenBack).length;
	const still = condition.statistics().tasksWaiting;
	if (still > 0 && woken.length < notified) throw new Error(`${notified} notified, ${woken.length} woken`);
	if (woken.length > notified + gone) throw new Error(`${notified} notified, ${woken.length} woken`);
	{
		using _ = yield* condition.guard();
		condition.notifyAll();
	}
	yield* rest();
	const ended = tasks.filter((task) => task.done());
	if (ended.length !== count) throw new Error(`${count - ended.length} were forgotten`);
	for (const task of ended) if (!takenBack(task)) task.result();
	if (woken.length + gone !== count) throw new Error("somebody neither woke nor was taken back");
	if (String(woken) !== String(woken.toSorted((a, b) => a - b))) throw new Error(`woken as ${woken}`);
	if (condition.locked()) throw new Error("its lock is not free at the end");
}

for (const way of ways) {
	test(`Condition: who is notified wakes in turn with the lock, or passes it on (each a ${way})`, (t) => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 6 }), notices, (count, script) =>
				play(() => driveCondition(count, way, script)),
			),
		);
		t.pass();
	});
}
