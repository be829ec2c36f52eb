/** Values that throw when they are shown, and thenables that call back twice. */
import { inspect } from "node:util";
import test from "ava";
import { newLoop } from "../helpers/new-loop.js";
import { printed } from "../helpers/run-program.js";

test("an exception that cannot be shown is reported, and is not fatal", async (t) => {
	const program = `
		import { inspect } from "node:util";
		const hostile = { [inspect.custom]() { throw new Error("cannot be shown"); } };
		const loop = evloop.getEventLoop();
		loop.callSoon(() => { throw hostile; });
		loop.createTask(async () => { throw hostile; });
		loop.callExceptionHandler({ message: "m", future: { toString() { throw hostile; } } });
		const unnamed = Object.defineProperty(() => { throw hostile; }, "name", { get() { throw hostile; } });
		loop.callSoon(unnamed);
		loop.callLater(100, () => console.log("still alive"));
	`;
	t.is(await printed(t, program), "still alive");
});

test("a task of a thenable has its first result, whatever else it calls; promises in it are awaited", async (t) => {
	const loop = newLoop(t);
	type Settle = (value: unknown) => void;
	const thenables: ((ok: Settle, no: Settle) => void)[] = [
		(ok) => {
			ok(1);
			ok(2);
		},
		(ok) => {
			ok(1);
			throw new Error("too late");
		},
		(ok, no) => {
			ok(1);
			no(new Error("too late"));
		},
		(ok) => ok(Promise.resolve(1)),
	];
	for (const then of thenables) {
		t.is(await loop.createTask(() => ({ then }) as never), 1 as never);
	}
	t.is(inspect(await loop.createTask(() => Promise.resolve(5))), "5");
});

test("threads are started in a program that stands on the command line", async (t) => {
	t.is(await printed(t, "console.log(await evloop.toThread((a) => a + 1, 2));"), "3");
});
