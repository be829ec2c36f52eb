/** An Inotify of the test's own, and what it tells in a form that can be compared. */
import type { ExecutionContext } from "ava";
import { platform } from "../../src/ffi/index.js";
import { Inotify, type InotifyEvent } from "../../src/index.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { skip } from "./skip.js";

/** Whether this system has inotify; where it has not, the test has passed and said so. */
export function hasInotify(t: ExecutionContext): boolean {
	const has = !Number.isNaN(platform.inotify.FIONREAD);
	if (!has) skip(t, "inotify", "only Linux has it");
	return has;
}

/** A new Inotify and an empty folder. */
export function inotifyIn(t: ExecutionContext): [inotify: Inotify, folder: string] {
	const inotify = new Inotify();
	t.teardown(() => inotify.close());
	return [inotify, temporaryFolder(t)];
}

/** Each event as its flags and its path below a folder. */
export function shown(events: readonly InotifyEvent[], folder: string): string[] {
	return events.map(({ flags, path, found }) => {
		const names = flags.map((flag) => flag.slice(3).toLowerCase()).join("+");
		const where = path === undefined ? "?" : path === folder ? "." : path.slice(folder.length + 1);
		return `${names} ${where}${found ? " found" : ""}`;
	});
}
