import {
	appendFileSync,
	chmodSync,
	linkSync,
	mkdirSync,
	renameSync,
	rmdirSync,
	rmSync,
	symlinkSync,
	truncateSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
	ConnectionAbortedError,
	DefaultSelector,
	EVENT_READ,
	FileNotFoundError,
	getEventLoop,
	IN_ACCESS,
	IN_ALL_EVENTS,
	IN_ATTRIB,
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_DONT_FOLLOW,
	IN_MASK_ADD,
	IN_MASK_CREATE,
	IN_MODIFY,
	IN_MOVE,
	IN_MOVE_SELF,
	IN_ONESHOT,
	IN_ONLYDIR,
	KeyError,
	NotADirectoryError,
	ValueError,
} from "../../src/index.js";
import { isCloseOnExec } from "../helpers/descriptors.js";
import { shown } from "../helpers/inotify.js";
import { reasonOf } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { openIn, overKqueue } from "./helpers/inotify-over-kqueue.js";

overKqueue("Inotify: tells what happens to the entries of a directory", (t, inotify, folder) => {
	writeFileSync(join(folder, "old"), "text");
	const wd = inotify.addWatch(folder, IN_CREATE | IN_MODIFY | IN_DELETE | IN_ATTRIB);
	t.deepEqual(inotify.read(), []);
	writeFileSync(join(folder, "a"), "text");
	mkdirSync(join(folder, "b"));
	appendFileSync(join(folder, "old"), "more");
	const events = inotify.read();
	t.deepEqual(shown(events, folder).sort(), ["create a", "create+isdir b", "modify a", "modify old"]);
	t.true(events.every((event) => event.wd === wd && event.cookie === 0 && !event.needsRescan));
	appendFileSync(join(folder, "a"), "more");
	chmodSync(join(folder, "old"), 0o600);
	t.deepEqual(shown(inotify.read(), folder), ["modify a", "attrib old"]);
	unlinkSync(join(folder, "a"));
	rmdirSync(join(folder, "b"));
	t.deepEqual(shown(inotify.read(), folder).sort(), ["delete a", "delete+isdir b"]);
	t.deepEqual(inotify.read(), []);
	t.is(openIn(folder), 2);
});

overKqueue(
	"Inotify: the two halves of a rename have a cookie in common, also from one directory to another",
	(t, inotify, folder) => {
		mkdirSync(join(folder, "x"));
		mkdirSync(join(folder, "y"));
		writeFileSync(join(folder, "x/a"), "");
		const x = inotify.addWatch(join(folder, "x"), IN_MOVE | IN_CREATE | IN_DELETE);
		const y = inotify.addWatch(join(folder, "y"), IN_MOVE | IN_CREATE | IN_DELETE);
		renameSync(join(folder, "x/a"), join(folder, "x/b"));
		const first = inotify.read();
		t.deepEqual(shown(first, folder), ["moved_from x/a", "moved_to x/b"]);
		t.not(first[0]?.cookie, 0);
		t.is(first[0]?.cookie, first[1]?.cookie);
		renameSync(join(folder, "x/b"), join(folder, "y/c"));
		const second = inotify.read();
		t.deepEqual(shown(second, folder), ["moved_from x/b", "moved_to y/c"]);
		t.deepEqual([second[0]?.wd, second[1]?.wd], [x, y]);
		t.is(second[0]?.cookie, second[1]?.cookie);
		t.not(second[0]?.cookie, first[0]?.cookie);
	},
);

overKqueue(
	"Inotify: a rename over another file, an exchange of names, and names that go round",
	(t, inotify, folder) => {
		for (const name of ["a", "b", "c"]) writeFileSync(join(folder, name), name);
		inotify.addWatch(folder, IN_MOVE | IN_CREATE | IN_DELETE);
		renameSync(join(folder, "a"), join(folder, "b"));
		t.deepEqual(shown(inotify.read(), folder), ["moved_from a", "moved_to b"]);
		renameSync(join(folder, "b"), join(folder, "t"));
		renameSync(join(folder, "c"), join(folder, "b"));
		renameSync(join(folder, "t"), join(folder, "c"));
		const events = inotify.read();
		t.deepEqual(shown(events, folder).sort(), ["moved_from b", "moved_from c", "moved_to b", "moved_to c"]);
		const cookieOf = (flag: string, name: string) =>
			events.find((event) => event.flags[0] === flag && event.name === name)?.cookie;
		t.is(cookieOf("IN_MOVED_FROM", "b"), cookieOf("IN_MOVED_TO", "c"));
		t.is(cookieOf("IN_MOVED_FROM", "c"), cookieOf("IN_MOVED_TO", "b"));
		t.not(cookieOf("IN_MOVED_FROM", "b"), cookieOf("IN_MOVED_FROM", "c"));
	},
);

