import test from "ava";
import { type Coroutine, sleep, Task } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { printed, runProgram } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";
import { job, VirtualEngine } from "../helpers/virtual-engine.js";

test("unseen failure: is reported once, within 100 ms, with message, exception and future", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future();
	const error = new Error("nobody looks");
	future.setException(error);
	t.deepEqual(engine.reports, []);
	engine.pass(100);
	t.deepEqual(engine.reports, [
		{ message: "Future exception was never retrieved", exception: error, future },
	]);
	engine.pass(1000);
	t.is(engine.reports.length, 1);
});

test("unseen failure: a task's is reported as a task's", (t) => {
	const engine = new VirtualEngine();
	const error = new Error("in a coroutine");
	const task = new Task(
		(function* (): Coroutine<void> {
			yield* sleep(10);
			throw error;
		})(),
		{ loop: engine },
	);
	engine.pass(200);
	t.deepEqual(engine.reports, [
		{ message: "Task exception was never retrieved", exception: error, future: task },
	]);
});

test("unseen failure: a cancelled future is no failure", (t) => {
	const engine = new VirtualEngine();
	engine.future().cancel();
	engine.pass(200);
	t.deepEqual(engine.reports, []);
});

test("unseen failure: waiting, callbacks, result() and exception() count as looking", async (t) => {
	const engine = new VirtualEngine();
	const error = new Error("seen");
	const futures = Array.from({ length: 5 }, () => engine.future());
	const [awaited, called, asked, read, handled] = futures as [
		(typeof futures)[0],
		(typeof futures)[0],
		(typeof futures)[0],
		(typeof futures)[0],
		(typeof futures)[0],
	];
	const waiting = t.throwsAsync(async () => await awaited, { is: error });
	called.addDoneCallback(() => {});
	await Promise.resolve();
	for (const future of futures) future.setException(error);
	asked.exception();
	t.throws(() => read.result(), { is: error });
	handled.catch(() => {});
	engine.pass(200);
	await waiting;
	t.deepEqual(engine.reports, []);
});

test("unseen failure: await t1; await t2 is quiet though t2 fails first", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, context) => reports.push(context));
	const t1 = loop.createTask(function* () {
		yield* sleep(20);
		return "first";
	});
	const t2 = loop.createTask(function* () {
		yield* sleep(1);
		throw new Error("second");
	});
	t.is(await t1, "first");
	await t.throwsAsync(async () => await t2, { message: "second" });
	await loop.runUntilComplete(() => sleep(120));
	t.deepEqual(reports, []);
});

test("unseen failure: closing the loop reports at once what is still unseen", (t) => {
	const engine = new VirtualEngine();
	const [seen, unseen] = [engine.future(), engine.future()];
	seen.setException(new Error("a"));
	unseen.setException(new Error("b"));
	seen.exception();
	engine.close();
	t.deepEqual(
		engine.reports.map(({ future }) => future),
		[unseen],
	);
});

test("unseen failure: a handler that makes another one does not go on for ever within one turn", (t) => {
	const engine = new VirtualEngine();
	let reported = 0;
	engine.report = () => {
		reported += 1;
		if (reported < 5) engine.future().setException(new Error("again"));
	};
	engine.future().setException(new Error("once"));
	engine.pass(50);
	t.is(reported, 1);
	engine.pass(1000);
	t.is(reported, 5);
});

test("unseen failure: thousands of them are all reported", (t) => {
	const engine = new VirtualEngine();
	const jobs = 5000;
	for (let i = 0; i < jobs; i += 1) engine.enqueue(job(() => engine.future().setException(i)));
	engine.pass(200);
	t.deepEqual(
		engine.reports.map(({ exception }) => exception),
		Array.from({ length: jobs }, (_, i) => i),
	);
});

test("unseen failure: one that is awaited at once leaves no timer behind", async (t) => {
	const loop = newLoop(t);
	const failed = loop.createFuture<void>();
	failed.setException(new Error("at once"));
	await t.throwsAsync(async () => await failed);
	await turns(2);
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test.serial("unseen failure: is never fatal, and goes to standard error by default", async (t) => {
	const { code, stdout, stderr } = await runProgram(
		t,
		`const loop = evloop.getEventLoop();
		loop.createFuture().setException(new RangeError("lost"));
		loop.createTask(function* () { yield* evloop.sleep(1); throw new Error("in a task"); });
		setTimeout(() => console.log("alive"), 300);`,
	);
	t.is(code, 0);
	t.is(stdout, "alive\n");
	t.regex(stderr, /Future exception was never retrieved\nfuture: <Future failed>\nRangeError: lost\n {4}at /);
	t.regex(
		stderr,
		/Task exception was never retrieved\nfuture: <Task failed name=Task-1>\nError: in a task\n {4}at /,
	);
	t.is(stderr.match(/never retrieved/g)?.length, 2);
});

test.serial("unseen failure: is reported although nothing else keeps the process alive", async (t) => {
	const output = await printed(
		t,
		`const loop = evloop.getEventLoop();
		loop.setExceptionHandler((_loop, { exception }) => console.log(exception.message));
		loop.createFuture().setException(new Error("last words"));`,
	);
	t.is(output, "last words");
});
