import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { type Outcome, Program } from "./program.js";

const folder = fileURLToPath(new URL("../../../examples/", import.meta.url));

/** The command that runs an example: Node, and a compiled file of the folder `dist/examples`. */
export function exampleCommand(file: string): [node: string, path: string] {
	return [process.execPath, folder + file];
}

/** Starts an example, as a user would. */
export function startExample(t: ExecutionContext, file: string, ...args: string[]): Program {
	return new Program(t, ...exampleCommand(file), ...args);
}

/** Runs an example, with nothing on its standard input, to its end. */
export function runExample(t: ExecutionContext, file: string, ...args: string[]): Promise<Outcome> {
	return startExample(t, file, ...args).finish();
}