overKqueue("Inotify: what leaves comes as moved, what is deleted as deleted", (t, inotify, folder) => {
	const outside = temporaryFolder(t);
	for (const name of ["away", "gone"]) writeFileSync(join(folder, name), "");
	mkdirSync(join(folder, "folder"));
	writeFileSync(join(outside, "in"), "text");
	inotify.addWatch(folder, IN_MOVE | IN_DELETE | IN_CREATE);
	renameSync(join(folder, "away"), join(outside, "away"));
	unlinkSync(join(folder, "gone"));
	renameSync(join(folder, "folder"), join(outside, "folder"));
	renameSync(join(outside, "in"), join(folder, "in"));
	t.deepEqual(shown(inotify.read(), folder).sort(), [
		"create in",
		"delete gone",
		"moved_from away",
		"moved_from+isdir folder",
	]);
});

overKqueue(
	"Inotify: a file that is deleted and made again under its name or another is not taken for a move",
	(t, inotify, folder) => {
		writeFileSync(join(folder, "a"), "");
		writeFileSync(join(folder, "b"), "");
		inotify.addWatch(folder, IN_MOVE | IN_DELETE | IN_CREATE);
		unlinkSync(join(folder, "a"));
		writeFileSync(join(folder, "a"), "");
		t.deepEqual(shown(inotify.read(), folder).sort(), ["create a", "delete a"]);
		unlinkSync(join(folder, "b"));
		writeFileSync(join(folder, "c"), "");
		t.deepEqual(shown(inotify.read(), folder).sort(), ["create c", "delete b"]);
	},
);

overKqueue("Inotify: what is about the watched file itself has no name", (t, inotify, folder, ground) => {
	const path = join(folder, "file");
	writeFileSync(path, "text");
	const wd = inotify.addWatch(Buffer.from(path), IN_DELETE_SELF | IN_MOVE_SELF | IN_MODIFY | IN_ATTRIB);
	appendFileSync(path, "more");
	t.deepEqual(shown(inotify.read(), path), ["modify ."]);
	truncateSync(path, 1);
	// These say of a file that is cut that its attributes have changed.
	const isAttribute = ground === "darwin" || ground === "freebsd";
	t.deepEqual(shown(inotify.read(), path), isAttribute ? ["modify .", "attrib ."] : ["modify ."]);
	chmodSync(path, 0o600);
	t.deepEqual(shown(inotify.read(), path), ["attrib ."]);
	linkSync(path, join(folder, "other"));
	t.deepEqual(shown(inotify.read(), path), ["attrib ."]);
	renameSync(path, join(folder, "moved"));
	t.deepEqual(shown(inotify.read(), path), ["move_self ."]);
	rmSync(join(folder, "moved"));
	t.deepEqual(shown(inotify.read(), path), ["attrib ."], "it has another name still");
	rmSync(join(folder, "other"));
	t.deepEqual(shown(inotify.read(), path), ["delete_self .", "ignored ."]);
	t.throws(() => inotify.rmWatch(wd), { instanceOf: KeyError });
	t.is(openIn(folder), 0);
});

overKqueue(
	"Inotify: a directory tells of its own end, and of what was in it before",
	(t, inotify, folder) => {
		const path = join(folder, "x");
		mkdirSync(path);
		writeFileSync(join(path, "a"), "");
		inotify.addWatch(path, IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF);
		renameSync(path, join(folder, "y"));
		t.deepEqual(shown(inotify.read(), path), ["move_self ."]);
		writeFileSync(join(folder, "y/b"), "");
		rmSync(join(folder, "y"), { recursive: true });
		const told = shown(inotify.read(), path);
		t.true(told.includes("delete a"), told.join());
		t.deepEqual(told.slice(-2), ["delete_self .", "ignored ."]);
		t.is(openIn(folder), 0);
	},
);

