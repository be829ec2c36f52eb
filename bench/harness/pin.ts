/** Puts a program on one core, where taskset is there to do it. */
import { cpus } from "node:os";
import { findProgram } from "./find-program.js";

const taskset = findProgram("taskset")[0];

/** Whether programs are pinned: taskset is installed and there is more than one core. */
export const canPin = taskset !== undefined && cpus().length > 1;

/**
 * Puts `taskset` before a command.
 *
 * @param core the core's number.
 * @param command the program and its arguments.
 * @returns the command to run; as it was where nothing can be pinned.
 */
export function pin(core: number, command: readonly string[]): string[] {
	return canPin && taskset !== undefined ? [taskset, "-c", String(core), ...command] : [...command];
}
