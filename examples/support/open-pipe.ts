/** A pipe of the kernel's own, which Node has no call for: a named one that loses its name at once. */
import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

/**
 * Opens a pipe. Child processes inherit neither end, unless it is handed to them.
 *
 * @param nonblocking whether reads from it fail with EAGAIN where they would have to wait.
 */
export function openPipe(nonblocking = false): [reader: number, writer: number] {
	const folder = mkdtempSync(join(tmpdir(), "evloop-"));
	try {
		const path = join(folder, "pipe");
		execFileSync("mkfifo", [path]);
		// To open one end is to wait for the other, except here: this is the one that gets the next two through.
		const opener = openSync(path, O_RDONLY | O_NONBLOCK);
		const writer = openSync(path, O_WRONLY);
		const reader = openSync(path, O_RDONLY | (nonblocking ? O_NONBLOCK : 0));
		closeSync(opener);
		return [reader, writer];
	} finally {
		rmSync(folder, { recursive: true });
	}
}
