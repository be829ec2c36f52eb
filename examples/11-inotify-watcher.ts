/**
 * Watches a directory with all in it, and tells what happens there.
 *
 *     node dist/examples/11-inotify-watcher.js            in a folder of its own, with somebody who is busy in it
 *     node dist/examples/11-inotify-watcher.js FOLDER     until Ctrl-C
 *
 * The kernel watches single directories. watchRecursive() adds those that appear, and finds what was made in them before it could.
 * Where too much happens at once, events are lost; the kernel says so, and whoever keeps a list has to make it anew.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { IN_CLOSE_WRITE, IN_CREATE, IN_DELETE, IN_MOVE, IN_MOVED_FROM, Inotify, run } from "evloop";

/** Tells of each event, and ends when the file `stop` appears. */
async function watch(inotify: Inotify, folder: string): Promise<void> {
	const moves = new Map<number, string>();
	for await (const { cookie, error, flags, found, mask, needsRescan, path } of inotify) {
		if (needsRescan || path === undefined) {
			console.log("too much happened: look at everything again");
			continue;
		}
		const name = relative(folder, path);
		if ((mask & IN_MOVED_FROM) !== 0) moves.set(cookie, name);
		const from = moves.get(cookie);
		const how = found ? " (found there)" : from !== undefined && from !== name ? ` (it was ${from})` : "";
		console.log(
			`${flags.join(" ")} ${name}${how}${error === undefined ? "" : `, not watched: ${error.code}`}`,
		);
		if (name === "deep/down/hidden") workOn(folder);
		if (name === "stop") return;
	}
}

/** What somebody does who is faster than any watcher. */
function work(folder: string): void {
	mkdirSync(join(folder, "deep/down"), { recursive: true });
	writeFileSync(join(folder, "deep/down/hidden"), "made before anybody could watch");
}

function workOn(folder: string): void {
	renameSync(join(folder, "deep/down"), join(folder, "up"));
	writeFileSync(join(folder, "up/more"), "told under the new name");
	rmSync(join(folder, "up"), { recursive: true });
	writeFileSync(join(folder, "stop"), "");
}

await run(async () => {
	const given = process.argv[2];
	const folder = given ?? mkdtempSync(join(tmpdir(), "watched-"));
	using inotify = new Inotify();
	inotify.watchRecursive(folder, IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_MOVE);
	if (given === undefined) setImmediate(work, folder);
	await watch(inotify, folder);
	if (given === undefined) rmSync(folder, { recursive: true });
});
