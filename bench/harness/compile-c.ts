/** Compiles a C source of a benchmark, once for each content. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename } from "node:path";
import { BenchError } from "./bench-error.js";
import { cache, sources } from "./paths.js";

const flags = ["-O2", "-Wall", "-Wextra", "-Werror"];

/**
 * Compiles with `cc -O2` into the cache folder.
 *
 * @param source the file, relative to bench/.
 * @returns the path of the program.
 */
export function compileC(source: string): string {
	const path = sources + source;
	const digest = createHash("sha256").update(flags.join(" ")).update(readFileSync(path)).digest("hex");
	const program = `${cache}${basename(source, ".c")}-${digest.slice(0, 12)}`;
	if (existsSync(program)) return program;
	mkdirSync(cache, { recursive: true });
	const unfinished = `${program}.${process.pid}`;
	const { error, status, stderr } = spawnSync("cc", [...flags, "-o", unfinished, path], { encoding: "utf8" });
	if (error) throw new BenchError(`Cannot run cc, the C compiler: ${error.message}`);
	if (status !== 0) throw new BenchError(`Cannot compile ${source}:\n${stderr}`);
	renameSync(unfinished, program);
	return program;
}
