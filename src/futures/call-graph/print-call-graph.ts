/** Writes the call graph. */
import { checkMethod, checkOptions } from "../../internal/index.js";
import type { Future } from "../future.js";
import type { TextSink } from "../text-sink.js";
import { formatCallGraph } from "./format-call-graph.js";
import type { CallGraphOptions } from "./future-call-graph.js";

/** Where {@link printCallGraph} writes, and how much. */
export interface PrintCallGraphOptions extends CallGraphOptions {
	/** What it writes to; standard output if absent. */
	readonly file?: TextSink | undefined;
}

/**
 * Writes who waits for whom.
 *
 * @param future the future or the task; the running task if absent.
 * @param options where to write, how many frames to leave out and to keep.
 * @throws TypeError if it is no future, the options are no object, one of them is no whole number, or there is nothing to write to.
 * @example
 * ```ts
 * import { createTask, printCallGraph, sleep } from "evloop";
 *
 * const task = createTask(() => sleep(1), { name: "sleeper" });
 * printCallGraph(task, { file: { write: (text) => console.log(text.split("\n")[0]) } }); // * <Task pending name=sleeper>
 * await task;
 * ```
 * @see https://docs.python.org/3/library/asyncio-graph.html#asyncio.print_call_graph
 */
export function printCallGraph(future?: Future<unknown>, options: PrintCallGraphOptions = {}): void {
	checkOptions(options, "printCallGraph");
	const { file = process.stdout, ...rest } = options;
	checkMethod(file, "write", "Cannot printCallGraph: file must have a method write()");
	file.write(`${formatCallGraph(future, rest)}\n`);
}
