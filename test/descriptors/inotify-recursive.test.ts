import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	IN_ALL_EVENTS,
	IN_ATTRIB,
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_MOVE,
	IN_MOVE_SELF,
	IN_MOVED_TO,
	type Inotify,
	type InotifyEvent,
	ValueError,
} from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { hasInotify, inotifyIn, shown } from "../helpers/inotify.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

/** How many watches the kernel has for a descriptor. */
function watches(inotify: Inotify): number {
	const info = readFileSync(`/proc/self/fdinfo/${inotify.fileno()}`, "utf8");
	return info.split("\n").filter((line) => line.startsWith("inotify ")).length;
}

test("watchRecursive: watches what is there, and says nothing of it", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	writeFileSync(join(folder, "a/file"), "");
	const wd = inotify.watchRecursive(folder, IN_CREATE);
	t.deepEqual(inotify.read(), []);
	writeFileSync(join(folder, "a/b/c"), "");
	const events = inotify.read();
	t.deepEqual(shown(events, folder), ["create a/b/c"]);
	t.is(events[0]?.wd, wd);
	t.is(watches(inotify), 3);
});

test("watchRecursive: finds what was made before the new directory could be watched", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.watchRecursive(folder, IN_CREATE | IN_DELETE);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	writeFileSync(join(folder, "a/1"), "");
	writeFileSync(join(folder, "a/b/2"), "");
	const events = shown(inotify.read(), folder);
	t.is(events[0], "create+isdir a");
	t.deepEqual(events.slice(1).sort(), ["create a/1 found", "create a/b/2 found", "create+isdir a/b found"]);
	t.true(events.indexOf("create+isdir a/b found") < events.indexOf("create a/b/2 found"));
	// From here on the kernel tells.
	writeFileSync(join(folder, "a/b/3"), "");
	rmSync(join(folder, "a/b/2"));
	t.deepEqual(shown(inotify.read(), folder), ["create a/b/3", "delete a/b/2"]);
});

test("watchRecursive: each file of a busy tree comes exactly once", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVED_TO);
	// Another process makes directories with files in them while this one reads.
	const script = `
		const fs = require("node:fs");
		for (let i = 0; i < 60; i += 1) {
			const way = process.argv[1] + "/d" + i;
			fs.mkdirSync(way);
			for (let j = 0; j < 5; j += 1) fs.writeFileSync(way + "/f" + j, "");
			fs.mkdirSync(way + "/x/y", { recursive: true });
			fs.writeFileSync(way + "/x/y/z", "");
			fs.writeFileSync(way + "/g", "");
			fs.renameSync(way + "/g", way + "/h");
		}`;
	const child = spawn(process.execPath, ["-e", script, folder], { stdio: "inherit" });
	const ended = once(child, "exit");
	t.teardown(() => child.kill());
	const seen = new Map<string, number>();
	const isIn = (path: string) => seen.has(join(folder, path));
	await eventually("all events", () => {
		for (const { path = "" } of inotify.read()) seen.set(path, (seen.get(path) ?? 0) + 1);
		return isIn("d59/h") && isIn("d59/x/y/z");
	});
	t.deepEqual(await ended, [0, null]);
	const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
	t.is(entries.length, 60 * 10);
	for (const entry of entries) t.is(seen.get(join(folder, entry)), 1, entry);
});

test("watchRecursive: a directory that moves into a new one is found there, with all in it", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	writeFileSync(join(folder, "a/b/1"), "");
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVE);
	mkdirSync(join(folder, "new"));
	renameSync(join(folder, "a"), join(folder, "new/a"));
	writeFileSync(join(folder, "new/a/2"), "");
	t.deepEqual(shown(inotify.read(), folder).sort(), [
		"create new/a/2",
		"create new/a/b/1 found",
		"create+isdir new",
		"create+isdir new/a found",
		"create+isdir new/a/b found",
		"moved_from+isdir a",
	]);
	writeFileSync(join(folder, "new/a/b/3"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create new/a/b/3"]);
	t.is(watches(inotify), 4);
});

