/** What is given as a context, and is none. */
import { AsyncResource } from "node:async_hooks";
import test from "ava";
import { Task } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";

test("a context that nothing can be run in is refused where it is given", async (t) => {
	const loop = newLoop(t);
	const message =
		/^Cannot (make a task|add a done callback): the context must have a method runInAsyncScope\(\), got /;
	for (const wrong of [5, "x", {}, () => {}, Symbol("s")]) {
		const context = wrong as never;
		t.throws(() => new Task(async () => {}, { loop, context }), { instanceOf: TypeError, message });
		t.throws(() => loop.createTask(async () => {}, { context }), { instanceOf: TypeError, message });
		t.throws(() => loop.createFuture().addDoneCallback(() => {}, { context }), {
			instanceOf: TypeError,
			message,
		});
	}
	t.is(await loop.createTask(async () => 1, { context: new AsyncResource("test") }), 1);
});
