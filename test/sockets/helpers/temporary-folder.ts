import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";

/** A folder that is gone after the test; short enough for the path of a Unix socket. */
export function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), "evs-"));
	t.teardown(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