test("watchRecursive: a directory that moves within the tree is watched under its new path", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "a/b/c"), { recursive: true });
	mkdirSync(join(folder, "z"));
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVE);
	writeFileSync(join(folder, "a/b/c/1"), "");
	renameSync(join(folder, "a/b"), join(folder, "z/w"));
	writeFileSync(join(folder, "z/w/c/2"), "");
	const events = inotify.read();
	t.deepEqual(shown(events, folder), [
		"create a/b/c/1",
		"moved_from+isdir a/b",
		"moved_to+isdir z/w",
		"create z/w/c/2",
	]);
	t.is(events[1]?.cookie, events[2]?.cookie);
	t.is(watches(inotify), 5);
	mkdirSync(join(folder, "a/b"));
	renameSync(join(folder, "z/w/c"), join(folder, "a/b/c"));
	inotify.read();
	writeFileSync(join(folder, "a/b/c/3"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create a/b/c/3"]);
});

test("watchRecursive: a directory that leaves the tree is watched no longer, one that comes in is, with all in it", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const outside = temporaryFolder(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVE | IN_DELETE | IN_MOVE_SELF);
	renameSync(join(folder, "a"), join(outside, "a"));
	t.deepEqual(shown(inotify.read(), folder), ["moved_from+isdir a"]);
	t.is(watches(inotify), 1);
	writeFileSync(join(outside, "a/b/1"), "");
	t.deepEqual(inotify.read(), []);
	renameSync(join(outside, "a"), join(folder, "c"));
	t.deepEqual(shown(inotify.read(), folder), [
		"moved_to+isdir c",
		"create+isdir c/b found",
		"create c/b/1 found",
	]);
	t.is(watches(inotify), 3);
	rmSync(join(folder, "c"), { recursive: true });
	t.deepEqual(shown(inotify.read(), folder), ["delete c/b/1", "delete+isdir c/b", "delete+isdir c"]);
	t.is(watches(inotify), 1);
});

test("watchRecursive: out and in again before anybody reads", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const outside = temporaryFolder(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVE);
	renameSync(join(folder, "a"), join(outside, "a"));
	renameSync(join(outside, "a"), join(folder, "c"));
	t.deepEqual(shown(inotify.read(), folder), [
		"moved_from+isdir a",
		"moved_to+isdir c",
		"create+isdir c/b found",
	]);
	writeFileSync(join(folder, "c/b/1"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create c/b/1"]);
	t.is(watches(inotify), 3);
});

test("watchRecursive: what happens to a directory itself comes once, and to the root by its own name", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, outer] = inotifyIn(t);
	const folder = join(outer, "root");
	mkdirSync(join(folder, "a"), { recursive: true });
	inotify.watchRecursive(folder, IN_ALL_EVENTS & (IN_ATTRIB | IN_DELETE | IN_DELETE_SELF));
	rmSync(folder, { recursive: true });
	const events = shown(inotify.read(), folder);
	t.is(events.filter((event) => event.startsWith("delete+isdir a")).length, 1, events.join("\n"));
	t.false(events.some((event) => /(self|ignored) a/.test(event)));
	t.deepEqual(events.slice(-2), ["delete_self .", "ignored ."]);
	t.is(watches(inotify), 0);
	t.throws(() => inotify.rmWatch(1));
});

test("watchRecursive: a mask without IN_CREATE finds what was made in between, too", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.watchRecursive(folder, IN_CLOSE_WRITE);
	mkdirSync(join(folder, "a"));
	writeFileSync(join(folder, "a/1"), "text");
	t.deepEqual(shown(inotify.read(), folder), ["create a/1 found"]);
	writeFileSync(join(folder, "a/2"), "text");
	t.deepEqual(shown(inotify.read(), folder), ["close_write a/2"]);
	const [other, place] = inotifyIn(t);
	other.watchRecursive(place, IN_DELETE);
	mkdirSync(join(place, "a/b"), { recursive: true });
	t.deepEqual(other.read(), []);
	t.is(watches(other), 3);
});

