/** Wrong arguments whose refusal was a sentence of the engine's or of Node's. */
import test from "ava";
import { printCallGraph, sleep } from "../../src/futures/index.js";
import { createEagerTaskFactory, Runner, SubprocessProtocol } from "../../src/loop/index.js";
import { Queue, Semaphore } from "../../src/sync/index.js";
import { newLoop } from "../helpers/new-loop.js";

const unshowable: readonly unknown[] = [Object.create(null), [Symbol("s")]];

test("what cannot be made text is refused in a sentence of ours", (t) => {
	const loop = newLoop(t);
	for (const wrong of unshowable as readonly never[]) {
		const calls = [
			() => sleep(wrong),
			() => sleep(1, undefined, { signal: wrong }),
			() => new Queue(wrong),
			() => new Semaphore(wrong),
			() => createEagerTaskFactory(wrong),
			() => loop.sockAccept(wrong),
		];
		for (const call of calls) t.throws(call, { message: /^Cannot .*(got|is|as|for) / });
		for (const call of calls) t.notRegex(t.throws(call)?.message ?? "", /convert/);
	}
});

test("a runner's factory that makes no loop is refused, and closing the runner is harmless", async (t) => {
	for (const made of [undefined, null, 5, Promise.resolve()]) {
		const runner = new Runner({ loopFactory: (() => made) as never });
		await t.throwsAsync(
			runner.run(async () => 1),
			{
				instanceOf: TypeError,
				message: /^Cannot use this runner: loopFactory must make an event loop, got /,
			},
		);
		await t.notThrowsAsync(runner.close());
	}
});

test("startNewSession, flags of getnameinfo, and what text is written to are refused by their names", (t) => {
	const loop = newLoop(t);
	const child = () => new SubprocessProtocol();
	t.throws(() => loop.subprocessExec(child, "true", { startNewSession: 1 } as never), {
		message: "Cannot subprocessExec: startNewSession must be true or false, got 1",
	});
	t.throws(() => loop.getnameinfo(["127.0.0.1", 9], 1n as never), { message: /^Cannot getnameinfo: flags / });
	const future = loop.createFuture<void>();
	t.throws(() => printCallGraph(future, { file: {} as never }), {
		message: /^Cannot printCallGraph: file must have a method write\(\), got /,
	});
	const task = loop.createTask(async () => {});
	t.throws(() => task.printStack({ file: 5 as never }), { message: /^Cannot printStack: file must have / });
	t.throws(() => task.printStack(null as never), {
		message: /^Cannot printStack: options must be an object/,
	});
	t.throws(() => task.getStack(null as never), { message: /^Cannot getStack: options must be an object/ });
	task.cancel();
});
