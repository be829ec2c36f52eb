/** Who waits for whom. */
import { checkOptions, show } from "../../internal/index.js";
import { currentTask } from "../current-task.js";
import { Future } from "../future.js";
import { Task } from "../task.js";
import { taskStack } from "../task-stack.js";
import type { CallGraphOptions, FutureCallGraph } from "./future-call-graph.js";

/**
 * Finds out where a task is, who waits for it, who waits for those, and so on.
 *
 * What is known: tasks that await or `yield*`, and `gather`, `race`, `shield`, `wait`, `waitFor` and task groups. A foreign
 * promise between two of ours cannot be looked through.
 *
 * @param future the future or the task; the running task if absent.
 * @param options how many frames to leave out and to keep.
 * @returns the graph; `undefined` where no future was given and no task runs.
 * @throws TypeError if it is no future, the options are no object, or one of them is no whole number.
 * @example
 * ```ts
 * import { captureCallGraph, createTask, sleep } from "evloop";
 *
 * async function inner(): Promise<void> {
 * 	await sleep(0);
 * 	const graph = captureCallGraph();
 * 	console.log(graph?.awaitedBy.map(({ future }) => String(future))); // [ '<Task pending name=outer>' ]
 * }
 *
 * await createTask(async () => await createTask(inner), { name: "outer" });
 * ```
 * @see https://docs.python.org/3/library/asyncio-graph.html#asyncio.capture_call_graph
 */
export function captureCallGraph(
	future?: Future<unknown>,
	options: CallGraphOptions = {},
): FutureCallGraph | undefined {
	checkOptions(options, "captureCallGraph");
	const { depth = 1, limit = Number.MAX_SAFE_INTEGER } = options;
	checkCount(depth, "depth");
	checkCount(limit, "limit");
	const root = future ?? currentTask();
	if (root === undefined) return undefined;
	if (!(root instanceof Future))
		throw new TypeError(`Cannot capture the call graph of ${show(root)}: it is no future`);
	return capture(root, { depth, limit }, new Set());
}

function capture(
	future: Future<unknown>,
	options: Required<Readonly<Record<"depth" | "limit", number>>>,
	above: ReadonlySet<Future<unknown>>,
): FutureCallGraph {
	const path = new Set(above).add(future);
	const awaitedBy = future
		.awaiters()
		.filter((awaiter) => !path.has(awaiter))
		.map((awaiter) => capture(awaiter, options, path));
	return Object.freeze({
		future,
		callStack: Object.freeze(stackOf(future, options)),
		awaitedBy: Object.freeze(awaitedBy),
	});
}

function stackOf(future: Future<unknown>, { depth, limit }: { depth: number; limit: number }): string[] {
	if (!(future instanceof Task)) return [];
	const frames = taskStack(future, captureCallGraph);
	const skipped = future === currentTask() ? Math.max(0, depth - 1) : 0;
	return frames.slice(skipped, skipped + limit);
}

function checkCount(value: unknown, name: string): void {
	if (Number.isSafeInteger(value) && (value as number) >= 0) return;
	throw new TypeError(`Cannot capture a call graph: ${name} must be a whole number, got ${show(value)}`);
}