overKqueue("Inotify: a directory that was moved is followed, wherever it is", (t, inotify, folder) => {
	mkdirSync(join(folder, "x/y"), { recursive: true });
	inotify.addWatch(join(folder, "x/y"), IN_CREATE | IN_MODIFY);
	renameSync(join(folder, "x"), join(folder, "z"));
	mkdirSync(join(folder, "x/y"), { recursive: true });
	writeFileSync(join(folder, "x/y/not this"), "");
	writeFileSync(join(folder, "z/y/a"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create x/y/a"]);
	appendFileSync(join(folder, "z/y/a"), "text");
	t.deepEqual(shown(inotify.read(), folder), ["modify x/y/a"]);
});

overKqueue(
	"Inotify: names that are no UTF-8 come as bytes, too; links and sockets are entries",
	(t, inotify, folder) => {
		inotify.addWatch(folder, IN_ALL_EVENTS & ~IN_ACCESS);
		const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]);
		writeFileSync(odd, "");
		symlinkSync("/dev/null", join(folder, "link"));
		symlinkSync("nowhere", join(folder, "broken"));
		const events = inotify.read().filter((event) => event.flags[0] === "IN_CREATE");
		t.deepEqual(events.find((event) => event.name === "a�")?.nameBytes, Buffer.from([0x61, 0xff]));
		t.deepEqual(events.map((event) => event.name).sort(), ["a�", "broken", "link"]);
		renameSync(join(folder, "broken"), join(folder, "mended"));
		unlinkSync(join(folder, "link"));
		t.deepEqual(shown(inotify.read(), folder).sort(), [
			"delete link",
			"moved_from broken",
			"moved_to mended",
		]);
	},
);

overKqueue(
	"Inotify: rmWatch ends a watch, wakes who waits, and IN_IGNORED says so",
	async (t, inotify, folder) => {
		const wd = inotify.addWatch(folder, IN_CREATE);
		const waiting = inotify.readEvents();
		inotify.rmWatch(wd);
		writeFileSync(join(folder, "a"), "");
		t.deepEqual(shown(await waiting, folder), ["ignored ."]);
		t.deepEqual(inotify.read(), []);
		t.throws(() => inotify.rmWatch(wd), { instanceOf: KeyError });
		t.not(inotify.addWatch(folder, IN_CREATE), wd);
		t.is(openIn(folder), 2);
	},
);

overKqueue(
	"Inotify: addWatch again watches for something else, with IN_MASK_ADD for more",
	(t, inotify, folder) => {
		writeFileSync(join(folder, "old"), "");
		const wd = inotify.addWatch(folder, IN_CREATE);
		t.is(inotify.addWatch(join(folder, "."), IN_DELETE | IN_MODIFY | IN_MASK_ADD), wd);
		writeFileSync(join(folder, "a"), "");
		appendFileSync(join(folder, "old"), "text");
		t.deepEqual(shown(inotify.read(), folder), ["modify old", "create a"]);
		rmSync(join(folder, "a"));
		t.deepEqual(shown(inotify.read(), folder), ["delete a"]);
		t.is(inotify.addWatch(folder, IN_DELETE), wd);
		writeFileSync(join(folder, "a"), "");
		appendFileSync(join(folder, "old"), "text");
		t.deepEqual(inotify.read(), []);
		rmSync(join(folder, "a"));
		t.deepEqual(shown(inotify.read(), folder), ["delete a"]);
		t.throws(() => inotify.addWatch(folder, IN_CREATE | IN_MASK_CREATE), { code: "EEXIST" });
		t.is(openIn(folder), 2);
	},
);

overKqueue("Inotify: IN_ONESHOT, IN_ONLYDIR, IN_DONT_FOLLOW", (t, inotify, folder) => {
	inotify.addWatch(folder, IN_CREATE | IN_DELETE | IN_ONESHOT);
	writeFileSync(join(folder, "a"), "");
	writeFileSync(join(folder, "b"), "");
	const told = shown(inotify.read(), folder);
	t.is(told.length, 2);
	t.regex(told[0] ?? "", /^create [ab]$/);
	t.is(told[1], "ignored .");
	t.is(openIn(folder), 0);
	t.throws(() => inotify.addWatch(join(folder, "a"), IN_MODIFY | IN_ONLYDIR), {
		instanceOf: NotADirectoryError,
	});
	symlinkSync("a", join(folder, "link"));
	t.throws(() => inotify.addWatch(join(folder, "link"), IN_MODIFY | IN_DONT_FOLLOW), { code: "ELOOP" });
	const wd = inotify.addWatch(join(folder, "link"), IN_MODIFY);
	t.is(inotify.addWatch(join(folder, "a"), IN_MODIFY), wd);
	t.is(openIn(folder), 1);
});

