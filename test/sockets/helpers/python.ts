import { spawnSync } from "node:child_process";
import type { ExecutionContext } from "ava";
import { Child } from "./child.js";

/** A Python process that runs a script, or undefined, said aloud, where there is no Python. */
export function python(t: ExecutionContext, script: string, ...args: string[]): Child | undefined {
	if (spawnSync("python3", ["-c", "pass"]).status !== 0) {
		t.log("SKIP: python3: not installed");
		t.pass();
		return undefined;
	}
	return new Child(t, "python3", ["-u", "-c", script, ...args]);
}
