/** `createSubprocessShell`: a command for the shell, and its streams. */
import type { Future } from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import type { ProcessOf } from "./process-of.js";
import type { CreateSubprocessShellOptions } from "./process-options.js";
import { startProcess } from "./start-process.js";
import { withOwnStreams } from "./with-own-streams.js";

/**
 * Has the shell run a command. Whatever of it comes from elsewhere must be quoted, or the shell will run that, too.
 *
 * It is the loop's `subprocessShell` with streams, and takes the same options; but what is not asked for is the parent's own
 * stream, not a pipe.
 *
 * @typeParam O the type of the options: where they say `PIPE`, the process has a stream.
 * @param command the command.
 * @param options its streams, how to start it, the readers' limit, a signal that takes the start back.
 * @returns a future of the process, done when it runs.
 * @throws TypeError, RangeError or ValueError if something is of the wrong kind.
 * @throws OSError through the future, if the shell cannot be started.
 * @throws RuntimeError if the loop is closed or blocks its thread.
 * @example
 * ```ts
 * import { createSubprocessShell, PIPE } from "evloop";
 *
 * const child = await createSubprocessShell("echo hello | tr a-z A-Z", { stdout: PIPE });
 * const [output] = await child.communicate();
 * console.log(String(output).trim()); // HELLO
 * ```
 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.create_subprocess_shell
 */
export function createSubprocessShell<const O extends CreateSubprocessShellOptions = object>(
	command: string,
	options: O = {} as O,
): Future<ProcessOf<O>> {
	checkOptions(options, "createSubprocessShell");
	return startProcess(options, (loop, factory) =>
		loop.subprocessShell(factory, command, withOwnStreams(options)),
	);
}
