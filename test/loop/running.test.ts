import { once } from "node:events";
import test from "ava";
import { RuntimeError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import {
	type EventLoop,
	getEventLoop,
	getRunningLoop,
	newEventLoop,
	run,
	setEventLoop,
} from "../../src/loop/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { turns } from "../helpers/turns.js";

const running = { instanceOf: RuntimeError, message: /already running|running already/ };

test("runForever: settles after the turn in which stop was called", async (t) => {
	const loop = newLoop(t);
	const log: string[] = [];
	loop.callSoon(() => {
		log.push("stops");
		loop.stop();
		loop.callSoon(() => log.push("next turn"));
	});
	loop.callSoon(() => log.push("same turn"));
	t.false(loop.isRunning());
	const forever = loop.runForever();
	t.true(loop.isRunning());
	await forever;
	t.false(loop.isRunning());
	t.deepEqual(log, ["stops", "same turn"]);
	await turns(2);
	t.deepEqual(log, ["stops", "same turn", "next turn"]);
});

test("stop: called before a run, it ends that after its first turn; called from Node, after the next", async (t) => {
	const loop = newLoop(t);
	let ran = 0;
	loop.callSoon(() => (ran += 1));
	loop.stop();
	await loop.runForever();
	t.is(ran, 1);
	const forever = loop.runForever();
	setTimeout(() => {
		loop.stop();
		loop.stop();
	}, 1);
	await forever;
	const again = loop.runForever();
	t.true(loop.isRunning());
	await turns(3);
	t.true(loop.isRunning());
	loop.stop();
	await again;
});

test("runUntilComplete: futures, promises, generators, and functions of them", async (t) => {
	const loop = newLoop(t);
	function* coroutine(): Coroutine<string> {
		yield* sleep(0);
		return "coroutine";
	}
	const future = loop.createFuture<string>();
	loop.callSoon(() => future.setResult("future"));
	t.is(await loop.runUntilComplete(future), "future");
	t.is(await loop.runUntilComplete(future), "future");
	t.is(await loop.runUntilComplete(Promise.resolve("promise")), "promise");
	t.is(await loop.runUntilComplete(coroutine), "coroutine");
	t.is(await loop.runUntilComplete(coroutine()), "coroutine");
	t.is(await loop.runUntilComplete(async () => "async"), "async");
	t.is(await loop.runUntilComplete(() => sleep(1, "slept")), "slept");
	t.is(await loop.runUntilComplete(loop.createTask(coroutine)), "coroutine");
	t.false(loop.isRunning());
});

test("runUntilComplete: rejects with what its main fails with, and the loop can run again", async (t) => {
	const loop = newLoop(t);
	const failure = new Error("main failed");
	const mains = [
		async () => {
			throw failure;
		},
		function* (): Coroutine<void> {
			yield* sleep(0);
			throw failure;
		},
		Promise.reject(failure),
		() => {
			throw failure;
		},
	];
	for (const main of mains) {
		await t.throwsAsync(loop.runUntilComplete<void>(main), { is: failure });
		t.false(loop.isRunning());
	}
	t.is(await loop.runUntilComplete(async () => 1), 1);
});

test("runUntilComplete: rejects with a RuntimeError where it is stopped first", async (t) => {
	const loop = newLoop(t);
	loop.callSoon(() => loop.stop());
	await t.throwsAsync(
		loop.runUntilComplete(() => sleep(10_000)),
		{
			instanceOf: RuntimeError,
			message: "Event loop stopped before Future completed.",
		},
	);
});

test("runUntilComplete: refuses what nobody can wait for", async (t) => {
	const loop = newLoop(t);
	async function* generate() {
		yield 1;
	}
	for (const wrong of [undefined, null, 1, "s", {}, [], generate()]) {
		t.throws(() => loop.runUntilComplete(wrong as never), {
			instanceOf: TypeError,
			message: /Cannot wait for/,
		});
	}
	// A function is called by its task, so it is the task that fails.
	for (const wrong of [() => 1, () => {}, generate]) {
		await t.throwsAsync(loop.runUntilComplete(wrong as never), {
			instanceOf: TypeError,
			message: /a function that returned .*, not a promise/,
		});
	}
	t.false(loop.isRunning());
});

test("a loop that runs cannot be run again, nor closed", async (t) => {
	const loop = newLoop(t);
	const forever = loop.runForever();
	t.throws(() => loop.runForever(), running);
	t.throws(() => loop.runUntilComplete(async () => {}), running);
	t.throws(() => loop.runForeverSync(), running);
	t.throws(() => loop.runUntilCompleteSync(loop.createFuture()), running);
	t.throws(() => loop.close(), { instanceOf: RuntimeError, message: /running/ });
	await turns(2);
	t.true(loop.isRunning());
	loop.stop();
	await forever;
});

test("two loops can run at once, hosted by Node", async (t) => {
	const [a, b] = [newLoop(t), newLoop(t)];
	const log: string[] = [];
	const main = (name: string) =>
		function* (): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) {
				log.push(name);
				yield* sleep(1);
			}
		};
	await Promise.all([a.runUntilComplete(main("a")), b.runUntilComplete(main("b"))]);
	t.deepEqual(log.sort(), ["a", "a", "a", "b", "b", "b"]);
});

