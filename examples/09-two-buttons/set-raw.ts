/**
 * Keys at once, without waiting for Enter and without an echo; Ctrl-C remains a signal.
 *
 * By stty and not by `process.stdin.setRawMode`: process.stdin would read the keys itself.
 */
import { execFileSync } from "node:child_process";

/**
 * Changes a terminal's settings.
 *
 * @param terminal its descriptor.
 * @returns a function that puts them back.
 */
export function setRaw(terminal: number): () => void {
	const stty = (...args: string[]) =>
		execFileSync("stty", args, { stdio: [terminal, "pipe", "inherit"] })
			.toString()
			.trim();
	const before = stty("-g");
	stty("-icanon", "-echo", "min", "1", "time", "0");
	return () => {
		try {
			stty(before);
		} catch {
			// The terminal has gone away, and its settings with it.
		}
	};
}
