/** Runs one scenario on a loop whose time jumps, and gives its trace. */
import { types } from "node:util";
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
/** The same where descriptors are watched: of some selectors a thread tells, which may be slow on a busy machine. */
const idleTurnsWatching = 5000;

function* inGenerator(book: TraceBook, scenario: Scenario, loop: EventLoop): Coroutine<void> {
	try {
		book.end("returned", yield* scenario(book.write, loop));
	} catch (error) {
		book.end("raised", error);
	}
}

/**
 * Runs a scenario, blocking.
 *
 * @param scenario the scenario.
 * @returns its trace.
 */
export function play(scenario: Scenario): string[] {
	const loop = new VirtualEventLoop();
	const book = new TraceBook(loop);
	try {
		loop.runUntilCompleteSync(() => inGenerator(book, scenario, loop));
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
export async function playHosted(t: ExecutionContext, scenario: Scenario | AsyncScenario): Promise<string[]> {
	const loop = new VirtualEventLoop();
	const book = new TraceBook(loop);
	setEventLoop(loop);
	const unwatch = endWhenIdle(t, loop, book);
	try {
		await loop.runUntilComplete(traced(book, scenario, loop));
	} catch (error) {
		if (!/stopped before Future completed/.test((error as Error).message)) throw error;
	}
	unwatch();
	loop.close();
	setEventLoop(undefined);
	return book.lines;
}

/** The scenario with its last line. */
function traced(
	book: TraceBook,
	scenario: Scenario | AsyncScenario,
	loop: EventLoop,
): () => Coroutine<void> | Promise<void> {
	if (types.isGeneratorFunction(scenario)) return () => inGenerator(book, scenario as Scenario, loop);
	return async () => {
		try {
			book.end("returned", await (scenario as AsyncScenario)(book.write, loop));
		} catch (error) {
			book.end("raised", error);
		}
	};
}

/** Stops a loop in which nothing can happen any more. */
function endWhenIdle(t: ExecutionContext, loop: EventLoop, book: TraceBook): () => void {
	let idle = 0;
	const watch = setInterval(() => {
		const { ready, timers, watched } = loop.statistics();
		idle = ready + timers === 0 ? idle + 1 : 0;
		if (idle < (watched === 0 ? idleTurns : idleTurnsWatching)) return;
		book.end("waits for ever");
		loop.stop();
	}, 1);
	const unwatch = () => clearInterval(watch);
	t.teardown(unwatch);
	return unwatch;
}
