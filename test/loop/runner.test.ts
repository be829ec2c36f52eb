/** Runner: one loop for several programs, and what becomes of what they leave behind. */
import test from "ava";
import { CancelledError, RuntimeError } from "../../src/errors.js";
import {
	allTasks,
	currentTask,
	type EventLoop,
	getEventLoop,
	newEventLoop,
	Runner,
	run,
	sleep,
	type Task,
} from "../../src/index.js";

test.serial("Runner: runs one program after the other on one loop, closed at the end", async (t) => {
	const before = getEventLoop();
	const runner = new Runner({ debug: true });
	const loops = new Set<EventLoop>();
	for (const name of ["first", "second"]) {
		const result = await runner.run(async () => {
			loops.add(getEventLoop());
			await new Promise((resolve) => setTimeout(resolve, 1));
			loops.add(getEventLoop());
			return name;
		});
		t.is(result, name);
	}
	t.is(
		await runner.run(function* () {
			return yield* sleep(0, currentTask() !== undefined);
		}),
		true,
	);
	t.is(loops.size, 1);
	const loop = runner.getLoop();
	t.true(loops.has(loop));
	t.true(loop.getDebug());
	t.is(getEventLoop(), before);
	await runner.close();
	await runner.close();
	t.true(loop.isClosed());
	t.throws(() => runner.getLoop(), { instanceOf: RuntimeError, message: /closed/ });
	await t.throwsAsync(
		runner.run(async () => 1),
		{ instanceOf: RuntimeError, message: /closed/ },
	);
});

test.serial("Runner: a loop factory of one's own; one that is none is refused", async (t) => {
	const loop = newEventLoop();
	const runner = new Runner({ loopFactory: () => loop });
	await runner.run(async () => t.is(getEventLoop(), loop));
	await runner.close();
	t.true(loop.isClosed());
	for (const wrong of [1, "x", {}, null]) {
		t.throws(() => new Runner({ loopFactory: wrong as never }), {
			instanceOf: TypeError,
			message: /loopFactory/,
		});
	}
});

test.serial("run: tasks that main leaves behind are cancelled, and may clean up", async (t) => {
	const steps: string[] = [];
	await run(async () => {
		const loop = getEventLoop();
		loop.createTask(async () => {
			try {
				await loop.createFuture();
			} catch (error) {
				steps.push(error instanceof CancelledError ? "cancelled" : String(error));
				throw error;
			} finally {
				await sleep(1);
				steps.push("cleaned up");
			}
		});
		loop.createTask(function* () {
			try {
				yield* loop.createFuture();
			} finally {
				yield* sleep(1);
				steps.push("generator, too");
			}
		});
		await sleep(1);
		t.is(allTasks().size, 3);
	});
	t.deepEqual(steps.sort(), ["cancelled", "cleaned up", "generator, too"]);
});

test.serial("run: a task that fails while it is cancelled at the end is reported", async (t) => {
	const failure = new Error("cannot clean up");
	const reported: unknown[] = [];
	await run(async () => {
		const loop = getEventLoop();
		loop.setExceptionHandler((_loop, context) => reported.push(context.exception));
		loop.createTask(async () => {
			try {
				await loop.createFuture();
			} finally {
				// biome-ignore lint/correctness/noUnsafeFinally: what is tested
				throw failure;
			}
		});
		await sleep(1);
	});
	t.deepEqual(reported, [failure]);
});

test.serial("run: a cancellation of main's own passes", async (t) => {
	await t.throwsAsync(
		run(async () => {
			currentTask()?.cancel("mine");
			await sleep(1);
		}),
		{ instanceOf: CancelledError, message: "mine" },
	);
});

test.serial("a sleep in an async function belongs to the loop of its task, also between turns", async (t) => {
	const other = newEventLoop();
	t.teardown(() => other.close());
	const future = await other.createTask(async () => {
		await new Promise((resolve) => setTimeout(resolve, 1));
		const asleep = sleep(1);
		await asleep;
		return { loop: asleep.getLoop(), current: getEventLoop() };
	});
	t.is(future.loop, other);
	t.is(future.current, other);
});

test.serial("Runner: refuses to be closed while it runs, and nothing of it is lost", async (t) => {
	const runner = new Runner();
	let task: Task | undefined;
	const running = runner.run(async () => {
		task = currentTask();
		await sleep(0);
		await t.throwsAsync(runner.close(), { instanceOf: RuntimeError, message: /^Cannot close this runner/ });
		return await sleep(0, "whole");
	});
	t.is(await running, "whole");
	t.is(task?.cancelling(), 0);
	const loop = runner.getLoop();
	await runner.close();
	t.true(loop.isClosed());
});
