/** What is no text as the message of a cancellation. */
import test from "ava";
import { CancelledError } from "../../src/errors.js";
import { sleep } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";

test("a task that is cancelled with what is no text ends, and so does one that has not begun", async (t) => {
	const loop = newLoop(t);
	for (const wrong of [Symbol("s"), Object.create(null), 5]) {
		const unbegun = loop.createTask(async () => await sleep(10_000));
		t.true(unbegun.cancel(wrong as never));
		const waiting = loop.createTask(async () => await sleep(10_000));
		const { signal } = waiting;
		loop.callSoon(() => waiting.cancel(wrong as never));
		for (const task of [unbegun, waiting]) {
			const error = await t.throwsAsync(task.toPromise(), { instanceOf: CancelledError });
			t.is(error?.message, "");
		}
		t.true(signal.reason instanceof CancelledError);
	}
});
