import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

/** An open file with this content, closed and removed at the end of the test. */
export function fileOf(t: ExecutionContext, content: string | Uint8Array): number {
	const path = join(temporaryFolder(t), "file");
	writeFileSync(path, content);
	const fd = openSync(path, "r");
	t.teardown(() => closeSync(fd));
	return fd;
}

/** What is read where an open file's own place is. */
export function readOn(fd: number, size: number): string {
	const bytes = Buffer.alloc(size);
	return bytes.toString("latin1", 0, readSync(fd, bytes, 0, size, null));
}
