import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import { type Kevent, type KqueueObject, kevent, poll } from "../../../src/selectors/select/index.js";
import { makeSocketPair } from "../../helpers/descriptors.js";
import { printed } from "../../helpers/run-program.js";
import { eachKqueue, type UserspaceLayout } from "../../helpers/userspace-kqueue.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";

const long = 20_000;

/** Whether the queue's own descriptor can be read: that is how others watch it. */
function isReadable(queue: KqueueObject): boolean {
	const watcher = poll();
	watcher.register(queue.fileno(), 1);
	return watcher.poll(0).length === 1;
}

/** A note of a file, with a file that can be touched. */
function file(t: ExecutionContext, queue: KqueueObject, flags?: number): [fd: number, path: string] {
	const k = queue.constants;
	const path = join(temporaryFolder(t), "a");
	writeFileSync(path, "");
	const fd = openSync(path, "r");
	t.teardown(() => closeSync(fd));
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_ADD | (flags ?? k.KQ_EV_CLEAR), k.KQ_NOTE_WRITE)], 0);
	return [fd, path];
}

/** The events of several calls with room for one each. */
function oneByOne(queue: KqueueObject, times: number): Kevent[] {
	return Array.from({ length: times }, () => queue.control(null, 1, 0)).flat();
}

function numbersOf(layout: UserspaceLayout): { absolute: number; seconds: number; microseconds: number } {
	const absolute = layout === "freebsd" || layout === "openbsd" ? 0x10 : 0x8;
	return { absolute, seconds: 0x1, microseconds: layout === "freebsd" ? 0x4 : 0x2 };
}

eachKqueue("TIMER of the wall clock comes once, at its moment", (t, queue, { layout }) => {
	const k = queue.constants;
	const { absolute, seconds, microseconds } = numbersOf(layout);
	t.is(k.KQ_NOTE_ABSTIME, absolute);
	const moment = Date.now() + 15;
	const timer = (ident: number, fflags: number, data: number) =>
		kevent(ident, k.KQ_FILTER_TIMER, k.KQ_EV_ADD, absolute | fflags, data);
	const [event] = queue.control([timer(1, 0, moment)], 4, long);
	t.like(event, { ident: 1, filter: k.KQ_FILTER_TIMER, data: 1 });
	t.true(Date.now() >= moment);
	t.is((event?.flags ?? 0) & k.KQ_EV_CLEAR, k.KQ_EV_CLEAR);
	t.deepEqual(queue.control(null, 4, 30), [], "it does not come again");
	for (const [fflags, past] of [
		[0, 0],
		[seconds, 1e9],
		[microseconds, 1e15],
	] as const) {
		t.is(queue.control([timer(2, fflags, past)], 4, long)[0]?.data, 1, "what is past comes at once");
	}
	queue.control([timer(3, seconds, 4e9), timer(4, 0, Date.now() + 3_600_000)], 0);
	t.deepEqual(queue.control(null, 4, 0), [], "what is to come has not come");
	t.is(t.throws(() => queue.control([timer(5, 0, -1)], 0), { instanceOf: OSError })?.code, "EINVAL");
});

eachKqueue("TIMER: adding it again resets it, and forgets what was not told", (t, queue, { layout }) => {
	const k = queue.constants;
	const { absolute } = numbersOf(layout);
	const timer = (data: number, fflags = 0) => kevent(1, k.KQ_FILTER_TIMER, k.KQ_EV_ADD, fflags, data);
	const witness = (ms: number) => kevent(2, k.KQ_FILTER_TIMER, k.KQ_EV_ADD | k.KQ_EV_ONESHOT, 0, ms);
	queue.control([timer(1), kevent(1, k.KQ_FILTER_TIMER, k.KQ_EV_DISABLE), witness(10)], 0);
	t.is(queue.control(null, 4, long)[0]?.ident, 2);
	queue.control([timer(3_600_000)], 0);
	t.deepEqual(queue.control(null, 4, 0), [], "another period");
	queue.control([timer(1), kevent(1, k.KQ_FILTER_TIMER, k.KQ_EV_DISABLE), witness(10)], 0);
	t.is(queue.control(null, 4, long)[0]?.ident, 2);
	queue.control([timer(Date.now() + 3_600_000, absolute)], 0);
	t.deepEqual(queue.control(null, 4, 0), [], "another clock");
	t.true((queue.control([timer(1)], 4, long)[0]?.data ?? 0) >= 1, "and the first one again");
});

eachKqueue("what found no room comes with the next calls, everybody in turn", (t, queue) => {
	const k = queue.constants;
	const files = [file(t, queue), file(t, queue), file(t, queue)];
	for (const [, path] of files) appendFileSync(path, "1");
	t.true(isReadable(queue));
	const events = oneByOne(queue, 2);
	t.true(isReadable(queue), "one is left");
	events.push(...queue.control(null, 1, long));
	t.deepEqual(events.map((event) => event.ident).sort(), files.map(([fd]) => fd).sort());
	t.false(isReadable(queue));
	t.deepEqual(queue.control(null, 1, 0), []);
	const [a, b] = makeSocketPair(t);
	const edge = k.KQ_EV_ADD | k.KQ_EV_CLEAR;
	b.write("1");
	queue.control([kevent(a, k.KQ_FILTER_READ, edge), kevent(a, k.KQ_FILTER_WRITE, edge)], 0);
	t.is(queue.control(null, 1, 0).length, 1);
	t.true(isReadable(queue), "an edge that found no room");
	t.is(queue.control(null, 1, 0).length, 1);
	t.false(isReadable(queue));
	t.deepEqual(queue.control(null, 4, 0), []);
});

