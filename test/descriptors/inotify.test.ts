import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { platform } from "../../src/ffi/index.js";
import * as evloop from "../../src/index.js";
import {
	CancelledError,
	ConnectionAbortedError,
	DefaultSelector,
	EVENT_READ,
	FileNotFoundError,
	getEventLoop,
	IN_ALL_EVENTS,
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_IGNORED,
	IN_MASK_ADD,
	IN_MASK_CREATE,
	IN_MODIFY,
	IN_MOVE,
	IN_MOVED_FROM,
	IN_MOVED_TO,
	IN_ONESHOT,
	IN_ONLYDIR,
	type InotifyEvent,
	KeyError,
	NotADirectoryError,
	OSError,
	ValueError,
} from "../../src/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { isCloseOnExec } from "../helpers/descriptors.js";
import { hasCommand } from "../helpers/has-command.js";
import { hasInotify, inotifyIn, shown } from "../helpers/inotify.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

test("Inotify: tells what happens to the entries of a directory", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const wd = inotify.addWatch(folder, IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE);
	t.deepEqual(inotify.read(), []);
	writeFileSync(join(folder, "a"), "text");
	mkdirSync(join(folder, "b"));
	unlinkSync(join(folder, "a"));
	const events = inotify.read();
	t.deepEqual(shown(events, folder), ["create a", "modify a", "close_write a", "create+isdir b", "delete a"]);
	t.true(events.every((event) => event.wd === wd && event.cookie === 0 && !event.needsRescan));
	t.deepEqual(
		events.map(({ isDirectory }) => isDirectory),
		[false, false, false, true, false],
	);
	t.deepEqual(events[0]?.nameBytes, Buffer.from("a"));
	t.deepEqual(events[0]?.pathBytes, Buffer.from(join(folder, "a")));
	t.deepEqual(inotify.read(), []);
});

test("Inotify: the two halves of a rename have a cookie in common", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_MOVE);
	writeFileSync(join(folder, "a"), "");
	renameSync(join(folder, "a"), join(folder, "b"));
	const events = inotify.read();
	t.deepEqual(shown(events, folder), ["moved_from a", "moved_to b"]);
	t.not(events[0]?.cookie, 0);
	t.is(events[0]?.cookie, events[1]?.cookie);
});

test("Inotify: what is about the watched file itself has no name", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const path = join(folder, "file");
	writeFileSync(path, "");
	const wd = inotify.addWatch(Buffer.from(path), IN_DELETE_SELF);
	rmSync(path);
	const events = inotify.read();
	t.deepEqual(shown(events, path), ["delete_self .", "ignored ."]);
	t.is(events[0]?.name, undefined);
	t.is(events[0]?.nameBytes, undefined);
	t.throws(() => inotify.rmWatch(wd), { instanceOf: KeyError });
});

test("Inotify: names that are no UTF-8 come as bytes, too", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff, 0x62])]);
	mkdirSync(odd);
	inotify.watchRecursive(folder, IN_CREATE);
	inotify.addWatch(odd, IN_CREATE);
	writeFileSync(Buffer.concat([odd, Buffer.from([0x2f, 0xfe])]), "");
	const [event] = inotify.read();
	t.is(event?.name, "�");
	t.deepEqual(event?.nameBytes, Buffer.from([0xfe]));
	t.deepEqual(event?.pathBytes, Buffer.concat([odd, Buffer.from([0x2f, 0xfe])]));
	t.is(readFileSync(event?.pathBytes ?? "", "utf8"), "");
});

test("Inotify: rmWatch ends a watch, and IN_IGNORED says so", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const wd = inotify.addWatch(folder, IN_CREATE);
	inotify.rmWatch(wd);
	writeFileSync(join(folder, "a"), "");
	t.deepEqual(shown(inotify.read(), folder), ["ignored ."]);
	t.throws(() => inotify.rmWatch(wd), {
		instanceOf: KeyError,
		message: `Cannot rmWatch ${wd}: there is no such watch`,
	});
	t.not(inotify.addWatch(folder, IN_CREATE), wd);
});

