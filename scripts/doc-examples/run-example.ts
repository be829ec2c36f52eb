/** Runs one compiled example in a Node process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./compare.js";
import { expectations } from "./expectations.js";

const recorder = new URL("./recorder.js", import.meta.url).href;

/**
 * Runs an example in an empty folder. Its standard input is a pipe into which nothing is ever written.
 *
 * @param script the path of its JavaScript.
 * @param code the example, for its promises.
 * @param limit how long it may take, in milliseconds; then it is killed.
 * @returns what went wrong, a line each; empty where all went well.
 */
export async function runExample(script: string, code: string, limit: number): Promise<string[]> {
	const cwd = mkdtempSync(join(tmpdir(), "evloop-example-"));
	try {
		const child = spawn(process.execPath, ["--no-warnings", "--import", recorder, script], {
			cwd,
			stdio: "pipe",
			timeout: limit,
			killSignal: "SIGKILL",
		});
		let output = "";
		let errors = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			errors += text;
		});
		child.once("exit", () => child.stdin.destroy());
		const [status, signal] = await once(child, "close");
		const problems = compare(expectations(code), output);
		if (signal === "SIGKILL") problems.push(`did not end by itself within ${limit / 1000} s`);
		else if (status !== 0) problems.push(`ended with ${signal ?? `status ${status}`}`);
		if (problems.length > 0 && errors !== "") problems.push(...errors.trimEnd().split("\n"));
		return problems;
	} finally {
		rmSync(cwd, { recursive: true, force: true });
	}
}
