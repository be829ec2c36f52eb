import test from "ava";
import { NotImplementedError, OSError, RuntimeError, ValueError } from "../../../src/errors.js";
import { KqueueSelector } from "../../../src/selectors/index.js";
import { type Kevent, KQ_FILTER_USER, kevent, kqueue } from "../../../src/selectors/select/index.js";
import { isCloseOnExec, lonelyNumber, makePipe, makeSocketPair } from "../../helpers/descriptors.js";
import { eachKqueue, userspaceKqueue } from "../../helpers/userspace-kqueue.js";

function seen(events: Kevent[]): [number, number][] {
	return events.map((event): [number, number] => [event.ident, event.filter]).sort((a, b) => a[1] - b[1]);
}

eachKqueue("READ says how much can be read, WRITE that there is room", (t, queue) => {
	const { KQ_EV_ADD, KQ_EV_DELETE, KQ_FILTER_READ, KQ_FILTER_WRITE } = queue.constants;
	const [a, b] = makeSocketPair(t);
	t.deepEqual(queue.control([kevent(a), kevent(a, KQ_FILTER_WRITE, KQ_EV_ADD, 0, 0, 77)], 0), []);
	const [room] = queue.control(null, 4, 0);
	t.like(room, { ident: a.fileno(), filter: KQ_FILTER_WRITE, fflags: 0, udata: 77 });
	b.write("hello");
	const events = queue.control([], 4, 0);
	t.deepEqual(seen(events), [
		[a.fileno(), KQ_FILTER_WRITE],
		[a.fileno(), KQ_FILTER_READ],
	]);
	t.is(events.find((event) => event.filter === KQ_FILTER_READ)?.data, 5);
	queue.control([kevent(a, KQ_FILTER_WRITE, KQ_EV_DELETE)], 0);
	t.deepEqual(seen(queue.control(null, 4, 0)), [[a.fileno(), KQ_FILTER_READ]]);
});

eachKqueue("EOF, ONESHOT, CLEAR, DISABLE and ENABLE", (t, queue) => {
	const k = queue.constants;
	const [a, b] = makeSocketPair(t);
	b.write("x");
	queue.control([kevent(a, k.KQ_FILTER_READ, k.KQ_EV_ADD | k.KQ_EV_CLEAR)], 0);
	t.is(queue.control(null, 4, 0).length, 1);
	t.is(queue.control(null, 4, 0).length, 0, "CLEAR: an edge is reported once");
	queue.control([kevent(a, k.KQ_FILTER_READ, k.KQ_EV_ADD)], 0);
	t.is(queue.control(null, 4, 0).length, 1);
	t.is(queue.control(null, 4, 0).length, 1, "a state is reported while it lasts");
	queue.control([kevent(a, k.KQ_FILTER_READ, k.KQ_EV_DISABLE)], 0);
	t.is(queue.control(null, 4, 0).length, 0);
	queue.control([kevent(a, k.KQ_FILTER_READ, k.KQ_EV_ENABLE)], 0);
	t.is(queue.control(null, 4, 0).length, 1);
	b.close();
	t.is((queue.control(null, 4, 0)[0]?.flags ?? 0) & k.KQ_EV_EOF, k.KQ_EV_EOF);
	queue.control([kevent(a, k.KQ_FILTER_READ, k.KQ_EV_ADD | k.KQ_EV_ONESHOT)], 0);
	t.is(queue.control(null, 4, 0).length, 1);
	t.is(queue.control(null, 4, 0).length, 0, "ONESHOT: reported and deleted");
});

eachKqueue("TIMER in milliseconds and other units", (t, queue) => {
	const k = queue.constants;
	const start = performance.now();
	const once = k.KQ_EV_ADD | k.KQ_EV_ONESHOT;
	const [first] = queue.control([kevent(1, k.KQ_FILTER_TIMER, once, 0, 10)], 4);
	t.like(first, { ident: 1, filter: k.KQ_FILTER_TIMER, data: 1 });
	queue.control([kevent(2, k.KQ_FILTER_TIMER, once, k.KQ_NOTE_USECONDS, 5000)], 4);
	queue.control([kevent(3, k.KQ_FILTER_TIMER, once, k.KQ_NOTE_NSECONDS, 5e6)], 4);
	t.true(performance.now() - start >= 20);
	t.deepEqual(queue.control(null, 4, 0), []);
	queue.control([kevent(4, k.KQ_FILTER_TIMER, k.KQ_EV_ADD, 0, 2)], 0);
	t.is(queue.control(null, 4)[0]?.ident, 4);
	t.is(queue.control(null, 4)[0]?.ident, 4, "it comes again");
	queue.control([kevent(4, k.KQ_FILTER_TIMER, k.KQ_EV_DELETE)], 0);
	t.deepEqual(queue.control(null, 4, 5), []);
});

