/** Runs ava in one of the modes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modes } from "./modes.js";

/** How long one mode may take, in milliseconds: ava's own limit is on idleness, this one is on everything. */
const limit = 15 * 60_000;

/** Where the output is kept. */
export const tapFolder = join(".cache", "tap");

const ava = join("node_modules", "ava", "entrypoints", "cli.mjs");

/** What became of ava. */
export interface AvaRun {
	/** What it printed, as TAP. */
	readonly output: string;
	/** Its exit status, or the signal that ended it. */
	readonly status: number | string;
}

/**
 * Runs ava, and keeps what it prints in a file.
 *
 * @param mode the mode.
 * @param name the file's name, without its ending.
 * @param args more arguments: files.
 * @returns what became of it.
 */
export async function runMode(mode: string, name: string, args: readonly string[] = []): Promise<AvaRun> {
	mkdirSync(tapFolder, { recursive: true });
	const path = join(tapFolder, `${name}.tap`);
	const child = spawn(process.execPath, [ava, "--tap", ...args], {
		env: { ...process.env, ...modes[mode], EVLOOP_TEST_MODE: mode },
		stdio: ["ignore", "pipe", "inherit"],
		timeout: limit,
	});
	const file = createWriteStream(path);
	child.stdout.pipe(file);
	const [[code, signal]] = await Promise.all([once(child, "close"), once(file, "close")]);
	return { output: readFileSync(path, "utf8"), status: signal ?? code };
}
