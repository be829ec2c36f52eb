/** The AsyncLocalStorage context of whoever hands something over is there when it runs. */
import { AsyncLocalStorage } from "node:async_hooks";
import test from "ava";
import { type Coroutine, type Future, sleep } from "../../src/futures/index.js";
import type { EventLoop } from "../../src/loop/index.js";
import { socketpair } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { printed } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";

const storage = new AsyncLocalStorage<string>();

/** Runs something as "mine", lets it be woken by somebody else's context, and tells the context it saw. */
async function seen(
	loop: EventLoop,
	use: (future: Future<number>, see: () => void) => unknown,
): Promise<(string | undefined)[]> {
	const contexts: (string | undefined)[] = [];
	const future = loop.createFuture<number>();
	storage.run("mine", () => use(future, () => contexts.push(storage.getStore())));
	await turns(3);
	// The first to wake a loop, and the one who settles, are somebody else.
	storage.run("other", () => {
		loop.callSoon(() => {});
		if (!future.done()) future.setResult(1);
	});
	await turns(3);
	return contexts;
}

test("callSoon, callLater and callAt keep the context", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(await seen(loop, (_future, see) => loop.callSoon(see)), ["mine"]);
	t.deepEqual(await seen(loop, (_future, see) => loop.callSoonThreadsafe(see)), ["mine"]);
	for (const schedule of [
		(see: () => void) => loop.callLater(1, see),
		(see: () => void) => loop.callAt(loop.time() + 1, see),
	]) {
		const context = new Promise((resolve) =>
			storage.run("mine", () => schedule(() => resolve(storage.getStore()))),
		);
		storage.run("other", () => loop.callLater(0, () => {}));
		t.is(await context, "mine");
	}
});

test("addReader and addWriter keep the context", async (t) => {
	const loop = newLoop(t);
	const [a, b] = socketpair();
	t.teardown(() => {
		a.close();
		b.close();
	});
	for (const [add, remove] of [
		["addReader", "removeReader"],
		["addWriter", "removeWriter"],
	] as const) {
		const context = new Promise((resolve) =>
			storage.run("mine", () => loop[add](a, () => resolve(storage.getStore()))),
		);
		storage.run("other", () => b.send("x"));
		t.is(await context, "mine");
		loop[remove](a);
	}
});

test("addDoneCallback keeps the context, of a pending future and of a done one", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(
		await seen(loop, (future, see) => {
			future.addDoneCallback(see);
			const done = loop.createFuture<number>();
			done.setResult(1);
			done.addDoneCallback(see);
		}),
		["mine", "mine"],
	);
});

test("await keeps the context, of a pending future and of a done one", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(
		await seen(loop, async (future, see) => {
			await future;
			see();
			await future;
			see();
			await sleep(0);
			see();
		}),
		["mine", "mine", "mine"],
	);
});

test("then with one function, catch and finally keep the context", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(
		await seen(loop, (future, see) => {
			future.then(see);
			future.then(undefined, see).then(see);
			future.finally(see);
			future.toPromise().then(see, see);
			loop.createFuture().then(see);
		}),
		["mine", "mine", "mine", "mine"],
	);
});

test("then with both functions never shows the context of somebody else", async (t) => {
	const loop = newLoop(t);
	const done = loop.createFuture<number>();
	done.setResult(1);
	t.deepEqual(
		await seen(loop, (future, see) => {
			done.then(see, see);
			future.then(see, see);
		}),
		["mine", undefined],
	);
});

test("a task's steps are taken in the context of whoever made it", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(
		await seen(loop, (future, see) => {
			function* main(): Coroutine<void> {
				see();
				yield* sleep(0);
				see();
				yield* future;
				see();
				try {
					yield 5 as never;
				} catch {
					see();
				}
				storage.run("inner", see);
				see();
			}
			loop.createTask(main);
		}),
		["mine", "mine", "mine", "mine", "inner", "mine"],
	);
});

test("an error in a callback is reported, and the context is left", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
	t.deepEqual(
		await seen(loop, (_future, see) => {
			loop.callSoon(() => {
				throw new Error("thrown in a context");
			});
			loop.callSoon(see);
		}),
		["mine"],
	);
	t.is(reports.length, 1);
	t.is(storage.getStore(), undefined);
});

test("what the loop keeps does not keep the context of the first who used it alive", async (t) => {
	const output = await printed(
		t,
		`import { AsyncLocalStorage } from "node:async_hooks";
		const loop = evloop.getEventLoop();
		const objects = new AsyncLocalStorage();
		const [a, b] = evloop.socketpair();
		a.setblocking(false);
		const registry = new FinalizationRegistry(() => { console.log("collected"); process.exit(); });
		async function request() {
			loop.callSoon(() => {});
			loop.callLater(1, () => {});
			const received = loop.sockRecv(a, 10);
			b.send("x");
			await received;
			await evloop.sleep(2);
		}
		function serve() {
			const store = { request: 1 };
			registry.register(store);
			return objects.run(store, request);
		}
		await serve();
		// Something that was there first still waits, as in a server.
		loop.sockRecv(a, 10);
		for (let i = 0; i < 200; i += 1) {
			await new Promise((resolve) => setTimeout(resolve, 5));
			globalThis.gc();
		}
		console.log("kept");
		process.exit();`,
		{ flags: ["--expose-gc"] },
	);
	t.is(output, "collected");
});
