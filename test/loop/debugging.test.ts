import { inspect } from "node:util";
import test from "ava";
import { ValueError } from "../../src/errors.js";
import type { ExceptionContext } from "../../src/futures/index.js";
import type { EventLoop } from "../../src/loop/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { runProgram } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";

test("setExceptionHandler: is told of what callbacks throw, with the loop and the handle", async (t) => {
	const loop = newLoop(t);
	const told: [EventLoop, ExceptionContext][] = [];
	t.is(loop.getExceptionHandler(), undefined);
	const handler = (where: EventLoop, context: ExceptionContext) => told.push([where, context]);
	loop.setExceptionHandler(handler);
	t.is(loop.getExceptionHandler(), handler);
	const failure = new Error("thrown");
	const handle = loop.callSoon(() => {
		throw failure;
	});
	await turns(2);
	t.is(told.length, 1);
	t.is(told[0]?.[0], loop);
	t.is(told[0]?.[1].exception, failure);
	t.is(told[0]?.[1].handle, handle);
	t.regex(told[0]?.[1].message ?? "", /^Exception in callback <Handle /);
	for (const wrong of [null, 5, "f", {}]) {
		t.throws(() => loop.setExceptionHandler(wrong as never), { instanceOf: TypeError });
	}
	t.is(loop.getExceptionHandler(), handler);
	loop.setExceptionHandler(undefined);
	t.is(loop.getExceptionHandler(), undefined);
});

test("callExceptionHandler: hands over what it is given", (t) => {
	const loop = newLoop(t);
	const told: ExceptionContext[] = [];
	loop.setExceptionHandler((_loop, context) => told.push(context));
	const context = { message: "by hand", socket: 5 };
	loop.callExceptionHandler(context);
	t.deepEqual(told, [context]);
});

test("statistics: a frozen record", (t) => {
	const loop = newLoop(t);
	loop.callSoon(() => {});
	loop.callLater(1e6, () => {}).unref();
	const statistics = loop.statistics();
	t.deepEqual(statistics, { ready: 1, timers: 1, watched: 0, holding: false });
	t.true(Object.isFrozen(statistics));
});

test("slowCallbackDuration and setDebug: refuse nonsense, keep what they are given", (t) => {
	const loop = newLoop(t);
	t.is(loop.slowCallbackDuration, 100);
	loop.slowCallbackDuration = 5.5;
	t.is(loop.slowCallbackDuration, 5.5);
	t.throws(
		() => {
			loop.slowCallbackDuration = "5" as never;
		},
		{ instanceOf: TypeError },
	);
	t.throws(
		() => {
			loop.slowCallbackDuration = Number.NaN;
		},
		{ instanceOf: ValueError },
	);
	t.is(loop.slowCallbackDuration, 5.5);
	t.false(loop.getDebug());
	loop.setDebug(true);
	t.true(loop.getDebug());
	loop.setDebug(false);
	t.false(loop.getDebug());
});

test.serial("by default, exceptions and slow callbacks go to standard error, and nothing ends", async (t) => {
	const { code, stdout, stderr } = await runProgram(
		t,
		`const loop = evloop.getEventLoop();
		loop.callSoon(function first() { throw new RangeError("in first"); });
		loop.callSoon(() => { throw "a string"; });
		loop.callLater(1, () => { throw undefined; });
		const [a, b] = evloop.socketpair();
		loop.addReader(a, () => { loop.removeReader(a); throw new Error("in a reader"); });
		b.send("x");
		const future = loop.createFuture();
		future.addDoneCallback(() => { throw new Error("in a done callback"); });
		future.setResult(1);
		loop.callExceptionHandler({ message: "with more", socket: a, transport: { toString: () => "<mine>" } });
		setTimeout(() => {
			loop.setExceptionHandler(() => { throw new Error("in the handler"); });
			loop.callSoon(() => { throw new Error("for the handler"); });
			loop.setDebug(true);
			loop.slowCallbackDuration = 10;
			loop.callSoon(function slow() { const end = Date.now() + 20; while (Date.now() < end); });
			loop.callSoon(() => console.log("alive"));
		}, 200);`,
	);
	t.is(code, 0, stderr);
	t.is(stdout, "alive\n");
	for (const expected of [
		/Exception in callback <Handle first>\nhandle: <Handle first>\nRangeError: in first\n {4}at /,
		/'a string'/,
		/Exception in callback <TimerHandle /,
		/Exception in callback <ReaderHandle .*\n.*\nError: in a reader/,
		/Exception in a done callback of <Future finished>\n.*\nError: in a done callback/,
		/with more\nsocket: .*\n?.*transport: <mine>/s,
		/Unhandled error in exception handler\nError: in the handler/,
		/Error: for the handler/,
		/evloop: executing <Handle slow> took \d+\.\d{3} ms/,
	]) {
		t.regex(stderr, expected);
	}
});

test("a loop is shown with how it stands", (t) => {
	const loop = newLoop(t);
	t.regex(inspect(loop), /^<\w+EventLoop running=false closed=false debug=false>$/);
	loop.setDebug(true);
	loop.close();
	t.regex(inspect(loop), /^<\w+EventLoop running=false closed=true debug=true>$/);
});
