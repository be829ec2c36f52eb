/** What `createSubprocessExec` and `createSubprocessShell` mean by a stream that is absent. */
import type { SubprocessOptions } from "../../transports/index.js";

/**
 * Has the child use the parent's own stream wherever none was asked for.
 *
 * @param options what was asked for.
 * @returns the same, in the words of the loop's methods, which make a pipe of what is absent.
 */
export function withOwnStreams<O extends SubprocessOptions>(options: O): O {
	const { stdin = null, stdout = null, stderr = null } = options;
	return { ...options, stdin, stdout, stderr };
}
