import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_MODIFY,
	IN_MOVE,
	IN_MOVE_SELF,
	IN_MOVED_TO,
	ValueError,
} from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { shown } from "../helpers/inotify.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { openIn, overKqueue } from "./helpers/inotify-over-kqueue.js";

overKqueue("watchRecursive: watches what is there, and says nothing of it", (t, inotify, folder) => {
	mkdirSync(join(folder, "a/b"), { recursive: true });
	writeFileSync(join(folder, "a/file"), "text");
	const wd = inotify.watchRecursive(folder, IN_CREATE | IN_MODIFY);
	t.deepEqual(inotify.read(), []);
	writeFileSync(join(folder, "a/b/c"), "");
	appendFileSync(join(folder, "a/file"), "more");
	const events = inotify.read();
	t.deepEqual(shown(events, folder).sort(), ["create a/b/c", "modify a/file"]);
	t.true(events.every((event) => event.wd === wd));
});

overKqueue(
	"watchRecursive: finds what was made before the new directory could be watched",
	(t, inotify, folder) => {
		inotify.watchRecursive(folder, IN_CREATE | IN_DELETE);
		mkdirSync(join(folder, "a/b"), { recursive: true });
		writeFileSync(join(folder, "a/1"), "");
		writeFileSync(join(folder, "a/b/2"), "");
		const events = shown(inotify.read(), folder);
		t.is(events[0], "create+isdir a");
		t.deepEqual(events.slice(1).sort(), ["create a/1 found", "create a/b/2 found", "create+isdir a/b found"]);
		t.true(events.indexOf("create+isdir a/b found") < events.indexOf("create a/b/2 found"));
		writeFileSync(join(folder, "a/b/3"), "");
		rmSync(join(folder, "a/b/2"));
		t.deepEqual(shown(inotify.read(), folder).sort(), ["create a/b/3", "delete a/b/2"]);
	},
);

overKqueue("watchRecursive: each file of a busy tree comes exactly once", async (t, inotify, folder) => {
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVED_TO);
	// Another process makes directories with files in them while this one reads.
	const script = `
		const fs = require("node:fs");
		for (let i = 0; i < 40; i += 1) {
			const way = process.argv[1] + "/d" + i;
			fs.mkdirSync(way);
			for (let j = 0; j < 5; j += 1) fs.writeFileSync(way + "/f" + j, "");
			fs.mkdirSync(way + "/x/y", { recursive: true });
			fs.writeFileSync(way + "/x/y/z", "");
		}`;
	const child = spawn(process.execPath, ["-e", script, folder], { stdio: "inherit" });
	const ended = once(child, "exit");
	t.teardown(() => child.kill());
	const seen = new Map<string, number>();
	await eventually("all events", () => {
		for (const { path = "" } of inotify.read()) seen.set(path, (seen.get(path) ?? 0) + 1);
		return seen.has(join(folder, "d39/x/y/z"));
	});
	t.deepEqual(await ended, [0, null]);
	for (const { path = "" } of inotify.read()) seen.set(path, (seen.get(path) ?? 0) + 1);
	const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
	t.is(entries.length, 40 * 9);
	for (const entry of entries) t.is(seen.get(join(folder, entry)), 1, entry);
});

