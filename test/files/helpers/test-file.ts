import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";

/** A file of a test's own, gone at its end. */
export function testFile(t: ExecutionContext, folder = tmpdir()): { path: string; fd: number } {
	const directory = mkdtempSync(join(folder, "evloop-files-"));
	const path = join(directory, "file");
	const fd = openSync(path, "w+");
	t.teardown(() => {
		closeSync(fd);
		rmSync(directory, { recursive: true });
	});
	return { path, fd };
}

/** The file once more, past the page cache; `undefined` where its file system refuses that. */
export function openDirect(t: ExecutionContext, path: string): number | undefined {
	try {
		const fd = openSync(path, constants.O_RDWR | constants.O_DIRECT);
		t.teardown(() => closeSync(fd));
		return fd;
	} catch {
		return undefined;
	}
}