overKqueue(
	"Inotify: what the system's kqueue does not tell is refused, if nothing else is asked for",
	(t, inotify, folder, ground) => {
		writeFileSync(join(folder, "a"), "");
		if (ground === "freebsd") {
			inotify.addWatch(join(folder, "a"), IN_CLOSE_WRITE);
			writeFileSync(join(folder, "a"), "text");
			t.deepEqual(shown(inotify.read(), folder), ["close_write a"]);
			return;
		}
		t.throws(() => inotify.addWatch(folder, IN_CLOSE_WRITE | IN_ACCESS), {
			instanceOf: ValueError,
			message: /tells of nothing that the mask asks for/,
		});
		t.is(openIn(folder), 0);
		inotify.addWatch(folder, IN_CLOSE_WRITE | IN_DELETE);
		t.is(openIn(folder), 2);
	},
);

overKqueue(
	"Inotify: wrong arguments and wrong files are refused, and nothing stays open",
	(t, inotify, folder) => {
		t.throws(() => inotify.addWatch("", IN_CREATE), { instanceOf: ValueError });
		t.throws(() => inotify.addWatch(join(folder, "none"), IN_CREATE), {
			instanceOf: FileNotFoundError,
			message: /open ENOENT '.*none'/,
		});
		t.throws(() => inotify.addWatch("/dev/null", IN_CREATE), { code: "EINVAL" });
		t.throws(() => inotify.rmWatch(77), { instanceOf: KeyError });
		t.is(openIn(folder), 0);
		const wd = inotify.addWatch(folder, IN_CREATE);
		t.true(isCloseOnExec(inotify.fileno()));
		inotify.close();
		inotify.close();
		t.is(openIn(folder), 0);
		for (const use of [
			() => inotify.read(),
			() => inotify.addWatch(folder, IN_CREATE),
			() => inotify.watchRecursive(folder, IN_CREATE),
			() => inotify.rmWatch(wd),
			() => inotify.readEvents(),
		]) {
			t.throws(use, { code: "EBADF" });
		}
	},
);

overKqueue("Inotify: selectors, readers, waiters and for await hear of it", async (t, inotify, folder) => {
	inotify.addWatch(folder, IN_CREATE);
	using selector = new DefaultSelector();
	selector.register(inotify, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	writeFileSync(join(folder, "a"), "");
	t.is(selector.select(20_000).length, 1);
	t.deepEqual(shown(inotify.read(), folder), ["create a"]);
	t.deepEqual(selector.select(0), []);
	const loop = getEventLoop();
	const heard = new Promise<string[]>((resolve) => {
		loop.addReader(inotify, () => {
			loop.removeReader(inotify);
			resolve(shown(inotify.read(), folder));
		});
	});
	writeFileSync(join(folder, "b"), "");
	t.deepEqual(await heard, ["create b"]);
	const waiting = inotify.readEvents();
	writeFileSync(join(folder, "c"), "");
	t.deepEqual(shown(await waiting, folder), ["create c"]);
	setImmediate(() => writeFileSync(join(folder, "d"), ""));
	for await (const event of inotify) {
		t.is(event.name, "d");
		break;
	}
	const last = inotify.readEvents();
	inotify.close();
	t.true((await reasonOf(last)) instanceof ConnectionAbortedError);
});

overKqueue("Inotify: more entries than events are taken at once", (t, inotify, folder) => {
	for (let index = 0; index < 400; index += 1) writeFileSync(join(folder, `old${index}`), "");
	inotify.addWatch(folder, IN_CREATE | IN_MODIFY | IN_DELETE);
	for (let index = 0; index < 400; index += 1) {
		writeFileSync(join(folder, `${"n".repeat(200)}${index}`), "");
		appendFileSync(join(folder, `old${index}`), "text");
	}
	const told = new Set<string>();
	for (let events = inotify.read(); events.length > 0; events = inotify.read()) {
		for (const event of shown(events, folder)) {
			t.false(told.has(event));
			told.add(event);
		}
	}
	t.is(told.size, 800);
	t.is([...told].filter((event) => event.startsWith("create n")).length, 400);
	t.is([...told].filter((event) => event.startsWith("modify old")).length, 400);
});
