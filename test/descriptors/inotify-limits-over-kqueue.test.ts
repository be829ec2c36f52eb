/** An Inotify over a kqueue that nobody holds any more, or that has no room; in processes of their own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { printed } from "../helpers/run-program.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { groundOptions } from "./helpers/on-each-ground.js";

test("Inotify: one that was forgotten lets the files go that it watched over a kqueue", async (t) => {
	const options = groundOptions(t, "freebsd");
	if (options === undefined) {
		t.pass();
		return;
	}
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "a"), "");
	const output = await printed(
		t,
		`import { readdirSync, readlinkSync } from "node:fs";
const folder = ${JSON.stringify(folder)};
const target = (fd) => { try { return readlinkSync("/proc/self/fd/" + fd); } catch { return ""; } };
const open = () => readdirSync("/proc/self/fd").filter((fd) => target(fd).startsWith(folder)).length;
process.removeAllListeners("warning");
(() => { new evloop.Inotify(${JSON.stringify(options)}).addWatch(folder, evloop.IN_CREATE); })();
const before = open();
for (let i = 0; i < 1000 && open() > 0; i += 1) {
	globalThis.gc();
	await new Promise((resolve) => setTimeout(resolve, 1));
}
console.log(before, open());`,
		{ flags: ["--expose-gc"] },
	);
	t.is(output, "2 0");
});

test("Inotify: without room for descriptors it says so, and leaves nothing open", async (t) => {
	const options = groundOptions(t, "freebsd");
	if (options === undefined) {
		t.pass();
		return;
	}
	const folder = temporaryFolder(t);
	for (let index = 0; index < 50; index += 1) writeFileSync(join(folder, `f${index}`), "");
	const output = await printed(
		t,
		`import { closeSync, openSync, readdirSync, writeFileSync } from "node:fs";
const folder = ${JSON.stringify(folder)};
const inotify = new evloop.Inotify(${JSON.stringify(options)});
const open = () => readdirSync("/proc/self/fd").length;
const fill = (left) => {
	const files = [];
	try { for (;;) files.push(openSync("/dev/null")); } catch {}
	for (const fd of files.splice(0, left)) closeSync(fd);
	return () => { for (const fd of files) closeSync(fd); };
};
// What the kqueue opens for itself.
inotify.rmWatch(inotify.addWatch(folder, evloop.IN_CREATE));
inotify.read();
const before = open();
let empty = fill(20);
let code = "none";
try { inotify.addWatch(folder, evloop.IN_CREATE); } catch (error) { code = error.code; }
empty();
console.log(code, open() === before);
inotify.addWatch(folder, evloop.IN_CREATE | evloop.IN_MODIFY);
empty = fill(3);
for (let i = 0; i < 9; i += 1) writeFileSync(folder + "/new" + i, "");
const events = inotify.read();
empty();
console.log(events.filter(({ needsRescan }) => needsRescan).length > 0, events.filter(({ mask }) => mask === evloop.IN_CREATE).length);
writeFileSync(folder + "/last", "");
console.log(inotify.read().map(({ name }) => name).join());`,
		{ descriptors: 256 },
	);
	t.is(output, "EMFILE true\ntrue 9\nlast");
});