test.serial("run: runs on a loop of its own, which is closed afterwards", async (t) => {
	const before = getEventLoop();
	const loops: EventLoop[] = [];
	const result = await run(async () => {
		loops.push(getEventLoop(), getRunningLoop());
		await sleep(1);
		loops.push(getEventLoop(), getRunningLoop());
		return "done";
	});
	t.is(result, "done");
	t.is(new Set(loops).size, 1);
	t.false(loops.includes(before));
	t.true(loops[0]?.isClosed());
	t.is(getEventLoop(), before);
	t.is(
		await run(function* () {
			return yield* sleep(0, "generator");
		}),
		"generator",
	);
});

test.serial("run: passes on what main fails with, and puts the loop back", async (t) => {
	const before = getEventLoop();
	const failure = new Error("main failed");
	await t.throwsAsync(
		run(async () => {
			throw failure;
		}),
		{ is: failure },
	);
	await t.throwsAsync(run(5 as never), { instanceOf: TypeError });
	t.is(getEventLoop(), before);
	t.false(before.isClosed());
});

test.serial("run: refuses to run within another run", async (t) => {
	const before = getEventLoop();
	await run(async () => {
		await t.throwsAsync(
			run(async () => {}),
			running,
		);
	});
	t.is(getEventLoop(), before);
});

test.serial("run: debug mode is the loop's", async (t) => {
	await run(async () => t.true(getEventLoop().getDebug()), { debug: true });
	await run(async () => t.false(getEventLoop().getDebug()));
});

test.serial(
	"getEventLoop: one for the thread, another one when it was closed, whatever was set",
	async (t) => {
		const before = getEventLoop();
		t.is(getEventLoop(), before);
		const other = newLoop(t);
		setEventLoop(other);
		t.is(getEventLoop(), other);
		other.close();
		const fresh = getEventLoop();
		t.not(fresh, other);
		t.false(fresh.isClosed());
		fresh.close();
		setEventLoop(before);
		t.is(getEventLoop(), before);
	},
);

test.serial("getEventLoop, getRunningLoop: within a turn, the loop whose turn it is", async (t) => {
	const loop = newLoop(t);
	const seen: unknown[] = [];
	t.throws(() => getRunningLoop(), { instanceOf: RuntimeError, message: "no running event loop" });
	loop.callSoon(() => seen.push(getEventLoop(), getRunningLoop()));
	loop.createTask(function* () {
		yield* sleep(0);
		seen.push(getEventLoop(), getRunningLoop());
	});
	await turns(3);
	t.is(seen.length, 4);
	for (const each of seen) t.is(each, loop);
	t.throws(() => getRunningLoop(), { instanceOf: RuntimeError });
});

test("a loop hosts itself: nothing needs to be run", async (t) => {
	const loop = newLoop(t);
	const answer = await new Promise((resolve) => loop.callLater(1, () => loop.callSoon(resolve, 42)));
	t.is(answer, 42);
	t.false(loop.isRunning());
});

test("a hosted loop and an emitter of Node's work together", async (t) => {
	const loop = newLoop(t);
	const emitter = new EventTarget();
	loop.callLater(1, () => emitter.dispatchEvent(new Event("ready")));
	const [event] = (await once(emitter, "ready")) as [Event];
	t.is(event.type, "ready");
	using other = newEventLoop();
	t.is(await other.runUntilComplete(async () => "using"), "using");
});
