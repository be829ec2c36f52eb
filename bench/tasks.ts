/** Tasks: what do a switch, an await, a task and a task group's child cost? */
import { contestUsage, runContest } from "./harness/contest.js";

export const tasksUsage = contestUsage;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function tasks(args: string[]): Promise<void> {
	const programs = ["evloop-blocking", "evloop-hosted", "evloop-async"];
	await runContest({ folder: "tasks", programs, python: "tasks.py", count: 100_000 }, args);
}