overKqueue(
	"watchRecursive: a directory that moves within the tree is watched under its new path",
	(t, inotify, folder) => {
		mkdirSync(join(folder, "a/b/c"), { recursive: true });
		mkdirSync(join(folder, "z"));
		inotify.watchRecursive(folder, IN_CREATE | IN_MOVE);
		const open = openIn(folder);
		renameSync(join(folder, "a/b"), join(folder, "z/w"));
		const events = inotify.read();
		t.deepEqual(shown(events, folder), ["moved_from+isdir a/b", "moved_to+isdir z/w"]);
		t.is(events[0]?.cookie, events[1]?.cookie);
		writeFileSync(join(folder, "z/w/c/2"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create z/w/c/2"]);
		t.is(openIn(folder), open + 1);
		mkdirSync(join(folder, "a/b"));
		renameSync(join(folder, "z/w/c"), join(folder, "a/b/c"));
		inotify.read();
		writeFileSync(join(folder, "a/b/c/3"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create a/b/c/3"]);
	},
);

overKqueue(
	"watchRecursive: a directory that leaves the tree is watched no longer, one that comes in is, with all in it",
	(t, inotify, folder) => {
		const outside = temporaryFolder(t);
		mkdirSync(join(folder, "a/b"), { recursive: true });
		inotify.watchRecursive(folder, IN_CREATE | IN_MOVE | IN_DELETE | IN_MOVE_SELF);
		renameSync(join(folder, "a"), join(outside, "a"));
		t.deepEqual(shown(inotify.read(), folder), ["moved_from+isdir a"]);
		t.is(openIn(folder), 1);
		t.is(openIn(outside), 0);
		writeFileSync(join(outside, "a/b/1"), "");
		t.deepEqual(inotify.read(), []);
		renameSync(join(outside, "a"), join(folder, "c"));
		t.deepEqual(shown(inotify.read(), folder), [
			"create+isdir c",
			"create+isdir c/b found",
			"create c/b/1 found",
		]);
		rmSync(join(folder, "c"), { recursive: true });
		t.deepEqual(shown(inotify.read(), folder), ["delete c/b/1", "delete+isdir c/b", "delete+isdir c"]);
		t.is(openIn(folder), 1);
	},
);

overKqueue("watchRecursive: out and in again before anybody reads is a move", (t, inotify, folder) => {
	const outside = temporaryFolder(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVE);
	renameSync(join(folder, "a"), join(outside, "a"));
	renameSync(join(outside, "a"), join(folder, "c"));
	t.deepEqual(shown(inotify.read(), folder), ["moved_from+isdir a", "moved_to+isdir c"]);
	writeFileSync(join(folder, "c/b/1"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create c/b/1"]);
});

overKqueue("watchRecursive: the end of the root ends all of it", (t, inotify, outer) => {
	const folder = join(outer, "root");
	mkdirSync(join(folder, "a"), { recursive: true });
	inotify.watchRecursive(folder, IN_DELETE | IN_DELETE_SELF);
	rmSync(folder, { recursive: true });
	const events = shown(inotify.read(), folder);
	t.is(events.filter((event) => event.startsWith("delete+isdir a")).length, 1, events.join("\n"));
	t.false(events.some((event) => /(self|ignored) a/.test(event)));
	t.deepEqual(events.slice(-2), ["delete_self .", "ignored ."]);
	t.is(openIn(outer), 0);
});

overKqueue(
	"watchRecursive: rmWatch ends the whole tree; a tree within a tree is refused, a single watch is not",
	(t, inotify, folder) => {
		const inner = join(folder, "a");
		mkdirSync(join(inner, "b"), { recursive: true });
		const wd = inotify.watchRecursive(folder, IN_CREATE);
		t.throws(() => inotify.rmWatch(wd + 1), { instanceOf: ValueError, message: /belongs to the tree of/ });
		t.throws(() => inotify.watchRecursive(inner, IN_DELETE), {
			instanceOf: ValueError,
			message: /is in the tree of/,
		});
		const single = inotify.addWatch(inner, IN_DELETE);
		writeFileSync(join(inner, "1"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create a/1"]);
		rmSync(join(inner, "1"));
		t.deepEqual(shown(inotify.read(), folder), ["delete a/1"]);
		inotify.rmWatch(single);
		writeFileSync(join(inner, "unread"), "");
		inotify.rmWatch(wd);
		t.deepEqual(shown(inotify.read(), folder), ["ignored ."]);
		t.is(openIn(folder), 0);
		inotify.watchRecursive(folder, IN_CREATE, { exclude: (path) => path.endsWith("/b") });
		writeFileSync(join(inner, "c"), "");
		writeFileSync(join(inner, "b/d"), "");
		t.deepEqual(shown(inotify.read(), folder), ["create a/c"]);
	},
);
