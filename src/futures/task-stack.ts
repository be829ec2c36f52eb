/**
 * Where a task is.
 *
 * JavaScript shows the stack of what runs, and of nothing that waits: of a waiting function its name is all that is known.
 */
import { show } from "../internal/index.js";
import { isCoroutine } from "./coroutine.js";
import { currentTask } from "./current-task.js";
import { libraryFolders } from "./library-folders.js";
import type { Task } from "./task.js";

/** Where the compiled library lies. Found when a stack is asked for: a bundle may have no `import.meta.url`. */
let library: readonly string[] | undefined;

/**
 * The frames of a task, innermost first: of a running one its stack, of one that waits the name of its function, of one
 * that has failed where the exception came from. Throws nothing.
 *
 * @param task the task.
 * @param below the function whose callers count, for the running task.
 * @returns the frames, as V8 writes them, without "at".
 */
export function taskStack(task: Task<unknown>, below: (...args: never[]) => unknown): string[] {
	if (task.done()) {
		const exception = task.cancelled() ? undefined : task.failure()?.reason;
		return exception instanceof Error ? frames(exception.stack) : [];
	}
	if (task !== currentTask()) return [nameOf(task)];
	const holder: { stack?: string } = {};
	Error.captureStackTrace(holder, below);
	return frames(holder.stack);
}

function frames(stack: string | undefined): string[] {
	library ??= libraryFolders(import.meta.url as string | undefined);
	const strange = [...library, "node:internal"];
	return (stack ?? "")
		.split("\n")
		.filter((line) => /^\s+at /.test(line) && !strange.some((place) => line.includes(place)))
		.map((line) => line.trim().replace(/^at /, ""));
}

function nameOf(task: Task<unknown>): string {
	const source = task.getCoro();
	if (isCoroutine(source)) return "generator";
	return typeof source.name === "string" && source.name !== "" ? source.name : show(source);
}
