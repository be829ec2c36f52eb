/**
 * Random reads: what do 64 at once of 4 KiB cost, of a file of a gibibyte that the page cache has, or past the cache
 * (O_DIRECT)?
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contestUsage, runContest } from "./harness/contest.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const filesUsage = `${contestUsage}\n       count: reads of 4 KiB, of each kind`;

const mebibyte = 1024 * 1024;
const size = 1024 * mebibyte;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function files(args: string[]): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "evloop-bench-"));
	try {
		process.env.EVLOOP_BENCH_FILE = join(folder, "file");
		write(process.env.EVLOOP_BENCH_FILE);
		const programs = ["fs-promises", "evloop-threads", "evloop-uring", "evloop-aio"];
		await runContest({ folder: "files", programs, count: 400_000 }, args);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function write(path: string): void {
	const fd = openSync(path, "w");
	const piece = Buffer.alloc(mebibyte, "evloop");
	for (let written = 0; written < size; written += writeSync(fd, piece));
	fsyncSync(fd);
	closeSync(fd);
}
