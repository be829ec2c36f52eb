import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { ExecutionContext } from "ava";

/** What a child process left behind. */
export interface ChildResult {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A child process whose output is collected; killed at the end of the test where it still lives. */
export class Child {
	readonly process: ChildProcess;
	#stdout = "";
	#stderr = "";
	readonly #closed: Promise<unknown[]>;

	constructor(t: ExecutionContext, command: string, args: readonly string[]) {
		this.process = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
		this.process.stdout?.on("data", (chunk: Buffer) => {
			this.#stdout += chunk;
		});
		this.process.stderr?.on("data", (chunk: Buffer) => {
			this.#stderr += chunk;
		});
		this.#closed = once(this.process, "close");
		t.teardown(() => this.process.kill("SIGKILL"));
	}

	/** The first line that the child prints. */
	async line(): Promise<string> {
		while (!this.#stdout.includes("\n")) {
			if (this.process.exitCode !== null) throw new Error(`the child ended: ${this.#stderr}`);
			await Promise.race([once(this.process.stdout ?? this.process, "data"), this.#closed]);
		}
		return this.#stdout.slice(0, this.#stdout.indexOf("\n"));
	}

	/** What is left of it at its end. */
	async end(): Promise<ChildResult> {
		const [code, signal] = (await this.#closed) as [number | null, NodeJS.Signals | null];
		return { code, signal, stdout: this.#stdout, stderr: this.#stderr };
	}
}
