/** What happens to several directories before anybody reads is told so that each event fits to those before it. */
import {
	appendFileSync,
	linkSync,
	mkdirSync,
	readdirSync,
	readlinkSync,
	renameSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { IN_CREATE, IN_DELETE, IN_MODIFY, IN_MOVE, IN_ONESHOT } from "../../src/index.js";
import { kevent, kqueue } from "../../src/selectors/select/index.js";
import { shown } from "../helpers/inotify.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { openIn, overKqueue } from "./helpers/inotify-over-kqueue.js";
import { groundOptions } from "./helpers/on-each-ground.js";

const names = IN_CREATE | IN_DELETE | IN_MOVE;

overKqueue(
	"watchRecursive: what is made in a directory that has moved is told after that",
	(t, inotify, folder) => {
		mkdirSync(join(folder, "a"));
		inotify.watchRecursive(folder, names);
		renameSync(join(folder, "a"), join(folder, "b"));
		mkdirSync(join(folder, "b/new"));
		writeFileSync(join(folder, "b/new/1"), "");
		t.deepEqual(shown(inotify.read(), folder), [
			"moved_from+isdir a",
			"moved_to+isdir b",
			"create+isdir b/new",
			"create b/new/1 found",
		]);
		writeFileSync(join(folder, "b/new/2"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create b/new/2"]);
	},
);

overKqueue(
	"watchRecursive: what moves out of a directory is told before that moves",
	(t, inotify, folder) => {
		mkdirSync(join(folder, "a/b/c"), { recursive: true });
		inotify.watchRecursive(folder, names);
		renameSync(join(folder, "a"), join(folder, "z"));
		renameSync(join(folder, "z/b/c"), join(folder, "c"));
		t.deepEqual(shown(inotify.read(), folder).slice(0, 2), ["moved_from+isdir a/b/c", "moved_from+isdir a"]);
		writeFileSync(join(folder, "c/1"), "");
		writeFileSync(join(folder, "z/b/2"), "");
		t.deepEqual(shown(inotify.read(), folder).sort(), ["create c/1", "create z/b/2"]);
	},
);

overKqueue(
	"watchRecursive: a directory that moves into a new one is found there, with all in it",
	(t, inotify, folder) => {
		mkdirSync(join(folder, "a/b"), { recursive: true });
		writeFileSync(join(folder, "a/b/1"), "");
		inotify.watchRecursive(folder, names);
		mkdirSync(join(folder, "new"));
		renameSync(join(folder, "a"), join(folder, "new/a"));
		writeFileSync(join(folder, "new/a/2"), "");
		const events = shown(inotify.read(), folder);
		t.deepEqual(events.slice(0, 3), ["moved_from+isdir a", "create+isdir new", "create+isdir new/a found"]);
		t.deepEqual(events.slice(3).sort(), [
			"create new/a/2 found",
			"create new/a/b/1 found",
			"create+isdir new/a/b found",
		]);
		writeFileSync(join(folder, "new/a/b/3"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create new/a/b/3"]);
	},
);

overKqueue("watchRecursive: what happens in a directory that has left is not told", (t, inotify, folder) => {
	const outside = temporaryFolder(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	mkdirSync(join(folder, "c"));
	inotify.watchRecursive(folder, names);
	renameSync(join(folder, "a"), join(outside, "a"));
	renameSync(join(folder, "c"), join(outside, "a/b/c"));
	writeFileSync(join(outside, "a/b/1"), "");
	writeFileSync(join(outside, "a/b/c/2"), "");
	t.deepEqual(shown(inotify.read(), folder).sort(), ["moved_from+isdir a", "moved_from+isdir c"]);
	t.is(openIn(outside), 0);
});

overKqueue(
	"watchRecursive: a new directory is watched, not what has its name by then",
	(t, inotify, folder) => {
		let isFirst = true;
		const exclude = (path: string): boolean => {
			if (isFirst && path === join(folder, "a")) {
				isFirst = false;
				renameSync(path, join(folder, "b"));
				mkdirSync(path);
			}
			return false;
		};
		inotify.watchRecursive(folder, names, { exclude });
		mkdirSync(join(folder, "a"));
		t.deepEqual(shown(inotify.read(), folder), ["create+isdir a"]);
		t.deepEqual(shown(inotify.read(), folder), ["moved_from+isdir a", "moved_to+isdir b", "create+isdir a"]);
		writeFileSync(join(folder, "a/1"), "");
		writeFileSync(join(folder, "b/2"), "");
		t.deepEqual(shown(inotify.read(), folder).sort(), ["create a/1", "create b/2"]);
	},
);

overKqueue("Inotify: a file in the place of a link is no link that stayed", (t, inotify, folder) => {
	symlinkSync("nowhere", join(folder, "a"));
	inotify.addWatch(folder, names);
	for (let round = 0; round < 3; round += 1) {
		unlinkSync(join(folder, "a"));
		writeFileSync(join(folder, "a"), "");
		t.deepEqual(shown(inotify.read(), folder), ["delete a", "create a"]);
		unlinkSync(join(folder, "a"));
		symlinkSync("nowhere", join(folder, "a"));
		t.deepEqual(shown(inotify.read(), folder), ["delete a", "create a"]);
	}
});

overKqueue("Inotify: a file that moved is heard of as before", (t, inotify, folder) => {
	for (const name of ["x", "y"]) {
		mkdirSync(join(folder, name));
		inotify.addWatch(join(folder, name), names | IN_MODIFY);
	}
	writeFileSync(join(folder, "x/a"), "");
	inotify.read();
	const open = openIn(folder);
	renameSync(join(folder, "x/a"), join(folder, "y/b"));
	appendFileSync(join(folder, "y/b"), "text");
	t.deepEqual(shown(inotify.read(), folder), ["modify x/a", "moved_from x/a", "moved_to y/b"]);
	appendFileSync(join(folder, "y/b"), "more");
	t.deepEqual(shown(inotify.read(), folder), ["modify y/b"]);
	t.is(openIn(folder), open);
	unlinkSync(join(folder, "y/b"));
	t.deepEqual(shown(inotify.read(), folder), ["delete y/b"]);
	t.is(openIn(folder), open - 1);
});

overKqueue(
	"Inotify: IN_ONESHOT in the middle of several changes leaves the other watches as they are",
	(t, inotify, folder) => {
		const outside = temporaryFolder(t);
		for (const name of ["x", "y"]) mkdirSync(join(folder, name));
		for (const name of ["a", "b", "c"]) {
			writeFileSync(join(outside, name), "");
			linkSync(join(outside, name), join(folder, "x", name));
		}
		inotify.addWatch(join(folder, "x"), names | IN_ONESHOT);
		inotify.addWatch(join(folder, "y"), names | IN_MODIFY);
		for (const name of ["a", "b", "c"]) {
			unlinkSync(join(folder, "x", name));
			writeFileSync(join(folder, "y", name), "");
		}
		const events = shown(inotify.read(), folder);
		t.is(events.filter((event) => / x\//.test(event)).length, 1, events.join("\n"));
		t.deepEqual(events.slice(-3).sort(), ["create y/a", "create y/b", "create y/c"]);
		t.is(openIn(folder), 4);
		for (const name of ["a", "b", "c"]) appendFileSync(join(folder, "y", name), "text");
		t.deepEqual(shown(inotify.read(), folder).sort(), ["modify y/a", "modify y/b", "modify y/c"]);
	},
);

overKqueue(
	"Inotify: files that the kernel has let go of, as when they are revoked, end as others do",
	(t, inotify, folder, ground) => {
		const options = groundOptions(t, ground)?.kqueue;
		writeFileSync(join(folder, "a"), "");
		const wd = inotify.addWatch(folder, names);
		const queue = kqueue.fromfd(inotify.fileno(), options);
		const { KQ_EV_DELETE, KQ_FILTER_VNODE } = queue.constants;
		for (const fd of readdirSync("/proc/self/fd").map(Number)) {
			if (targetOf(fd).startsWith(folder)) queue.control([kevent(fd, KQ_FILTER_VNODE, KQ_EV_DELETE)], 0);
		}
		inotify.rmWatch(wd);
		t.deepEqual(shown(inotify.read(), folder), ["ignored ."]);
		t.is(openIn(folder), 0);
	},
);

function targetOf(fd: number): string {
	try {
		return readlinkSync(`/proc/self/fd/${fd}`);
	} catch {
		return "";
	}
}
