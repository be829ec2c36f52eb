/**
 * Runs the suite again in every mode but the normal one, or in those that are named:
 * `npm run test:modes`, `npm run test:modes -- poll worker`.
 *
 * What ava printed is kept in `.cache/tap/MODE.tap`; the last line printed here is the total. The exit status tells
 * whether all was well.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTap, type TapResult } from "./tap/parse-tap.js";
import { sumUp } from "./tap/sum-up.js";

/** What each mode sets in the environment of the tests. */
const modes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	select: { EVLOOP_SELECTOR: "select" },
	poll: { EVLOOP_SELECTOR: "poll" },
	epoll: { EVLOOP_SELECTOR: "epoll" },
	/** The helper-thread host, which watches a selector that has no descriptor of its own. */
	thread: { EVLOOP_HOST: "thread" },
	/** Each test file in a worker thread: ava.config.js reads the mode's name. */
	worker: {},
	/** The loop on io_uring. */
	proactor: { EVLOOP_LOOP: "proactor" },
	"proactor-worker": { EVLOOP_LOOP: "proactor" },
};

/** How long one mode may take, in milliseconds: ava's own limit is on idleness, this one is on everything. */
const limit = 15 * 60_000;

const folder = join(".cache", "tap");
const ava = join("node_modules", "ava", "entrypoints", "cli.mjs");

async function run(mode: string): Promise<TapResult> {
	const path = join(folder, `${mode}.tap`);
	const started = performance.now();
	const child = spawn(process.execPath, [ava, "--tap"], {
		env: { ...process.env, ...modes[mode], EVLOOP_TEST_MODE: mode },
		stdio: ["ignore", "pipe", "inherit"],
		timeout: limit,
	});
	const file = createWriteStream(path);
	child.stdout.pipe(file);
	const [[code, signal]] = await Promise.all([once(child, "close"), once(file, "close")]);
	const output = readFileSync(path, "utf8");
	const result = parseTap(output);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`mode ${mode}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
	if (code !== 0) console.log(`${output}\nmode ${mode}: ava ended with ${signal ?? code}`);
	// ava's own verdict counts, too: it may have failed for what is no test.
	return code === 0 || result.failed > 0 ? result : { ...result, complete: false };
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(modes);
const unknown = wanted.filter((mode) => !Object.hasOwn(modes, mode));
if (unknown.length > 0) {
	console.error(`There is no mode ${unknown.join(", ")}; there are ${Object.keys(modes).join(", ")}`);
	process.exit(2);
}

mkdirSync(folder, { recursive: true });
const results = new Map<string, TapResult>();
for (const mode of wanted) results.set(mode, await run(mode));
const { lines, good } = sumUp(results);
for (const line of lines) console.log(line);
process.exitCode = good ? 0 : 1;
