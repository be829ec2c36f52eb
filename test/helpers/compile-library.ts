/** Compiles a C file of test/fixtures into a shared library, once for each state of it and of the C files beside it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";

const fixtures = fileURLToPath(new URL("../../../test/fixtures/", import.meta.url));
const folder = join(tmpdir(), `evloop-fixtures-${process.getuid?.() ?? 0}`);

/** Names a state of the sources: a C file may include others of its folder. */
function digestOf(path: string, flags: readonly string[]): string {
	const hash = createHash("sha256").update(path).update(flags.join(" "));
	const beside = readdirSync(dirname(path)).filter((name) => /\.[ch]$/u.test(name));
	for (const name of beside.sort()) hash.update(readFileSync(join(dirname(path), name)));
	return hash.digest("hex").slice(0, 24);
}

/**
 * Makes a library from a fixture.
 *
 * @param log says why there is none.
 * @param source the C file, under test/fixtures.
 * @param flags more flags for the compiler.
 * @returns the library's file; `undefined` where there is no compiler, or this is not Linux.
 */
export function compileLibrary(
	log: (reason: string) => void,
	source: string,
	flags: readonly string[] = [],
): string | undefined {
	if (process.platform !== "linux") {
		log(`SKIP: ${source}: made for Linux, this is ${process.platform}`);
		return undefined;
	}
	const path = join(fixtures, source);
	const library = join(folder, `${digestOf(path, flags)}-${process.arch}.so`);
	if (existsSync(library)) return library;
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	// Several test files may compile it at once: each into a file of its own, then moved into place.
	const mine = `${library}.${process.pid}.${threadId}`;
	const all = ["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", ...flags, "-o", mine, path];
	try {
		execFileSync("cc", [...all, "-lpthread", "-ldl"], { stdio: "pipe" });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
		log("SKIP: cc: not installed");
		return undefined;
	}
	renameSync(mine, library);
	return library;
}
