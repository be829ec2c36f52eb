/** Runs the compiled examples as a user would: each a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";

/** What became of an example that was run to its end. */
export interface Outcome {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** An example that runs. */
export interface RunningExample {
	readonly child: ChildProcess;
	/** What it has written to standard output so far. */
	printed(): string;
	/** Resolves when its standard output holds a text; rejects when it ends before that. */
	printing(text: string | RegExp): Promise<string>;
	/** Resolves when it has ended. */
	readonly ended: Promise<Outcome>;
}

/** The folder of the compiled examples. */
export const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

/**
 * Starts an example; it is killed at the end of the test, should it still run then.
 *
 * @param t the test.
 * @param file the compiled file, relative to the folder of the compiled examples.
 * @param args its arguments.
 */
export function startExample(t: ExecutionContext, file: string, ...args: string[]): RunningExample {
	const child = spawn(process.execPath, [examples + file, ...args], { stdio: ["pipe", "pipe", "pipe"] });
	t.teardown(() => child.kill("SIGKILL"));
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	const ended = once(child, "close").then(([code, signal]) => ({ code, signal, stdout, stderr }));
	return {
		child,
		printed: () => stdout,
		ended,
		async printing(text) {
			let over = false;
			void ended.then(() => {
				over = true;
			});
			while (typeof text === "string" ? !stdout.includes(text) : !text.test(stdout)) {
				if (over) throw new Error(`${file} ended without printing ${text}:\n${stdout}${stderr}`);
				await Promise.race([once(child.stdout, "data"), ended]);
			}
			return stdout;
		},
	};
}

/** Runs an example to its end. */
export function runExample(t: ExecutionContext, file: string, ...args: string[]): Promise<Outcome> {
	const { child, ended } = startExample(t, file, ...args);
	child.stdin?.end();
	return ended;
}
