/**
 * How many descriptors of this process are for one open file: what a test may count although the test files run in
 * threads of one process and open and close descriptors all the time.
 */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What tells one open file from all others: its inode, or an eventfd's number. */
function identify(fd: string): string | undefined {
	try {
		const number = /^eventfd-id:.*$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "latin1"));
		return `${readlinkSync(`/proc/self/fd/${fd}`)} ${number?.[0] ?? ""}`;
	} catch {
		// Closed since it was listed.
		return undefined;
	}
}

/** An open file, by a descriptor that may be closed afterwards. */
export class OpenFile {
	readonly #identity: string | undefined;

	constructor(fd: number) {
		this.#identity = identify(String(fd));
	}

	/** Whether this system tells which descriptors are open. */
	static readonly canCount: boolean = identify("0") !== undefined || identify("1") !== undefined;

	/** Counts the descriptors that this process has for it; 0 where it cannot count. */
	copies(): number {
		if (!OpenFile.canCount) return 0;
		return readdirSync("/proc/self/fd").filter((fd) => identify(fd) === this.#identity).length;
	}
}
