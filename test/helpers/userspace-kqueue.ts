/** Compiles the small kqueue of test/fixtures/kqueue, once a run and layout. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { KqueueOptions } from "../../src/selectors/index.js";

/** The layouts that it can be compiled in. */
export type UserspaceLayout = "darwin" | "freebsd" | "libkqueue";

const source = new URL("../../../test/fixtures/kqueue/kqueue.c", import.meta.url);

/**
 * Makes a library with kqueue() and kevent().
 *
 * @param log says why there is none.
 * @param layout whose struct and numbers it has.
 * @returns the options for it; `undefined` where it cannot be had.
 */
export function userspaceKqueue(
	log: (reason: string) => void,
	layout: UserspaceLayout,
): KqueueOptions | undefined {
	if (process.platform !== "linux") {
		log(`SKIP: userspace kqueue: made for Linux, this is ${process.platform}`);
		return undefined;
	}
	const digest = createHash("sha256").update(readFileSync(source)).digest("hex").slice(0, 16);
	const folder = join(tmpdir(), `evloop-kqueue-${process.getuid?.() ?? 0}`);
	const library = join(folder, `${layout}-${digest}-${process.arch}.so`);
	if (!existsSync(library)) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		// Several test files may compile it at once: each into a file of its own, then moved into place.
		const mine = `${library}.${process.pid}.${threadId}`;
		const flags = [
			"-Wall",
			"-Wextra",
			"-Werror",
			"-O1",
			"-shared",
			"-fPIC",
			`-DLAYOUT_${layout.toUpperCase()}`,
		];
		try {
			execFileSync("cc", [...flags, "-o", mine, source.pathname, "-lpthread"], { stdio: "pipe" });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
			log("SKIP: cc: not installed");
			return undefined;
		}
		renameSync(mine, library);
	}
	return { library, layout };
}
