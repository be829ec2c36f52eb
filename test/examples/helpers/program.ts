import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { ExecutionContext } from "ava";

/** What a program left behind. */
export interface Outcome {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A program that runs, its output collected as text; killed at the end of the test, should it still run then. */
export class Program {
	readonly process: ChildProcessWithoutNullStreams;
	/** What it left behind, when it has ended. */
	readonly ended: Promise<Outcome>;
	readonly #command: string;
	#stdout = "";
	#stderr = "";
	#over = false;

	constructor(t: ExecutionContext, command: string, ...args: string[]) {
		this.#command = [command, ...args].join(" ");
		this.process = spawn(command, args, { stdio: "pipe" });
		t.teardown(() => this.process.kill("SIGKILL"));
		const { stdin, stdout, stderr } = this.process;
		stdout.setEncoding("utf8").on("data", (text: string) => {
			this.#stdout += text;
		});
		stderr.setEncoding("utf8").on("data", (text: string) => {
			this.#stderr += text;
		});
		// A program may end without reading all that it is told.
		stdin.on("error", () => {});
		this.ended = once(this.process, "close").then(([code, signal]) => {
			this.#over = true;
			return { code, signal, stdout: this.#stdout, stderr: this.#stderr };
		});
	}

	/** Ends its standard input and waits for its end. */
	async finish(): Promise<Outcome> {
		this.process.stdin.end();
		return this.ended;
	}

	/** Waits until its standard output matches; it is an error if the program ends before that. */
	async printed(pattern: RegExp): Promise<RegExpExecArray> {
		return this.#said(pattern, () => this.#stdout, this.process.stdout);
	}

	/** Waits until its standard error matches; it is an error if the program ends before that. */
	async complained(pattern: RegExp): Promise<RegExpExecArray> {
		return this.#said(pattern, () => this.#stderr, this.process.stderr);
	}

	async #said(pattern: RegExp, text: () => string, stream: NodeJS.ReadableStream): Promise<RegExpExecArray> {
		for (;;) {
			const match = pattern.exec(text());
			if (match !== null) return match;
			if (this.#over) {
				throw new Error(`${this.#command} ended without ${pattern}:\n${this.#stdout}${this.#stderr}`);
			}
			await Promise.race([once(stream, "data"), this.ended]);
		}
	}
}
