/** Promises, abort signals and other loops' futures among ours. */
import test from "ava";
import { CancelledError } from "../../../src/errors.js";
import {
	ensureFuture,
	fromSignal,
	gather,
	race,
	sleep,
	Task,
	waitFor,
	wrapFuture,
} from "../../../src/futures/index.js";
import { newLoop } from "../../helpers/new-loop.js";
import { errorName } from "../../helpers/reason-of.js";

test("ensureFuture: a promise's outcome is its future's", async (t) => {
	t.is(await ensureFuture(Promise.resolve(1)), 1);
	await t.throwsAsync(ensureFuture(Promise.reject(new Error("no"))), { message: "no" });
	const cancelled = ensureFuture(Promise.reject(new CancelledError("enough")));
	await t.throwsAsync(cancelled, { name: "CancelledError", message: "enough" });
	t.true(cancelled.cancelled());
});

test("ensureFuture: cancelling the future of a promise leaves the promise, and drops what it comes to", async (t) => {
	for (const promise of [
		sleep(1, "late").toPromise(),
		sleep(1).then(() => Promise.reject(new Error("late"))),
	]) {
		const future = ensureFuture(promise);
		t.true(future.cancel());
		await t.throwsAsync(future, { name: "CancelledError" });
		await promise.catch(() => {});
		t.true(future.cancelled());
	}
});

test("ensureFuture: functions and generators become tasks, futures stay what they are", async (t) => {
	const loop = newLoop(t);
	const sources = [
		async () => 1,
		function* () {
			return yield* sleep(1, 1);
		},
		(function* () {
			return yield* sleep(1, 1);
		})(),
	];
	for (const source of sources) {
		const future = ensureFuture(source);
		t.true(future instanceof Task);
		t.is(await future, 1);
	}
	const future = loop.createFuture();
	t.is(ensureFuture(future), future);
	t.is(ensureFuture(future, { loop }), future);
	t.is(ensureFuture(async () => 1, { loop }).getLoop(), loop);
});

test("gather, waitFor, race: take promises", async (t) => {
	t.deepEqual(await gather(Promise.resolve(1), async () => "b", sleep(1, true)), [1, "b", true]);
	t.is(await waitFor(Promise.resolve(1), 1000), 1);
	await t.throwsAsync(waitFor(new Promise(() => {}), 1), { name: "TimeoutError" });
	t.is(await race(new Promise<never>(() => {}), sleep(1, "ours")), "ours");
});

test("wrapFuture: a future of the same loop stays what it is", (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture();
	t.is(wrapFuture(future, { loop }), future);
});

test("wrapFuture: another loop's future settles one of ours, and is cancelled by it", async (t) => {
	const [here, there] = [newLoop(t), newLoop(t)];
	const [a, b, c] = [
		there.createFuture<number>(),
		there.createFuture<number>(),
		there.createFuture<number>(),
	];
	const [ours, failing, cancelled] = [a, b, c].map((each) => wrapFuture(each, { loop: here }));
	t.is(ours?.getLoop(), here);
	a.setResult(5);
	b.setException(new Error("there"));
	cancelled?.cancel("no more");
	t.is(await ours, 5);
	await t.throwsAsync(async () => await failing, { message: "there" });
	t.true(c.cancelled());
});

test("fromSignal: fails with the reason when the signal is aborted", async (t) => {
	const controller = new AbortController();
	const future = fromSignal(controller.signal);
	t.false(future.done());
	controller.abort(new Error("why"));
	await t.throwsAsync(future, { message: "why" });
	await t.throwsAsync(fromSignal(controller.signal), { message: "why" });
	t.is(await errorName(fromSignal(AbortSignal.abort())), "AbortError");
});

test("fromSignal: cancelling takes the listener back", (t) => {
	const listeners = new Set<unknown>();
	const { signal } = new AbortController();
	const { addEventListener, removeEventListener } = signal;
	signal.addEventListener = ((type: "abort", listener: () => void) => {
		listeners.add(listener);
		addEventListener.call(signal, type, listener);
	}) as typeof addEventListener;
	signal.removeEventListener = ((type: "abort", listener: () => void) => {
		listeners.delete(listener);
		removeEventListener.call(signal, type, listener);
	}) as typeof removeEventListener;
	const future = fromSignal(signal);
	t.is(listeners.size, 1);
	future.cancel();
	t.is(listeners.size, 0);
});

test("fromSignal: an abort that nobody waits for is not reported", async (t) => {
	const loop = newLoop(t);
	loop.setExceptionHandler((_loop, { message }) => t.fail(message));
	const controller = new AbortController();
	const future = fromSignal(controller.signal, { loop });
	controller.abort();
	t.true(future.done());
	await new Promise((resolve) => loop.callLater(120, resolve as () => void));
});
