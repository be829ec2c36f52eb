/** What a reader must know of the machine to make anything of the figures. */
import { cpus, release, totalmem, type } from "node:os";

/** The facts, as they go into the JSON file. */
export interface MachineFacts {
	readonly date: string;
	readonly cores: number;
	readonly model: string;
	readonly memoryGiB: number;
	readonly kernel: string;
	readonly node: string;
}

/**
 * Reads them.
 *
 * @returns the facts of this machine.
 */
export function machineFacts(): MachineFacts {
	const cores = cpus();
	return {
		date: new Date().toISOString(),
		cores: cores.length,
		model: cores[0]?.model.trim() ?? "unknown",
		memoryGiB: Math.round(totalmem() / 2 ** 30),
		kernel: `${type()} ${release()}`,
		node: process.version,
	};
}

/**
 * Puts them on one line.
 *
 * @param facts what machineFacts() returned.
 * @returns the line.
 */
export function formatFacts(facts: MachineFacts): string {
	return `${facts.cores} cores (${facts.model}), ${facts.memoryGiB} GiB, ${facts.kernel}, ${facts.date.slice(0, 10)}`;
}
