/** Small programs in processes of their own: what is about a process's life and end can be seen only from outside. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ExecutionContext } from "ava";

const library = new URL("../../src/index.js", import.meta.url).href;

/** What became of a program. */
export interface Outcome {
	/** Its exit status; `null` if a signal ended it. */
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** How a program is run. */
export interface ProgramOptions {
	/** More of the environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Options of node. */
	readonly flags?: readonly string[];
	/** How many descriptors it may have at most. */
	readonly descriptors?: number;
	/** How long it may take before it is killed, in milliseconds; the outcome then has the signal. */
	readonly limit?: number;
}

/**
 * Runs a program to its end.
 *
 * @param t the test.
 * @param source an ECMAScript module; everything that evloop exports is in `evloop`.
 * @param options how.
 * @returns what became of it.
 */
export async function runProgram(
	t: ExecutionContext,
	source: string,
	{ env = {}, flags = [], limit = 50_000, descriptors }: ProgramOptions = {},
): Promise<Outcome> {
	const code = `import * as evloop from ${JSON.stringify(library)};\n${source}`;
	const command = [process.execPath, ...flags, "--input-type=module", "--eval", code];
	const limited = ["sh", "-c", `ulimit -n ${descriptors} && exec "$@"`, "sh", ...command];
	const [program, ...args] = (descriptors === undefined ? command : limited) as [string, ...string[]];
	const child = spawn(program, args, {
		env: { ...process.env, NODE_OPTIONS: "", ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const kill = () => child.kill("SIGKILL");
	const timer = setTimeout(kill, limit);
	t.teardown(kill);
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
	clearTimeout(timer);
	return { code: status, signal, stdout, stderr };
}

/**
 * Runs a program that must end well.
 *
 * @param t the test.
 * @param source an ECMAScript module; everything that evloop exports is in `evloop`.
 * @param options how.
 * @returns what it printed, without the line's end.
 */
export async function printed(
	t: ExecutionContext,
	source: string,
	options?: ProgramOptions,
): Promise<string> {
	const { code, signal, stdout, stderr } = await runProgram(t, source, options);
	t.is(signal ?? code, 0, `${stdout}\n${stderr}`);
	return stdout.trimEnd();
}
