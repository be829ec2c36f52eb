import { spawnSync } from "node:child_process";
import type { ExecutionContext } from "ava";
import { skip } from "./skip.js";

/** Whether a command is installed; where it is not, the test passes and says so. */
export function hasCommand(t: ExecutionContext, command: string): boolean {
	const { status } = spawnSync("sh", ["-c", 'command -v "$0"', command]);
	if (status !== 0) skip(t, command, "not installed");
	return status === 0;
}
