/** callSoon chain: what does one callback that schedules the next cost? */
import { contestUsage, runContest } from "./harness/contest.js";

export const callSoonUsage = contestUsage;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function callSoon(args: string[]): Promise<void> {
	const programs = ["evloop-hosted", "evloop-blocking", "set-immediate"];
	await runContest({ folder: "callsoon", programs, python: "callsoon.py", count: 2_000_000 }, args);
}
