/** The call graph as text. */
import { checkOptions } from "../../internal/index.js";
import type { Future } from "../future.js";
import { captureCallGraph } from "./capture-call-graph.js";
import type { CallGraphOptions, FutureCallGraph } from "./future-call-graph.js";

/**
 * Describes who waits for whom, in indented lines.
 *
 * @param future the future or the task; the running task if absent.
 * @param options how many frames to leave out and to keep.
 * @returns the lines; empty where no future was given and no task runs.
 * @throws TypeError if it is no future, the options are no object, or one of them is no whole number.
 * @example
 * ```ts
 * import { createTask, formatCallGraph, sleep } from "evloop";
 *
 * async function inner(): Promise<void> {
 * 	await sleep(20);
 * }
 *
 * const task = createTask(inner, { name: "inner" });
 * const outer = createTask(async () => await task, { name: "outer" });
 * await sleep(1);
 * console.log(formatCallGraph(task).split("\n").length); // 7
 * await outer;
 * ```
 * @see https://docs.python.org/3/library/asyncio-graph.html#asyncio.format_call_graph
 */
export function formatCallGraph(future?: Future<unknown>, options: CallGraphOptions = {}): string {
	checkOptions(options, "formatCallGraph");
	const graph = captureCallGraph(future, options);
	return graph === undefined ? "" : [...linesOf(graph, "")].join("\n");
}

function* linesOf({ future, callStack, awaitedBy }: FutureCallGraph, indent: string): Generator<string> {
	yield `${indent}* ${future}`;
	if (callStack.length > 0) {
		yield `${indent}  + Call stack:`;
		for (const frame of callStack) yield `${indent}  |   ${frame}`;
	}
	if (awaitedBy.length === 0) return;
	yield `${indent}  + Awaited by:`;
	for (const each of awaitedBy) yield* linesOf(each, `${indent}    `);
}
