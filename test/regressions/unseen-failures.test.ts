/** A failure that nobody looks at is reported, and one that somebody looks at is not. */

import { setImmediate } from "node:timers/promises";
import test from "ava";
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
