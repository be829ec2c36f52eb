import {
	appendFileSync,
	chmodSync,
	closeSync,
	ftruncateSync,
	linkSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	unlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import { type Kevent, type KqueueObject, kevent } from "../../../src/selectors/select/index.js";
import { lonelyNumber, makePipe } from "../../helpers/descriptors.js";
import { eachKqueue } from "../../helpers/userspace-kqueue.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";

const common = ["DELETE", "WRITE", "EXTEND", "ATTRIB", "LINK", "RENAME", "REVOKE"] as const;
const some = ["TRUNCATE", "OPEN", "CLOSE", "CLOSE_WRITE", "READ"] as const;
const names = [...common, ...some];
type Name = (typeof names)[number];

/** A descriptor that is closed when the test ends. */
function open(t: ExecutionContext, path: string, flags = "r"): number {
	const fd = openSync(path, flags);
	t.teardown(() => closeSync(fd));
	return fd;
}

function bitsOf(queue: KqueueObject, notes: readonly Name[]): number {
	const bits = notes.map((name) => queue.constants[`KQ_NOTE_${name}`]);
	return bits.filter((bit) => !Number.isNaN(bit)).reduce((all, bit) => all | bit, 0);
}

/** Asks for notes; those that the system does not have are left out. */
function watch(queue: KqueueObject, fd: number, notes: readonly Name[] = common, flags?: number): Kevent {
	const k = queue.constants;
	return kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_ADD | (flags ?? k.KQ_EV_CLEAR), bitsOf(queue, notes), 0, fd);
}

/** What there is to report, without waiting: inotify knows at once. */
function told(queue: KqueueObject, most = 16): string[] {
	return queue.control(null, most, 0).map((event) => {
		const found = names.filter((name) => (event.fflags & queue.constants[`KQ_NOTE_${name}`]) !== 0);
		return `${event.ident}: ${found.join(" ")}`;
	});
}

function refusal(t: ExecutionContext, queue: KqueueObject, change: Kevent): string | undefined {
	return t.throws(() => queue.control([change], 0), { instanceOf: OSError })?.code;
}

eachKqueue("VNODE: what happens to a file", (t, queue, { layout }) => {
	const folder = temporaryFolder(t);
	const path = join(folder, "a");
	writeFileSync(path, "12345");
	const fd = open(t, path, "r+");
	queue.control([watch(queue, fd, [...common, "TRUNCATE"])], 0);
	t.deepEqual(told(queue), []);
	appendFileSync(path, "6");
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND`]);
	t.deepEqual(told(queue), [], "CLEAR: told once");
	writeFileSync(path, "x", { flag: "r+" });
	t.deepEqual(told(queue), [`${fd}: WRITE`]);
	ftruncateSync(fd, 2);
	const shrinks = layout === "openbsd" || layout === "libkqueue";
	t.deepEqual(told(queue), [`${fd}: ${shrinks ? "WRITE TRUNCATE" : "ATTRIB"}`]);
	chmodSync(path, 0o600);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`]);
	utimesSync(path, 1, 1);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`]);
	linkSync(path, join(folder, "b"));
	t.deepEqual(told(queue), [`${fd}: LINK`]);
	unlinkSync(join(folder, "b"));
	t.deepEqual(told(queue), [`${fd}: LINK`]);
	linkSync(path, join(folder, "b"));
	chmodSync(path, 0o644);
	t.deepEqual(told(queue), [`${fd}: ATTRIB LINK`], "all since the last report");
	renameSync(path, join(folder, "c"));
	t.deepEqual(told(queue), [`${fd}: RENAME`]);
	unlinkSync(join(folder, "c"));
	t.deepEqual(told(queue), [`${fd}: LINK`], "there is another name");
	unlinkSync(join(folder, "b"));
	t.deepEqual(told(queue), [`${fd}: DELETE`]);
	ftruncateSync(fd, 10);
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND`], "the file is still there");
});

eachKqueue("VNODE: a file that another one replaces is deleted", (t, queue) => {
	const folder = temporaryFolder(t);
	const [path, other] = [join(folder, "a"), join(folder, "b")];
	writeFileSync(path, "");
	writeFileSync(other, "");
	const fd = open(t, path);
	queue.control([watch(queue, fd)], 0);
	renameSync(other, path);
	t.deepEqual(told(queue), [`${fd}: DELETE`]);
});

