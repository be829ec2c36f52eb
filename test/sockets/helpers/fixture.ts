import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { Child, type ChildResult } from "./child.js";

/**
 * Runs one of the programs in `fixtures/` in a process of its own: what counts descriptors, takes signals or collects
 * garbage cannot share a process with the other tests.
 */
export async function fixture(
	t: ExecutionContext,
	name: string,
	flags: readonly string[] = [],
	args: readonly string[] = [],
): Promise<ChildResult> {
	const path = fileURLToPath(new URL(`../fixtures/${name}.js`, import.meta.url));
	const result = await new Child(t, process.execPath, [...flags, path, ...args]).end();
	t.is(result.code, 0, result.stderr);
	return result;
}
