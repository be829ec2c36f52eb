/** What every program of this benchmark measures, in CPU time, and how it prints it. */
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";

/** The jobs of the benchmark; each is done `count` times. */
export interface TaskFigures {
	/** A task gives way, and another goes on. */
	readonly switches: number;
	/** A task waits for a future that is done already. */
	readonly awaits: number;
	/** A future is made, waited for by one task and given its result by another. */
	readonly handovers: number;
	/** A task is made in a group, run, and waited for. */
	readonly children: number;
}

/** How often each job is done. */
export const count: number = Number(process.argv[2] ?? 1000);

/** CPU time since a reading, for each of the jobs. */
export function perJob(before: number): number {
	return (cpuNanoseconds() - before) / count;
}

/** Prints the figures for whoever runs the benchmark. */
export function report({ switches, awaits, handovers, children }: TaskFigures): void {
	console.log(
		JSON.stringify({
			"ns a switch": switches,
			"ns an await, done": awaits,
			"ns a handover": handovers,
			"ns a child of a group": children,
		}),
	);
}
