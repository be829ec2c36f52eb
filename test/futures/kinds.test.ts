/** Telling futures, coroutines and coroutine functions from other things. */
import test from "ava";
import { type Coroutine, iscoroutine, iscoroutinefunction, isfuture, sleep } from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";

function* generate(): Coroutine<void> {
	yield* sleep(0);
}
async function* generateAsync(): AsyncGenerator<number> {
	yield 1;
}

test("isfuture: futures, tasks and operations, nothing else", async (t) => {
	const loop = newLoop(t);
	const task = loop.createTask(generate);
	for (const future of [loop.createFuture(), task, sleep(0)]) t.true(isfuture(future));
	for (const other of [Promise.resolve(), generate(), undefined, null, 1]) t.false(isfuture(other));
	await task;
});

test("iscoroutine: generators, neither futures nor promises", (t) => {
	t.true(iscoroutine(generate()));
	for (const other of [
		generate,
		generateAsync(),
		newLoop(t).createFuture(),
		Promise.resolve(),
		[1],
		undefined,
	]) {
		t.false(iscoroutine(other));
	}
});

test("iscoroutinefunction: async functions and generator functions, not those that are both", (t) => {
	for (const kind of [generate, async () => 1, async function named() {}]) t.true(iscoroutinefunction(kind));
	for (const other of [generateAsync, () => 1, generate(), undefined, class {}])
		t.false(iscoroutinefunction(other));
});