test("Inotify: addWatch again watches for something else, with IN_MASK_ADD for more", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const wd = inotify.addWatch(folder, IN_CREATE);
	t.is(inotify.addWatch(folder, IN_DELETE | IN_MASK_ADD), wd);
	writeFileSync(join(folder, "a"), "");
	rmSync(join(folder, "a"));
	t.deepEqual(shown(inotify.read(), folder), ["create a", "delete a"]);
	t.is(inotify.addWatch(folder, IN_DELETE), wd);
	writeFileSync(join(folder, "a"), "");
	rmSync(join(folder, "a"));
	t.deepEqual(shown(inotify.read(), folder), ["delete a"]);
	t.throws(() => inotify.addWatch(folder, IN_CREATE | IN_MASK_CREATE), { code: "EEXIST" });
});

test("Inotify: IN_ONESHOT, IN_ONLYDIR", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_CREATE | IN_ONESHOT);
	writeFileSync(join(folder, "a"), "");
	writeFileSync(join(folder, "b"), "");
	t.deepEqual(shown(inotify.read(), folder), ["create a", "ignored ."]);
	t.throws(() => inotify.addWatch(join(folder, "a"), IN_MODIFY | IN_ONLYDIR), {
		instanceOf: NotADirectoryError,
	});
});

test("Inotify: wrong arguments are refused", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const wrong = (path: unknown, mask: unknown) => () => inotify.addWatch(path as string, mask as number);
	t.throws(wrong("", IN_CREATE), { instanceOf: ValueError, message: "Cannot addWatch: path is empty" });
	t.throws(wrong("a\0b", IN_CREATE), { instanceOf: ValueError, message: /zero byte/ });
	t.throws(wrong(7, IN_CREATE), { instanceOf: TypeError, message: /path must be/ });
	t.throws(wrong(folder, "1"), { instanceOf: TypeError, message: /mask must be a whole number, got "1"/ });
	t.throws(wrong(folder, Number.NaN), { instanceOf: TypeError });
	t.throws(wrong(folder, 2 ** 40), { instanceOf: RangeError });
	t.throws(wrong(folder, IN_ONLYDIR), { instanceOf: ValueError, message: /asks for no event/ });
	t.throws(wrong(folder, IN_CREATE | IN_MASK_ADD | IN_MASK_CREATE), { instanceOf: ValueError });
	t.throws(wrong(join(folder, "none"), IN_CREATE), {
		instanceOf: FileNotFoundError,
		message: /inotify_add_watch ENOENT '.*none'/,
	});
	for (const flag of [IN_ONESHOT, IN_MASK_ADD, IN_MASK_CREATE]) {
		t.throws(() => inotify.watchRecursive(folder, IN_CREATE | flag), { instanceOf: ValueError });
	}
	t.throws(() => inotify.watchRecursive(folder, IN_CREATE, { exclude: "a" as never }), {
		instanceOf: TypeError,
	});
	t.throws(() => inotify.rmWatch("1" as never), { instanceOf: TypeError });
	t.throws(() => inotify.rmWatch(77), { instanceOf: KeyError });
	t.throws(() => inotify.readEvents({ signal: "x" as never }), { instanceOf: TypeError });
});

test("Inotify: closed it says EBADF, and its descriptor is its own", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	t.true(isCloseOnExec(inotify.fileno()));
	const wd = inotify.addWatch(folder, IN_CREATE);
	inotify.close();
	for (const use of [
		() => inotify.read(),
		() => inotify.addWatch(folder, IN_CREATE),
		() => inotify.watchRecursive(folder, IN_CREATE),
		() => inotify.rmWatch(wd),
		() => inotify.readEvents(),
		() => inotify.readEvents({ signal: AbortSignal.abort() }),
		() => inotify.events(),
	]) {
		t.throws(use, { instanceOf: OSError, code: "EBADF" });
	}
});

test("Inotify: readEvents waits, with await and with yield*", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const loop = newLoop(t);
	inotify.addWatch(folder, IN_CREATE);
	const waiting = inotify.readEvents({ loop });
	writeFileSync(join(folder, "a"), "");
	t.deepEqual(shown(await waiting, folder), ["create a"]);
	writeFileSync(join(folder, "b"), "");
	t.deepEqual(shown(await inotify.readEvents({ loop }), folder), ["create b"]);
	const names = await loop.runUntilComplete(
		loop.createTask(function* () {
			setImmediate(() => writeFileSync(join(folder, "c"), ""));
			return shown(yield* inotify.readEvents(), folder);
		}),
	);
	t.deepEqual(names, ["create c"]);
	await becomesIdle(loop);
});

