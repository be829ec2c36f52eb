/** Copying: what does a file of a gibibyte cost, from end to end, beside fs.copyFile, cp and a pipeline of Node's? */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contestUsage, runContest } from "./harness/contest.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const copyUsage = `${contestUsage}\n       count: mebibytes to copy`;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function copy(args: string[]): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "evloop-bench-"));
	try {
		process.env.EVLOOP_BENCH_FOLDER = folder;
		const programs = ["cp", "fs-copy-file", "pipeline", "evloop-uring", "evloop-threads"];
		await runContest({ folder: "copy", programs, count: 1024 }, args);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
