/** Bulk: what does a stream that never pauses cost, there and back? The echo benchmark with messages of a megabyte. */
import { echo } from "./echo.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const bulkUsage = "echo's options; --connections 1,10 --sizes 1048576 where they are absent";

/**
 * Runs the benchmark and prints its tables.
 *
 * @param args the command line after the benchmark's name; what stands there wins.
 */
export async function bulk(args: string[]): Promise<void> {
	await echo(["--connections", "1,10", "--sizes", "1048576", ...args]);
}