test("Inotify: a reader that is cancelled or aborted loses no event", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const loop = newLoop(t);
	inotify.addWatch(folder, IN_CREATE);
	const first = inotify.readEvents({ loop });
	first.cancel();
	t.true((await reasonOf(first)) instanceof CancelledError);
	const controller = new AbortController();
	const second = inotify.readEvents({ loop, signal: controller.signal });
	writeFileSync(join(folder, "a"), "");
	controller.abort(new Error("enough"));
	t.is(((await reasonOf(second)) as Error).message, "enough");
	t.is(await reasonOf(inotify.readEvents({ loop, signal: controller.signal })), controller.signal.reason);
	t.deepEqual(shown(await inotify.readEvents({ loop }), folder), ["create a"]);
	await becomesIdle(loop, 0);
});

test("Inotify: who waits hears of its closing", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify] = inotifyIn(t);
	const waiting = inotify.readEvents();
	inotify.close();
	t.true((await reasonOf(waiting)) instanceof ConnectionAbortedError);
});

test("Inotify: iteration gives one event at a time, and leaves the others", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_CREATE);
	for (const name of ["a", "b", "c"]) writeFileSync(join(folder, name), "");
	for await (const event of inotify) {
		t.is(event.name, "a");
		break;
	}
	t.deepEqual(shown(inotify.read(), folder), ["create b", "create c"]);
});

test("Inotify: closing ends an iteration", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_CREATE);
	const names: (string | undefined)[] = [];
	setImmediate(() => writeFileSync(join(folder, "a"), ""));
	for await (const { name } of inotify) {
		names.push(name);
		// While the next one is waited for.
		setImmediate(() => inotify.close());
	}
	t.deepEqual(names, ["a"]);
});

test("Inotify: leaving an iteration that waits takes its read back", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	const loop = newLoop(t);
	inotify.addWatch(folder, IN_CREATE);
	const iterator = inotify.events({ loop });
	const next = iterator.next();
	await iterator.return();
	await reasonOf(next);
	t.deepEqual(await iterator.next(), { done: true, value: undefined });
	writeFileSync(join(folder, "a"), "");
	t.deepEqual(shown(await inotify.readEvents({ loop }), folder), ["create a"]);
	await becomesIdle(loop, 0);
});

test("Inotify: addReader and selectors take it", async (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_CREATE);
	using selector = new DefaultSelector();
	selector.register(inotify, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	const loop = getEventLoop();
	const heard = loop.createFuture<InotifyEvent[]>();
	loop.addReader(inotify, () => {
		loop.removeReader(inotify);
		heard.setResult(inotify.read());
	});
	writeFileSync(join(folder, "a"), "");
	t.is(selector.select(1000).length, 1);
	t.deepEqual(shown(await heard, folder), ["create a"]);
});

test("Inotify: more events than one buffer holds", (t) => {
	if (!hasInotify(t)) return;
	const [inotify, folder] = inotifyIn(t);
	inotify.addWatch(folder, IN_CREATE);
	const name = (index: number) => `${"n".repeat(200)}${index}`;
	for (let index = 0; index < 1000; index += 1) writeFileSync(join(folder, name(index)), "");
	const names: (string | undefined)[] = [];
	for (let events = inotify.read(); events.length > 0; events = inotify.read()) {
		names.push(...events.map((event) => event.name));
	}
	t.deepEqual(
		names,
		Array.from({ length: 1000 }, (_, index) => name(index)),
	);
});

function constantsOf(t: ExecutionContext): string[] | undefined {
	if (!hasCommand(t, "cc")) return undefined;
	const folder = temporaryFolder(t);
	const names = Object.keys(platform.inotify.constants);
	const lines = names.map((name) => `printf("${name} %u\\n", (unsigned)${name});`);
	const source = `#include <stdio.h>\n#include <sys/inotify.h>\nint main(void) { ${lines.join("\n")} }\n`;
	const program = join(folder, "constants");
	spawnSync("cc", ["-x", "c", "-o", program, "-"], { input: source });
	return spawnSync(program, { encoding: "utf8" }).stdout.trim().split("\n");
}

test("the constants of inotify are the C compiler's", (t) => {
	if (!hasInotify(t)) return;
	const lines = constantsOf(t);
	if (lines === undefined) return;
	const exported = evloop as unknown as Record<string, number>;
	t.deepEqual(
		lines,
		Object.keys(platform.inotify.constants).map((name) => `${name} ${exported[name]}`),
	);
	t.is(IN_ALL_EVENTS & (IN_MOVED_FROM | IN_MOVED_TO), IN_MOVE);
	t.is(IN_IGNORED & IN_ALL_EVENTS, 0);
});
