/** The five child processes and the pipes they write to: what all modes have in common. */
import { spawn } from "node:child_process";
import { closeSync, readSync } from "node:fs";
import { openPipe } from "../support/open-pipe.js";

let start = performance.now();

/** How often a pipe was read from, whether or not there was anything in it. */
export let reads = 0;

/** The end that we read. Anything with a `fileno()` is a file object, which selectors and loops take. */
export class ChildPipe {
	readonly #fd: number;

	constructor(fd: number) {
		this.#fd = fd;
	}

	fileno(): number {
		return this.#fd;
	}

	/**
	 * Prints all that has arrived; where the pipe is a blocking one, all that ever will.
	 *
	 * @returns whether the child has closed its end.
	 */
	printArrived(): boolean {
		const buffer = Buffer.alloc(1024);
		for (;;) {
			reads++;
			try {
				const length = readSync(this.#fd, buffer);
				if (length === 0) return true;
				const seconds = ((performance.now() - start) / 1000).toFixed(2);
				console.log(`${seconds} s  ${buffer.toString("utf8", 0, length).trim()}`);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
				throw error;
			}
		}
	}
}

/** Starts the children: child `i` sleeps `i * scale` milliseconds, writes one line and exits. */
export function startChildren(scale: number, nonblocking: boolean): ChildPipe[] {
	const pipes = Array.from({ length: 5 }, () => openPipe(nonblocking));
	start = performance.now();
	for (const [i, [, writer]] of pipes.entries()) {
		const script = `sleep ${(i * scale) / 1000}; echo Hello from ${i} subprocess`;
		spawn("sh", ["-c", script], { stdio: ["ignore", writer, "inherit"] });
		// Our copy must go: a pipe ends when the last copy of its writing end is closed.
		closeSync(writer);
	}
	return pipes.map(([reader]) => new ChildPipe(reader));
}
