/** Child processes. */
export { DEVNULL } from "./devnull.js";
export { PIPE } from "./pipe.js";
export { STDOUT } from "./stdout.js";
export { subprocessExec } from "./subprocess-exec.js";
export type { SubprocessOptions, SubprocessShellOptions } from "./subprocess-options.js";
export { subprocessShell } from "./subprocess-shell.js";
