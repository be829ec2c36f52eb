/** A million timers: what do scheduling, firing and cancelling cost, and does a turn pay for timers that only wait? */
import { contestUsage, runContest } from "./harness/contest.js";

export const timersUsage = contestUsage;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function timers(args: string[]): Promise<void> {
	const programs = ["evloop-hosted", "evloop-blocking", "node-timers"];
	await runContest({ folder: "timers", programs, python: "timers.py", count: 1_000_000 }, args);
}
