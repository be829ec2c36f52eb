/** Compiles a C file of test/fixtures into a program, in a folder of the test's own. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { hasCommand } from "./has-command.js";

const fixtures = fileURLToPath(new URL("../../../test/fixtures/", import.meta.url));

/**
 * Makes a program from a fixture.
 *
 * @param t the test.
 * @param source the C file, under test/fixtures.
 * @returns the program's path; `undefined`, said aloud, where there is no compiler.
 */
export function compileProgram(t: ExecutionContext, source: string): string | undefined {
	if (!hasCommand(t, "cc")) return undefined;
	const path = join(temporaryFolder(t), "program");
	execFileSync("cc", ["-Wall", "-Wextra", "-Werror", "-O1", "-o", path, join(fixtures, source)], {
		stdio: "pipe",
	});
	return path;
}