eachKqueue("what lasts does not keep the others out, however short the room", (t, queue) => {
	const k = queue.constants;
	const lasting = [file(t, queue, 0), file(t, queue, 0)];
	const sockets = [makeSocketPair(t), makeSocketPair(t)];
	for (const [a, b] of sockets) {
		b.write("1");
		queue.control([kevent(a), kevent(a, k.KQ_FILTER_WRITE)], 0);
	}
	for (const [, path] of lasting) appendFileSync(path, "1");
	const user = [kevent(1, k.KQ_FILTER_USER, k.KQ_EV_ADD, k.KQ_NOTE_TRIGGER)];
	queue.control(user, 0);
	const all = [
		...lasting.map(([fd]) => `${fd} ${k.KQ_FILTER_VNODE}`),
		...sockets.flatMap(([a]) => [k.KQ_FILTER_READ, k.KQ_FILTER_WRITE].map((one) => `${a.fileno()} ${one}`)),
		`1 ${k.KQ_FILTER_USER}`,
	];
	const whole = queue.control(null, 16, 0).map((event) => `${event.ident} ${event.filter}`);
	t.deepEqual(whole.sort(), all.sort(), "nobody twice");
	const found = oneByOne(queue, 24).map((event) => `${event.ident} ${event.filter}`);
	t.is(found.length, 24);
	t.deepEqual([...new Set(found)].sort(), all.sort());
});

eachKqueue("the queue's own descriptor can be read while there is something to tell", (t, queue) => {
	const k = queue.constants;
	const [fd, path] = file(t, queue, 0);
	t.false(isReadable(queue));
	appendFileSync(path, "1");
	t.true(isReadable(queue));
	t.is(queue.control(null, 1, 0).length, 1);
	t.true(isReadable(queue), "without CLEAR it lasts");
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_DISABLE)], 0);
	t.false(isReadable(queue));
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_ENABLE)], 0);
	t.true(isReadable(queue));
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_DELETE)], 0);
	t.false(isReadable(queue));
	file(t, queue);
	const folder = temporaryFolder(t);
	mkdirSync(join(folder, "a"));
	const directory = openSync(join(folder, "a"), "r");
	t.teardown(() => closeSync(directory));
	const gone = kevent(directory, k.KQ_FILTER_VNODE, k.KQ_EV_ADD | k.KQ_EV_CLEAR, k.KQ_NOTE_DELETE);
	queue.control([gone], 0);
	chmodSync(join(folder, "a"), 0o700);
	mkdirSync(join(folder, "b"));
	t.deepEqual(queue.control(null, 4, 0), []);
	t.false(isReadable(queue), "what nobody asked for");
});

eachKqueue("a queue that others watch wakes them", (t, queue, { layout }) => {
	const k = queue.constants;
	const [, path] = file(t, queue);
	const watcher = poll();
	watcher.register(queue.fileno(), 1);
	t.deepEqual(watcher.poll(0), []);
	appendFileSync(path, "1");
	t.is(watcher.poll(long).length, 1);
	t.is(queue.control(null, 4, 0).length, 1);
	t.deepEqual(watcher.poll(0), []);
	const { microseconds } = numbersOf(layout);
	queue.control([kevent(1, k.KQ_FILTER_TIMER, k.KQ_EV_ADD | k.KQ_EV_ONESHOT, microseconds, 1000)], 0);
	t.is(watcher.poll(long).length, 1);
	t.is(queue.control(null, 4, 0)[0]?.ident, 1);
	t.deepEqual(watcher.poll(0), []);
});

eachKqueue("what a note needs goes with it, and the rest with the queue", async (t, _, { options }) => {
	const select = JSON.stringify(new URL("../../../src/selectors/select/index.js", import.meta.url).href);
	const source = `
import { openSync, readdirSync, readlinkSync } from "node:fs";
import { kevent, kqueue } from ${select};
const options = ${JSON.stringify(options)};
kqueue(options).close();
function open() {
	const found = [];
	for (const fd of readdirSync("/proc/self/fd")) {
		try {
			found.push(readlinkSync("/proc/self/fd/" + fd));
		} catch {}
	}
	return found.filter((name) => /inotify|pidfd|eventfd|timerfd|eventpoll/.test(name)).length;
}
const before = open();
const queue = kqueue(options);
const k = queue.constants;
const fd = openSync("/tmp", "r");
const changes = (flags) => [
	kevent(fd, k.KQ_FILTER_VNODE, flags, k.KQ_NOTE_DELETE),
	kevent(process.ppid, k.KQ_FILTER_PROC, flags, k.KQ_NOTE_EXIT),
	kevent(12, k.KQ_FILTER_SIGNAL, flags),
	kevent(1, k.KQ_FILTER_TIMER, flags, 0, 1000),
	kevent(1, k.KQ_FILTER_USER, flags),
];
console.log(open() - before);
queue.control(changes(k.KQ_EV_ADD), 0);
console.log(open() - before);
queue.control(changes(k.KQ_EV_DELETE), 0);
console.log(open() - before);
queue.control(changes(k.KQ_EV_ADD), 0);
queue.close();
const other = kqueue(options);
console.log(open() - before);
other.close();
console.log(open() - before);
`;
	// The queue; with notes also inotify, the wake-up and a descriptor for each other note; the first two stay.
	t.is(await printed(t, source), "1\n7\n3\n1\n0");
});