eachKqueue("USER is triggered by the program, and carries flags", (t, queue) => {
	const k = queue.constants;
	queue.control([kevent(7, k.KQ_FILTER_USER, k.KQ_EV_ADD | k.KQ_EV_CLEAR)], 0);
	t.deepEqual(queue.control(null, 4, 0), []);
	queue.control([kevent(7, k.KQ_FILTER_USER, 0, k.KQ_NOTE_TRIGGER | k.KQ_NOTE_FFCOPY | 5)], 0);
	t.like(queue.control(null, 4)[0], { ident: 7, filter: k.KQ_FILTER_USER, fflags: 5 });
	t.deepEqual(queue.control(null, 4, 0), []);
});

eachKqueue("refused changes come as events where there is room, else as an error", (t, queue) => {
	const k = queue.constants;
	const [a] = makePipe(t);
	const fd = a.moveTo(lonelyNumber).fileno();
	a.close();
	const [refused] = queue.control([kevent(fd)], 1, 0);
	t.true(((refused?.flags ?? 0) & k.KQ_EV_ERROR) !== 0);
	t.is(refused?.data, 9, "EBADF");
	t.is(t.throws(() => queue.control([kevent(fd)], 0), { instanceOf: OSError })?.code, "EBADF");
	t.is(t.throws(() => queue.control([kevent(1, -99)], 0), { instanceOf: OSError })?.code, "EINVAL");
	t.is(
		t.throws(() => queue.control([kevent(0, k.KQ_FILTER_READ, k.KQ_EV_DELETE)], 0), { instanceOf: OSError })
			?.code,
		"ENOENT",
	);
	const [receipt] = queue.control([kevent(1, k.KQ_FILTER_USER, k.KQ_EV_ADD | k.KQ_EV_RECEIPT)], 1, 0);
	t.like(receipt, { ident: 1, data: 0 });
	t.true(((receipt?.flags ?? 0) & k.KQ_EV_ERROR) !== 0);
});

eachKqueue("many events, large numbers and negative data pass unharmed", (t, queue) => {
	const k = queue.constants;
	const most = Number.MAX_SAFE_INTEGER;
	const add = k.KQ_EV_ADD | k.KQ_EV_ONESHOT;
	const trigger = k.KQ_NOTE_TRIGGER;
	const idents = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40 + 3, most];
	queue.control(
		idents.map((ident) => kevent(ident, k.KQ_FILTER_USER, add, trigger, -ident, most - ident)),
		0,
	);
	const events = queue.control(null, 100);
	t.deepEqual(new Set(events.map((event) => event.ident)), new Set(idents));
	for (const event of events) {
		t.is(event.data, event.ident === 0 ? 0 : -event.ident);
		t.is(event.udata, most - event.ident);
	}
	const many = Array.from({ length: 300 }, (_, i) => kevent(i, k.KQ_FILTER_USER, add, trigger));
	queue.control(many, 0);
	t.is(queue.control(null, 1000).length, 300);
});

eachKqueue("control takes any iterable, and waits as long as it is told", (t, queue) => {
	const [a] = makePipe(t);
	queue.control(new Set([kevent(a)]).values(), 0);
	const start = performance.now();
	t.deepEqual(queue.control(null, 1, 8.4), []);
	t.deepEqual(queue.control(undefined, 1, 0), []);
	t.true(performance.now() - start >= 8.4);
	t.deepEqual(queue.control(null, 0), [], "no room: no wait, whatever the timeout");
});

