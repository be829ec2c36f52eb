/** Runs one scenario on a loop whose time jumps, and gives its trace. */
import type { ExecutionContext } from "ava";
import type { Coroutine } from "../../../src/futures/index.js";
import { type EventLoop, setEventLoop } from "../../../src/loop/index.js";
import { VirtualEventLoop } from "../../../src/testing/index.js";
import { type Trace, TraceBook } from "./trace.js";

/** A scenario in generators: its order is asyncio's, to the line. */
export type Scenario = (trace: Trace, loop: EventLoop) => Coroutine<unknown>;
/** The same in async functions. */
export type AsyncScenario = (trace: Trace, loop: EventLoop) => Promise<unknown>;

/** How often Node must have found a loop idle before a scenario counts as one that waits for ever. */
const idleTurns = 20;

/**
 * Runs a scenario, blocking.
 *
 * @param scenario the scenario.
 * @returns its trace.
 */
export function play(scenario: Scenario): string[] {
	const loop = new VirtualEventLoop();
	const book = new TraceBook(loop);
	function* main(): Coroutine<void> {
		let result: unknown;
		try {
			result = yield* scenario(book.write, loop);
		} catch (error) {
			book.end("raised", error);
			return;
		}
		book.end("returned", result);
	}
	try {
		loop.runUntilCompleteSync(main);
	} catch (error) {
		if (!/^Cannot wait any longer/.test((error as Error).message)) throw error;
		book.end("waits for ever");
	}
	loop.close();
	return book.lines;
}

/**
 * Runs a scenario in Node's loop.
 *
 * @param t the test.
 * @param scenario the scenario.
 * @returns its trace.
 */
export async function playAsync(t: ExecutionContext, scenario: AsyncScenario): Promise<string[]> {
	const loop = new VirtualEventLoop();
	const book = new TraceBook(loop);
	setEventLoop(loop);
	let idle = 0;
	const watch = setInterval(() => {
		const { ready, timers } = loop.statistics();
		idle = ready + timers === 0 ? idle + 1 : 0;
		if (idle === idleTurns) {
			book.end("waits for ever");
			loop.stop();
		}
	}, 1);
	t.teardown(() => clearInterval(watch));
	const main = loop.runUntilComplete(async () => {
		try {
			book.end("returned", await scenario(book.write, loop));
		} catch (error) {
			book.end("raised", error);
		}
	});
	await main.catch((error: Error) => {
		if (!/stopped before Future completed/.test(error.message)) throw error;
	});
	clearInterval(watch);
	loop.close();
	setEventLoop(undefined);
	return book.lines;
}
