/** Runs a program of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a program ended. */
export interface Ending {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/**
 * Runs a compiled program of the fixtures folder with this Node and waits for its end.
 *
 * @param name the file's name without its extension.
 * @param args its arguments.
 * @param env its environment, beside this process's own.
 * @returns how it ended.
 */
export function runFixture(
	name: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
	const file = fileURLToPath(new URL(`../fixtures/${name}.js`, import.meta.url));
	const child = spawn(process.execPath, [file, ...args], {
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
	});
}