eachKqueue("control refuses wrong arguments, and stays as it was", (t, queue) => {
	const [a, b] = makeSocketPair(t);
	for (const list of [1, {}, [1], [null], [{}], [kevent(a), { ident: 1 }]]) {
		t.throws(() => queue.control(list as Kevent[], 0), { instanceOf: TypeError });
	}
	for (const most of [-1, 1.5, Number.NaN, 2 ** 31])
		t.throws(() => queue.control([kevent(a)], most), { instanceOf: ValueError });
	t.throws(() => queue.control(null, "1" as unknown as number), { instanceOf: TypeError });
	for (const timeout of [-1, Number.NaN])
		t.throws(() => queue.control(null, 1, timeout), { instanceOf: ValueError });
	t.throws(() => queue.control(null, 1, "1" as unknown as number), { instanceOf: TypeError });
	b.write("x");
	t.deepEqual(queue.control(null, 4, 0), [], "nothing was added");
});

eachKqueue("a kqueue closes on exec, and refuses everything once closed", (t, queue) => {
	t.true(isCloseOnExec(queue.fileno()));
	queue.close();
	queue.close();
	t.true(queue.closed);
	const closed = { instanceOf: ValueError, message: "I/O operation on closed kqueue object" };
	t.throws(() => queue.fileno(), closed);
	t.throws(() => queue.control(null, 1, 0), closed);
});

test("kqueue.fromfd shares the queue", (t) => {
	const options = userspaceKqueue((reason) => t.log(reason), "freebsd");
	if (options === undefined) {
		t.pass();
		return;
	}
	const [a, b] = makeSocketPair(t);
	using queue = kqueue(options);
	const same = kqueue.fromfd(queue.fileno(), options);
	same.control([kevent(a)], 0);
	b.write("x");
	t.is(queue.control(null, 4, 0).length, 1);
	t.throws(() => kqueue.fromfd("1" as unknown as number, options), { instanceOf: TypeError });
	t.throws(() => kqueue.fromfd(-1, options), { instanceOf: ValueError });
});

test("a wrong library or layout is refused", (t) => {
	for (const library of ["", "a\0b", 1, null, {}]) {
		t.throws(() => kqueue({ library: library as string }), { instanceOf: TypeError });
	}
	for (const layout of ["linux", "", "__proto__", 1]) {
		t.throws(() => kqueue({ library: "x", layout: layout as "darwin" }), { instanceOf: ValueError });
	}
	const missing = t.throws(() => kqueue({ library: "/nonexistent/libkqueue.so" }), {
		instanceOf: RuntimeError,
	});
	t.is(missing?.message, "Cannot load the library '/nonexistent/libkqueue.so'");
	t.true(missing?.cause instanceof Error);
	if (process.platform !== "linux") return;
	t.throws(() => kqueue({ library: "libc.so.6" }), { instanceOf: NotImplementedError });
	t.throws(() => kqueue(), {
		instanceOf: NotImplementedError,
		message: "Cannot make a kqueue: linux has none",
	});
	t.throws(() => new KqueueSelector({ layout: "darwin" }), { instanceOf: NotImplementedError });
	t.true(Number.isNaN(KQ_FILTER_USER));
	t.throws(() => kevent(1, KQ_FILTER_USER), { instanceOf: ValueError });
});

test("kevent has Python's defaults, and checks its fields", (t) => {
	t.deepEqual({ ...kevent(5) }, { ident: 5, filter: -1, flags: 1, fflags: 0, data: 0, udata: 0 });
	t.deepEqual(
		{ ...kevent(1, 2, 3, 4, 5, 6) },
		{ ident: 1, filter: 2, flags: 3, fflags: 4, data: 5, udata: 6 },
	);
	t.is(kevent({ fileno: () => 8 }).ident, 8);
	t.is(kevent(0, 1, 0xffff).flags, 0xffff);
	t.is(kevent(0, 1, 2, 0xffffffff).fflags, 0xffffffff);
	t.is(kevent(0, 1, 2, 0x80000000 | 1).fflags, 0x80000001);
	for (const wrong of [
		[-1],
		[1.5],
		[2 ** 53],
		[1, 0x8000],
		[1, 1, -1],
		[1, 1, 0x10000],
		[1, 1, 1, 2 ** 32],
		[1, 1, 1, 1, 0.5],
		[1, 1, 1, 1, 1, -1],
	]) {
		t.throws(() => kevent(...(wrong as [number])), { instanceOf: ValueError }, `${wrong}`);
	}
	for (const wrong of [[null], [{}], ["1"], [1, "1"], [1, 1, null]]) {
		t.throws(() => kevent(...(wrong as unknown as [number])), { instanceOf: TypeError });
	}
});
