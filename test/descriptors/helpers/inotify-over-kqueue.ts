/** An Inotify over a kqueue, in each layout. */
import { mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { Inotify } from "../../../src/index.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { type Ground, groundOptions, grounds } from "./on-each-ground.js";

/**
 * Declares a test for each layout.
 *
 * @param title what it shows.
 * @param body is given an Inotify that is closed at the end, and an empty folder.
 */
export function overKqueue(
	title: string,
	body: (t: ExecutionContext, inotify: Inotify, folder: string, ground: Ground) => void | Promise<void>,
): void {
	for (const ground of grounds) {
		if (ground === "kernel") continue;
		test(`${title} (over a kqueue, ${ground}'s)`, async (t) => {
			const options = groundOptions(t, ground);
			if (options === undefined) {
				t.pass();
				return;
			}
			const inotify = new Inotify(options);
			t.teardown(() => inotify.close());
			// The kqueue in user space also wakes for what happens in the parent of a folder: it is one of the test's own.
			const folder = join(temporaryFolder(t), "watched");
			mkdirSync(folder);
			await body(t, inotify, folder, ground);
		});
	}
}

/** How many of this process's descriptors are of files in a folder, or of itself. */
export function openIn(folder: string): number {
	const targets = readdirSync("/proc/self/fd").map((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`);
		} catch {
			return "";
		}
	});
	return targets.filter((target) => target === folder || target.startsWith(`${folder}/`)).length;
}
