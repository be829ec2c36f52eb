/** Time limits and task groups cancel what they were given, and nothing beside it. */
import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as later } from "node:timers/promises";
import test from "ava";
import { type Coroutine, currentTask, sleep, TaskGroup, timeout, toDuplex, toWeb } from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { turns } from "../helpers/turns.js";
import { tcpPair } from "../streams/helpers/stream-pairs.js";

const forever = 1e6;

async function nameOf(promise: PromiseLike<unknown>): Promise<string> {
	return ((await reasonOf(promise)) as Error).name;
}

test("timeout: in a server's handler, it is the handler's; the task that set the server up goes on, and so do other handlers", async (t) => {
	const loop = newLoop(t);
	const ended = loop.createFuture<string>();
	let port = 0;
	const main = loop.createTask(async () => {
		const server = createServer(async (request, response) => {
			try {
				if (request.url === "/slow") await timeout(20, () => sleep(forever));
				else await sleep(60);
				response.end("in time");
			} catch (error) {
				response.end((error as Error).name);
			}
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		({ port } = server.address() as AddressInfo);
		try {
			return await ended;
		} finally {
			server.close();
			server.closeAllConnections();
		}
	});
	while (port === 0) await turns();
	const ask = async (path: string): Promise<string> => {
		const [response] = await once(get({ port, path, agent: false }), "response");
		return await text(response);
	};
	t.deepEqual(await Promise.all([ask("/fine"), ask("/slow")]), ["in time", "TimeoutError"]);
	ended.setResult("main is done");
	t.is(await main, "main is done");
});

test("TaskGroup.run: in a callback of Node's, a child that fails ends the group, and not the task that set the callback up", async (t) => {
	const loop = newLoop(t);
	const main = loop.createTask(async () => {
		const group = new Promise<unknown>((resolve) => {
			setTimeout(() => {
				const run = TaskGroup.run(async (group) => {
					group.createTask(async () => {
						throw new Error("a child");
					});
					await sleep(forever);
				});
				resolve(reasonOf(run));
			}, 1);
		});
		await sleep(1);
		return await group;
	});
	t.is(((await main) as AggregateError).errors.map(String).join(), "Error: a child");
});

test("timeout: branches of one Promise.all have limits of their own", async (t) => {
	const task = newLoop(t).createTask(async () =>
		Promise.allSettled([timeout(5, () => sleep(forever)), timeout(forever, () => sleep(10, "in time"))]),
	);
	t.deepEqual(
		(await task).map((each) => (each.status === "fulfilled" ? each.value : each.reason.name)),
		["TimeoutError", "in time"],
	);
});

test("timeout and TaskGroup.run: a cancellation of the task reaches the body, and is no TimeoutError", async (t) => {
	const loop = newLoop(t);
	const ends: string[] = [];
	const body = async () => {
		try {
			await sleep(forever);
		} finally {
			ends.push(String(currentTask()?.cancelling()));
		}
	};
	for (const run of [() => timeout(forever, body), () => TaskGroup.run(body)]) {
		const task = loop.createTask(async () => await run());
		await turns(3);
		task.cancel("enough");
		const reason = (await reasonOf(task)) as Error;
		t.is(reason.name, "CancelledError");
		t.true(task.cancelled());
	}
	t.deepEqual(ends, ["1", "1"]);
});

test("timeout: its end aborts the signal of the task that its body runs in", async (t) => {
	const task = newLoop(t).createTask(async () => {
		const limited = timeout(5, async () => {
			await later(forever, undefined, { signal: currentTask()?.signal as AbortSignal });
		});
		const name = await nameOf(limited);
		return [name, currentTask()?.signal.aborted];
	});
	t.deepEqual(await task, ["AbortError", false]);
});

test("timeout and TaskGroup.run: a function that makes a generator is run, with yield* and with await", async (t) => {
	const loop = newLoop(t);
	function* work(): Coroutine<number> {
		yield* sleep(1);
		return 42;
	}
	const bound = work.bind(null);
	const stepped = loop.createTask(function* () {
		return [
			yield* timeout(forever, () => work()),
			yield* timeout(forever, bound),
			yield* TaskGroup.run(() => work()),
		];
	});
	t.deepEqual(await stepped, [42, 42, 42]);
	const awaited = loop.createTask(async () => [
		await timeout(forever, () => work() as never),
		await TaskGroup.run(() => work() as never),
	]);
	t.deepEqual(await awaited, [42, 42] as never);
	const late = loop.createTask(function* () {
		return yield* timeout(1, () => sleep(forever) as never as Coroutine<void>);
	});
	t.is(await nameOf(late), "TimeoutError");
});

test("timeout and TaskGroup.run: a body that throws at once makes the promise fail", async (t) => {
	const fail = (): Promise<void> => {
		throw new RangeError("at once");
	};
	t.is(await nameOf(timeout(forever, fail)), "RangeError");
	t.is(((await reasonOf(TaskGroup.run(fail))) as AggregateError).errors[0].name, "RangeError");
});

test("toDuplex and toWeb: made in a task, they outlive a cancellation of it, which they do not swallow", async (t) => {
	const [left, right] = [await tcpPair(t), await tcpPair(t)];
	const loop = newLoop(t);
	const made = loop.createFuture<void>();
	const task = loop.createTask(async () => {
		const duplex = toDuplex(...left[0]);
		duplex.on("error", (error) => t.fail(String(error)));
		duplex.resume();
		const { readable, writable } = toWeb(...right[0]);
		const reader = readable.getReader();
		const first = reader.read();
		made.setResult();
		await later(20);
		await t.throwsAsync(async () => await sleep(forever), { name: "CancelledError" });
		return { duplex, reader, first, writer: writable.getWriter() };
	});
	await made;
	await later(1);
	task.cancel();
	const { duplex, first, writer } = await task;
	t.false(duplex.destroyed);
	await writer.write(Buffer.from("still there\n"));
	t.is(String(await right[1][0].readline()), "still there\n");
	right[1][1].write("and back");
	t.is(String(Buffer.from((await first).value as Uint8Array)), "and back");
	duplex.end("bye");
	t.is(String(await left[1][0].read(100)), "bye");
	duplex.destroy();
});
