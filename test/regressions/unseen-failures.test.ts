/** A failure that nobody looks at is reported, and one that somebody looks at is not. */

import { setImmediate } from "node:timers/promises";
import test from "ava";
import { asCompleted, type Coroutine, type Future, sleep, TaskGroup, wait } from "../../src/futures/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

const failure = new Error("nobody's");

test("Future: a failure is reported although a done callback was there and was removed", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future();
	const callback = () => {};
	future.addDoneCallback(callback);
	t.is(future.removeDoneCallback(callback), 1);
	future.setException(failure);
	engine.pass(100);
	t.deepEqual(
		engine.reports.map(({ exception }) => exception),
		[failure],
	);
});

test("Future: a failure is reported although something watches that does not look, such as a signal's", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future();
	let ran = 0;
	future.observe({ run: () => (ran += 1) }, false);
	future.setException(failure);
	engine.pass(100);
	t.is(ran, 1);
	t.deepEqual(
		engine.reports.map(({ exception }) => exception),
		[failure],
	);
});

test("Future: a failure is not reported where it was caught after it happened, in whatever way", async (t) => {
	const engine = new VirtualEngine();
	const caught: unknown[] = [];
	const note = (error: unknown) => caught.push(error);
	const failed = () => {
		const future = engine.future();
		future.setException(failure);
		return future;
	};
	failed().catch(note);
	failed().then(undefined, note);
	failed().then(() => t.fail(), note);
	failed()
		.finally(() => {})
		.catch(note);
	failed().toPromise().catch(note);
	t.is(failed().exception(), failure);
	t.throws(() => failed().result(), { is: failure });
	await setImmediate();
	engine.pass(100);
	t.deepEqual(caught, Array(5).fill(failure));
	t.deepEqual(engine.reports, []);
});

test("Future: a failure is reported after its run was stopped and nobody waits any more", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future();
	const observer = { run: () => t.fail() };
	future.observe(observer);
	future.unobserve(observer);
	future.setException(failure);
	engine.pass(100);
	t.is(engine.reports.length, 1);
});

test("Future: a second failure has its own time to be seen in, not the rest of the first one's", async (t) => {
	const engine = new VirtualEngine();
	const [first, second, third] = [engine.future(), engine.future(), engine.future()];
	first.setException(new Error("first"));
	engine.pass(49);
	second.setException(failure);
	third.setException(new Error("third"));
	engine.pass(2);
	t.deepEqual(
		engine.reports.map(({ future }) => future),
		[first],
	);
	// It is awaited 2 ms after it failed: that was too late.
	await t.throwsAsync(async () => await second, { is: failure });
	engine.pass(47);
	t.is(engine.reports.length, 1);
	engine.pass(2);
	t.deepEqual(
		engine.reports.map(({ future }) => future),
		[first, third],
	);
	t.is(engine.statistics().timers, 0);
});

/** Runs a generator on a loop whose time jumps, and returns what that was told of. */
function reportsOf(main: (loop: VirtualEventLoop) => Coroutine<unknown>): string[] {
	const loop = new VirtualEventLoop();
	const reports: string[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push((exception as Error).message));
	try {
		loop.runUntilCompleteSync(function* () {
			yield* main(loop);
			yield* sleep(200);
		});
	} finally {
		loop.close();
	}
	return reports;
}

function* failing(ms: number, name: string): Coroutine<never> {
	yield* sleep(ms);
	throw new Error(name);
}

test("wait: what failed is reported unless somebody looks at it afterwards", (t) => {
	const reports = reportsOf(function* (loop) {
		const tasks = ["seen", "unseen"].map((name) => loop.createTask(failing(1, name)));
		const [done] = yield* wait(tasks);
		t.is(done.size, 2);
		tasks[0]?.exception();
	});
	t.deepEqual(reports, ["unseen"]);
});

test("wait: what fails while it lasts can be looked at when it is over, however late that is", (t) => {
	const reports = reportsOf(function* (loop) {
		const early = loop.createTask(failing(1, "early"));
		const [done] = yield* wait([early, sleep(1000)]);
		t.is(done.size, 2);
		// Time to look is given from here on.
		yield* sleep(40);
		t.is((early.exception() as Error).message, "early");
	});
	t.deepEqual(reports, []);
});

test("wait: what fails while it lasts, or after it was cancelled, is reported then", (t) => {
	const reports = reportsOf(function* (loop) {
		const tasks = [loop.createTask(failing(1, "early")), loop.createTask(failing(300, "late"))];
		const waiting = [wait(tasks), wait(tasks)];
		yield* sleep(100);
		for (const each of waiting) each.cancel();
		yield* sleep(300);
	});
	t.deepEqual(reports, ["early", "late"]);
});

test("asCompleted: what failed and was never asked for is reported", (t) => {
	const reports = reportsOf(function* (loop) {
		asCompleted([loop.createTask(failing(1, "never iterated"))]);
		yield* sleep(100);
		for (const next of asCompleted([sleep(1), ...["a", "b"].map((name) => failing(2, name))])) {
			yield* next;
			yield* sleep(100);
			break;
		}
	});
	t.deepEqual(reports, ["never iterated", "a", "b"]);
});

test("asCompleted: a failure that was handed out is reported once, unless it was looked at", (t) => {
	const reports = reportsOf(function* () {
		const [first, second] = asCompleted([failing(1, "first"), failing(2, "second")]);
		t.is(yield* messageOf(first), "first");
		yield* sleep(5);
		t.true(second?.done());
	});
	t.deepEqual(reports, ["second"]);
});

test("asCompleted: what fails while the loop's body takes its time is not reported, as it will be looked at", (t) => {
	const messages: string[] = [];
	const reports = reportsOf(function* () {
		for (const next of asCompleted([sleep(1), failing(2, "meanwhile"), sleep(3)])) {
			messages.push(yield* messageOf(next));
			yield* sleep(500);
		}
	});
	t.deepEqual(messages, ["no failure", "meanwhile", "no failure"]);
	t.deepEqual(reports, []);
});

test("TaskGroup: an eager task that fails at once is thrown by the group, and not reported besides", (t) => {
	const steps: string[] = [];
	const reports = reportsOf(function* () {
		try {
			yield* TaskGroup.run(function* (group) {
				for (const name of ["one", "two"]) {
					group.createTask(
						// biome-ignore lint/correctness/useYield: it fails at once
						function* () {
							throw new Error(name);
						},
						{ eagerStart: true },
					);
				}
				steps.push("the body goes on to its next wait");
				yield* sleep(10);
				steps.push("never here");
			});
		} catch (error) {
			steps.push((error as AggregateError).errors.map(String).join());
		}
	});
	t.deepEqual(steps, ["the body goes on to its next wait", "Error: one,Error: two"]);
	t.deepEqual(reports, []);
});

function* messageOf(future: Future<unknown> | undefined): Coroutine<string> {
	try {
		yield* future as Future<unknown>;
	} catch (error) {
		return (error as Error).message;
	}
	return "no failure";
}
