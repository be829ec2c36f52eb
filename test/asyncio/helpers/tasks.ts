/** What the scenarios of locks and queues do with tasks. */
import { type Coroutine, Future, sleep, Task } from "../../../src/futures/index.js";
import type { Trace } from "./trace.js";

/** A coroutine that is known by a name. */
export type Work = (name: string) => Coroutine<unknown>;

/** One task of a coroutine for each name. */
export function spawn(work: Work, ...names: string[]): Task<unknown>[] {
	return names.map((name) => new Task(work(name)));
}

/** Gives way for a number of turns. */
export function* turns(count: number): Coroutine<void> {
	for (let i = 0; i < count; i += 1) yield* sleep(0);
}

/** Marks a number of turns. */
export function* ticker(trace: Trace, count: number): Coroutine<void> {
	for (let i = 0; i < count; i += 1) {
		trace("turn", i);
		yield* sleep(0);
	}
}

/** `asyncio.wait`: until all are done, however they end. */
export function* wait(tasks: readonly Task<unknown>[]): Coroutine<void> {
	const all = new Future<void>();
	let left = tasks.length;
	for (const task of tasks) {
		task.addDoneCallback(() => {
			left -= 1;
			if (left === 0) all.setResult();
		});
	}
	yield* all;
}

/** Traces what a call gives or throws. */
export function attempt(trace: Trace, word: string, call: () => unknown): void {
	try {
		trace(word, call());
	} catch (error) {
		trace(word, "raises", error);
	}
}

/** Traces what is thrown where a task waits. */
export function* failing(trace: Trace, future: () => Future<unknown>, ...words: string[]): Coroutine<void> {
	try {
		yield* future();
	} catch (error) {
		trace(...words, error);
	}
}