test("watchRecursive: rmWatch ends the whole tree", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	const wd = inotify.watchRecursive(folder, IN_CREATE);
	t.is(watches(inotify), 3);
	t.throws(() => inotify.rmWatch(wd + 1), { instanceOf: ValueError, message: /belongs to the tree of/ });
	writeFileSync(join(folder, "a/unread"), "");
	inotify.rmWatch(wd);
	t.is(watches(inotify), 0);
	t.deepEqual(shown(inotify.read(), folder), ["ignored ."]);
	inotify.watchRecursive(folder, IN_CREATE);
	writeFileSync(join(folder, "a/b/c"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create a/b/c"]);
});

test("watchRecursive: a tree within a tree is refused, a single watch within one is not", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const inner = join(folder, "a");
	mkdirSync(inner);
	inotify.watchRecursive(folder, IN_CREATE);
	t.throws(() => inotify.watchRecursive(inner, IN_DELETE), {
		instanceOf: ValueError,
		message: /is in the tree of/,
	});
	const wd = inotify.addWatch(inner, IN_DELETE);
	writeFileSync(join(inner, "1"), "");
	rmSync(join(inner, "1"));
	t.deepEqual(shown(inotify.read(), folder), ["create a/1", "delete a/1"]);
	inotify.rmWatch(wd);
	writeFileSync(join(inner, "1"), "");
	rmSync(join(inner, "1"));
	t.deepEqual(shown(inotify.read(), folder), ["create a/1"]);
});

test("watchRecursive: exclude leaves directories out", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "node_modules/x"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE, { exclude: (path) => path.endsWith("/node_modules") });
	writeFileSync(join(folder, "node_modules/y"), "");
	mkdirSync(join(folder, "a/node_modules"), { recursive: true });
	writeFileSync(join(folder, "a/node_modules/1"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create+isdir a", "create+isdir a/node_modules found"]);
	t.is(watches(inotify), 2);
});

test("watchRecursive: after lost events the tree is whole again", (t) => {
	if (!hasInotify(t)) return;
	const limit = Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8"));
	if (limit > 20_000) return skip(t, "an overflow", `the kernel keeps ${limit} events here`);
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "gone/deep"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE | IN_MOVED_TO);
	for (let index = 0; index <= limit; index += 1) writeFileSync(join(folder, `f${index % 7}-${index}`), "");
	// All of this is lost.
	mkdirSync(join(folder, "new/deep"), { recursive: true });
	rmSync(join(folder, "gone"), { recursive: true });
	const last: InotifyEvent[] = [];
	for (let events = inotify.read(); events.length > 0; events = inotify.read()) last.push(...events);
	const lost = last.filter((event) => event.needsRescan);
	t.is(lost.length, 1);
	t.deepEqual([lost[0]?.wd, lost[0]?.path, lost[0]?.flags], [-1, undefined, ["IN_Q_OVERFLOW"]]);
	t.is(watches(inotify), 3);
	writeFileSync(join(folder, "new/deep/file"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create new/deep/file"]);
});

test("watchRecursive: what cannot be watched is said, and all or nothing at first", (t: ExecutionContext) => {
	if (!hasInotify(t)) return;
	if (process.getuid?.() === 0) return skip(t, "an unreadable directory", "root may read them all");
	const [inotify, folder] = inotifyIn(t);
	mkdirSync(join(folder, "a/b"), { recursive: true });
	mkdirSync(join(folder, "a/closed"), { mode: 0 });
	t.throws(() => inotify.watchRecursive(folder, IN_CREATE), { code: "EACCES" });
	t.is(watches(inotify), 0);
	rmSync(join(folder, "a/closed"), { recursive: true });
	inotify.watchRecursive(folder, IN_CREATE);
	mkdirSync(join(folder, "closed"), { mode: 0 });
	t.is(inotify.read().find(({ name }) => name === "closed")?.error?.code, "EACCES");
});
