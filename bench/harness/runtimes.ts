/** The programs that run the peers: Node itself, Python with and without uvloop, Bun. */
import { spawnSync } from "node:child_process";
import { BenchError } from "./bench-error.js";
import { findProgram } from "./find-program.js";

/** A program that runs others, and how a table names it. */
export interface Runtime {
	readonly path: string;
	readonly version: string;
}

/**
 * Asks each Node for its version.
 *
 * @param paths as given on the command line; none is the Node that runs this.
 * @returns them, with their versions.
 */
export function findNodes(paths: readonly string[]): Runtime[] {
	return (paths.length > 0 ? paths : [process.execPath]).map((path) => {
		const version = answer(path, ["--version"]);
		if (version === undefined) throw new BenchError(`Cannot run '${path}' as Node`);
		return { path, version: `Node ${version.replace(/^v/, "")}` };
	});
}

/**
 * Looks for Python; the first one that has uvloop, so that asyncio and uvloop are compared on the same interpreter.
 *
 * @returns it, and the version of its uvloop if it has one; undefined where there is no Python.
 */
export function findPython(): (Runtime & { readonly uvloop: string | undefined }) | undefined {
	const ask =
		"import sys, importlib.util as u; print(sys.version.split()[0], u.find_spec('uvloop') is not None)";
	const found = findProgram("python3").flatMap((path) => {
		const [version, hasUvloop] = answer(path, ["-c", ask])?.split(" ") ?? [];
		return version === undefined
			? []
			: [{ path, version: `Python ${version}`, hasUvloop: hasUvloop === "True" }];
	});
	const chosen = found.find((python) => python.hasUvloop) ?? found[0];
	if (chosen === undefined) return undefined;
	const { path, version } = chosen;
	const uvloop = chosen.hasUvloop
		? answer(path, ["-c", "import uvloop; print(uvloop.__version__)"])
		: undefined;
	return { path, version, uvloop };
}

/**
 * Looks for Bun.
 *
 * @returns it; undefined where there is none.
 */
export function findBun(): Runtime | undefined {
	const path = findProgram("bun")[0];
	const version = path === undefined ? undefined : answer(path, ["--version"]);
	return path === undefined || version === undefined ? undefined : { path, version: `Bun ${version}` };
}

function answer(program: string, args: readonly string[]): string | undefined {
	const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
	return status === 0 ? stdout.trim() : undefined;
}
