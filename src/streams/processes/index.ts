/** Child processes with streams. */
export { createSubprocessExec } from "./create-subprocess-exec.js";
export { createSubprocessShell } from "./create-subprocess-shell.js";
export { Process, type ProcessOutput } from "./process.js";
export type { ProcessOf } from "./process-of.js";
export type {
	CreateSubprocessExecOptions,
	CreateSubprocessShellOptions,
	ProcessLoop,
	ProcessStreamOptions,
} from "./process-options.js";
