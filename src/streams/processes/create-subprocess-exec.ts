/** `createSubprocessExec`: a program and its streams. */
import type { Future } from "../../futures/index.js";
import type { ProcessOf } from "./process-of.js";
import type { CreateSubprocessExecOptions } from "./process-options.js";
import { startProcess } from "./start-process.js";
import { withOwnStreams } from "./with-own-streams.js";

/**
 * Starts a program.
 *
 * It is the loop's `subprocessExec` with streams, and takes the same options; but what is not asked for is the parent's own
 * stream, not a pipe.
 *
 * @typeParam O the type of the options: where they say `PIPE`, the process has a stream.
 * @param program its path, or its name, which is looked for along `PATH`.
 * @param rest its arguments; an object behind them has options, with a signal that takes the start back.
 * @returns a future of the process, done when it runs.
 * @throws TypeError, RangeError or ValueError if something is of the wrong kind.
 * @throws OSError through the future, if it cannot be started: a FileNotFoundError where there is no such program.
 * @throws RuntimeError if the loop is closed or blocks its thread.
 * @example
 * ```ts
 * import { createSubprocessExec, PIPE } from "evloop";
 *
 * const child = await createSubprocessExec("printf", "%s\\n", "one", "two", { stdout: PIPE });
 * for await (const line of child.stdout) console.log(String(line).trim()); // one, two
 * console.log(await child.wait()); // 0
 * ```
 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.create_subprocess_exec
 */
export function createSubprocessExec<const O extends CreateSubprocessExecOptions = object>(
	program: string,
	...rest: string[] | [...args: string[], options: O]
): Future<ProcessOf<O>> {
	const last: unknown = rest.at(-1);
	// An array is no options: the loop says that arguments go one by one.
	const hasOptions = typeof last === "object" && last !== null && !Array.isArray(last);
	const options = (hasOptions ? last : {}) as O;
	const args = (hasOptions ? rest.slice(0, -1) : rest) as string[];
	return startProcess(options, (loop, factory) =>
		loop.subprocessExec(factory, program, ...args, withOwnStreams(options)),
	);
}