eachKqueue("VNODE tells only what was asked for", (t, queue) => {
	const folder = temporaryFolder(t);
	const path = join(folder, "a");
	writeFileSync(path, "");
	const [fd, same] = [open(t, path, "r+"), open(t, path)];
	queue.control([watch(queue, fd, ["RENAME"]), watch(queue, same, ["WRITE"])], 0);
	chmodSync(path, 0o600);
	t.deepEqual(told(queue), []);
	appendFileSync(path, "1");
	t.deepEqual(told(queue), [`${same}: WRITE`], "no EXTEND, and the other note is left alone");
	appendFileSync(path, "1");
	queue.control([watch(queue, same, ["ATTRIB"])], 0);
	t.deepEqual(told(queue), [], "nobody wants to know any more");
	chmodSync(path, 0o644);
	t.deepEqual(told(queue), [`${same}: ATTRIB`]);
	const start = performance.now();
	appendFileSync(path, "1");
	t.deepEqual(queue.control(null, 4, 5), []);
	t.true(performance.now() - start >= 5, "it waits on, in spite of what nobody asked for");
});

eachKqueue("VNODE: what happens in a directory", (t, queue, { layout }) => {
	const folder = temporaryFolder(t);
	const outside = temporaryFolder(t);
	const fd = open(t, folder);
	queue.control([watch(queue, fd, names)], 0);
	const write = [`${fd}: WRITE`];
	const link = [`${fd}: WRITE LINK`];
	const moves = layout === "freebsd" ? " EXTEND" : "";
	writeFileSync(join(folder, "a"), "1");
	t.deepEqual(told(queue), write);
	writeFileSync(join(folder, "a"), "12");
	chmodSync(join(folder, "a"), 0o600);
	readFileSync(join(folder, "a"));
	t.deepEqual(told(queue), [], "what happens to a file does not happen to its directory");
	mkdirSync(join(folder, "d"));
	t.deepEqual(told(queue), link);
	renameSync(join(folder, "d"), join(folder, "e"));
	t.deepEqual(told(queue), write, "as many subdirectories as before");
	renameSync(join(folder, "e"), join(outside, "e"));
	t.deepEqual(told(queue), [`${fd}: WRITE${moves} LINK`]);
	renameSync(join(outside, "e"), join(folder, "e"));
	t.deepEqual(told(queue), [`${fd}: WRITE${moves} LINK`]);
	rmdirSync(join(folder, "e"));
	t.deepEqual(told(queue), link);
	renameSync(join(folder, "a"), join(folder, "b"));
	t.deepEqual(told(queue), write);
	renameSync(join(folder, "b"), join(outside, "b"));
	t.deepEqual(told(queue), [`${fd}: WRITE${moves}`]);
	linkSync(join(outside, "b"), join(folder, "c"));
	t.deepEqual(told(queue), write);
	unlinkSync(join(folder, "c"));
	t.deepEqual(told(queue), write);
	chmodSync(folder, 0o755);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`]);
});

eachKqueue("VNODE: a directory is removed, wherever it has been moved to", (t, queue) => {
	const folder = temporaryFolder(t);
	const [first, second] = [join(folder, "1"), join(folder, "2")];
	for (const path of [first, second, join(first, "a"), join(first, "b"), join(first, "c")]) mkdirSync(path);
	const a = open(t, join(first, "a"));
	const b = open(t, join(first, "b"));
	const c = open(t, join(first, "c"));
	queue.control([watch(queue, a), watch(queue, b), watch(queue, c, ["DELETE"])], 0);
	rmdirSync(join(first, "a"));
	t.deepEqual(told(queue), [`${a}: DELETE`]);
	renameSync(join(first, "b"), join(second, "b"));
	renameSync(join(first, "c"), join(second, "c"));
	t.deepEqual(told(queue), [`${b}: RENAME`]);
	rmdirSync(join(second, "b"));
	t.deepEqual(told(queue), [`${b}: DELETE`]);
	rmdirSync(join(second, "c"));
	t.deepEqual(told(queue), [`${c}: DELETE`], "its move was noticed, though nobody asked for it");
	mkdirSync(join(second, "d"));
	mkdirSync(join(first, "d"));
	const d = open(t, join(second, "d"));
	queue.control([watch(queue, d)], 0);
	renameSync(join(first, "d"), join(second, "d"));
	t.deepEqual(told(queue), [`${d}: DELETE`], "another one has taken its place");
	const root = open(t, "/");
	t.deepEqual(queue.control([watch(queue, root, ["DELETE", "RENAME"])], 4, 0), []);
});

eachKqueue("VNODE: a directory moves and is removed before anybody looks", (t, queue) => {
	const folder = temporaryFolder(t);
	for (const name of ["1", "2", "1/a"]) mkdirSync(join(folder, name));
	const fd = open(t, join(folder, "1/a"));
	queue.control([watch(queue, fd)], 0);
	renameSync(join(folder, "1/a"), join(folder, "2/a"));
	rmdirSync(join(folder, "2/a"));
	t.deepEqual(told(queue), [`${fd}: DELETE RENAME`]);
});

eachKqueue("VNODE: OPEN, READ and CLOSE, where the system has them", (t, queue, { layout }) => {
	const folder = temporaryFolder(t);
	const path = join(folder, "a");
	writeFileSync(path, "1");
	const [file, directory] = [open(t, path), open(t, folder)];
	queue.control([watch(queue, file, names), watch(queue, directory, common)], 0);
	readdirSync(folder);
	t.deepEqual(told(queue), [], "a directory does not tell that it is listed");
	const bsd = layout === "freebsd";
	readFileSync(path);
	t.deepEqual(told(queue), bsd ? [`${file}: OPEN CLOSE READ`] : []);
	closeSync(openSync(path, "r+"));
	t.deepEqual(told(queue), bsd ? [`${file}: OPEN CLOSE_WRITE`] : []);
	queue.control([watch(queue, file, common), watch(queue, directory, some)], 0);
	readFileSync(path);
	t.deepEqual(told(queue), []);
	readdirSync(folder);
	t.deepEqual(told(queue), bsd ? [`${directory}: OPEN CLOSE READ`] : []);
});

eachKqueue("VNODE refuses what is no file, and what is not open", (t, queue) => {
	const k = queue.constants;
	const [pipe] = makePipe(t);
	t.is(refusal(t, queue, watch(queue, pipe.fileno())), "EINVAL");
	const fd = pipe.moveTo(lonelyNumber).fileno();
	pipe.close();
	for (const wrong of [fd, 2 ** 31, 2 ** 40])
		t.is(refusal(t, queue, watch(queue, wrong)), "EBADF", `${wrong}`);
	t.is(refusal(t, queue, kevent(open(t, "/"), k.KQ_FILTER_VNODE, k.KQ_EV_ENABLE)), "ENOENT");
});

eachKqueue("VNODE without CLEAR, with ONESHOT and DISPATCH, disabled and deleted", (t, queue) => {
	const k = queue.constants;
	const path = join(temporaryFolder(t), "a");
	writeFileSync(path, "");
	const fd = open(t, path);
	queue.control([watch(queue, fd, common, 0)], 0);
	chmodSync(path, 0o600);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`]);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`], "without CLEAR it stays");
	appendFileSync(path, "1");
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND ATTRIB`]);
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_DISABLE)], 0);
	t.deepEqual(told(queue), []);
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_ENABLE)], 0);
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND ATTRIB`]);
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_DELETE)], 0);
	t.deepEqual(told(queue), []);
	queue.control([watch(queue, fd, common, k.KQ_EV_ONESHOT)], 0);
	t.deepEqual(told(queue), [], "what was before is forgotten");
	appendFileSync(path, "1");
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND`]);
	t.is(refusal(t, queue, kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_DELETE)), "ENOENT", "ONESHOT");
	queue.control([watch(queue, fd, common, k.KQ_EV_CLEAR | k.KQ_EV_DISPATCH)], 0);
	appendFileSync(path, "1");
	t.deepEqual(told(queue), [`${fd}: WRITE EXTEND`]);
	chmodSync(path, 0o644);
	t.deepEqual(told(queue), [], "DISPATCH disables");
	queue.control([kevent(fd, k.KQ_FILTER_VNODE, k.KQ_EV_ENABLE)], 0);
	t.deepEqual(told(queue), [`${fd}: ATTRIB`]);
});

eachKqueue("VNODE: a descriptor that is closed takes its note along", (t, queue) => {
	const k = queue.constants;
	const folder = temporaryFolder(t);
	const path = join(folder, "a");
	writeFileSync(path, "");
	const fd = openSync(path, "r");
	queue.control([watch(queue, fd, common, 0)], 0);
	appendFileSync(path, "1");
	closeSync(fd);
	t.deepEqual(told(queue), []);
	const again = openSync(path, "r");
	t.is(again, fd, "the same number, and the same file");
	t.teardown(() => closeSync(again));
	t.deepEqual(told(queue), []);
	t.is(refusal(t, queue, kevent(again, k.KQ_FILTER_VNODE, k.KQ_EV_DELETE)), "ENOENT");
	queue.control([watch(queue, again)], 0);
	t.deepEqual(told(queue), []);
	rmSync(path);
	t.deepEqual(told(queue), [`${again}: DELETE`]);
});
