/** Wrong arguments are refused before anything is started. */
import test from "ava";
import {
	asCompleted,
	ensureFuture,
	fromSignal,
	gather,
	race,
	shield,
	TaskGroup,
	timeout,
	timeoutAt,
	wait,
	waitFor,
	wrapFuture,
} from "../../../src/futures/index.js";
import { newLoop } from "../../helpers/new-loop.js";

const never = undefined as never;
const wrong = [undefined, null, 1, "text", {}, Symbol("s")] as never[];

test("gather, race, shield, waitFor, ensureFuture, wrapFuture: refuse what cannot be waited for", (t) => {
	let called = 0;
	const counts = async (): Promise<void> => {
		called += 1;
	};
	for (const each of wrong) {
		t.throws(() => gather(counts, each, counts), { instanceOf: TypeError, message: /Cannot gather/ });
		t.throws(() => race(counts, each), { instanceOf: TypeError, message: /Cannot race/ });
		t.throws(() => shield(each), { instanceOf: TypeError, message: /Cannot shield/ });
		t.throws(() => waitFor(each, 1), { instanceOf: TypeError, message: /Cannot wait for/ });
		t.throws(() => ensureFuture(each), { instanceOf: TypeError, message: /Cannot wait for/ });
		t.throws(() => wrapFuture(each), { instanceOf: TypeError, message: /Cannot wrap/ });
		t.throws(() => asCompleted([counts, each]), { instanceOf: TypeError, message: /Cannot wait for/ });
	}
	t.throws(() => wrapFuture(counts as never), { instanceOf: TypeError });
	t.is(called, 0);
});

test("wait, asCompleted: refuse what is no iterable, and a coroutine in the place of one", (t) => {
	const coroutine = (function* () {
		t.fail();
		yield undefined;
	})();
	const future = newLoop(t).createFuture();
	for (const each of [...wrong.filter((value) => value !== "text"), coroutine as never, future as never]) {
		t.throws(() => wait(each), { instanceOf: TypeError, message: /must be an iterable/ });
		t.throws(() => asCompleted(each), { instanceOf: TypeError, message: /must be an iterable/ });
	}
});

test("wait: refuses what is no future, and an empty list", (t) => {
	t.throws(() => wait([Promise.resolve(1) as never]), { instanceOf: TypeError, message: /make a task/ });
	t.throws(() => wait([(() => {}) as never]), { instanceOf: TypeError, message: /make a task/ });
	t.throws(() => wait([]), { name: "ValueError", message: /nothing to wait for/ });
	t.throws(() => race(), { name: "ValueError", message: /nothing to wait for/ });
});

test("wait, waitFor, asCompleted, timeout, timeoutAt: refuse a time that is no number", (t) => {
	const future = newLoop(t).createFuture();
	for (const ms of [Number.NaN, "5", null, {}, 5n] as never[]) {
		for (const act of [
			() => wait([future], { timeout: ms }),
			() => waitFor(future, ms),
			() => asCompleted([future], { timeout: ms }),
			() => timeout(ms, async () => {}),
			() => timeoutAt(ms, async () => {}),
		]) {
			t.throws(act, { name: "ValueError", message: /must be a number of milliseconds/ });
		}
	}
});

test("timeout, timeoutAt, TaskGroup.run: refuse a body that is no function", (t) => {
	for (const body of wrong) {
		t.throws(() => timeout(1, body), { instanceOf: TypeError, message: /in timeout: it is no function/ });
		t.throws(() => timeoutAt(1, body), { instanceOf: TypeError, message: /in timeoutAt: it is no function/ });
		t.throws(() => TaskGroup.run(body), { instanceOf: TypeError, message: /in TaskGroup.run: it is no/ });
	}
});

test("fromSignal: refuses what is no AbortSignal", (t) => {
	for (const each of [...wrong, new AbortController() as never, never]) {
		t.throws(() => fromSignal(each), { instanceOf: TypeError, message: /no AbortSignal/ });
	}
});

test("gather, race, wait, asCompleted, ensureFuture: refuse futures of two loops, and start nothing", (t) => {
	const [one, two] = [newLoop(t), newLoop(t)];
	const [a, b] = [one.createFuture<number>(), two.createFuture<number>()];
	let called = 0;
	const counts = async (): Promise<void> => {
		called += 1;
	};
	for (const act of [
		() => gather(counts, a, b),
		() => race(counts, a, b),
		() => wait([a, b]),
		() => asCompleted([counts, a, b]),
		() => ensureFuture(a, { loop: two }),
	]) {
		t.throws(act, { name: "ValueError", message: /another loop's/ });
	}
	t.is(one.statistics().ready + two.statistics().ready + called, 0);
});
