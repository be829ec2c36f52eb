import { closeSync, openSync } from "node:fs";
import ava, { type ExecutionContext, type TestFn } from "ava";
import {
	FileExistsError,
	FileNotFoundError,
	NotImplementedError,
	OSError,
	PermissionError,
	ValueError,
} from "../../../src/errors.js";
import type { FileObject } from "../../../src/selectors/index.js";
import {
	EPOLL_CLOEXEC,
	EPOLLET,
	EPOLLEXCLUSIVE,
	EPOLLHUP,
	EPOLLIN,
	EPOLLONESHOT,
	EPOLLOUT,
	EPOLLRDHUP,
	epoll,
} from "../../../src/selectors/select/index.js";
import { closeDescriptor, isCloseOnExec, lonelyNumber, makeSocketPair } from "../../helpers/descriptors.js";

/** On other systems than Linux there is one thing to test: that it says so. */
const test: TestFn = process.platform === "linux" ? ava : (ava.skip as unknown as TestFn);

if (process.platform !== "linux") {
	ava("epoll says where it is missing", (t: ExecutionContext) => {
		t.throws(() => epoll(), { instanceOf: NotImplementedError });
	});
}

test("epoll makes an instance that closes on exec", (t) => {
	for (const poller of [epoll(), epoll(16), epoll(-1, EPOLL_CLOEXEC), epoll(1, 0)]) {
		t.true(poller.fileno() > 0);
		t.true(isCloseOnExec(poller.fileno()));
		t.false(poller.closed);
		poller.close();
		poller.close();
		t.true(poller.closed);
	}
});

test("epoll refuses arguments that mean nothing", (t) => {
	for (const value of ["foo", null, {}, [], true]) {
		t.throws(() => epoll(value as number), { instanceOf: TypeError });
		t.throws(() => epoll(1, value as number), { instanceOf: TypeError });
	}
	for (const sizehint of [0, -2, 1.5, Number.NaN, 2 ** 31])
		t.throws(() => epoll(sizehint), { instanceOf: ValueError });
	for (const flags of [12356, -1, 0.5, Number.NaN])
		t.throws(() => epoll(-1, flags), { instanceOf: ValueError });
});

test("epoll registers, modifies and unregisters, by number and by object", (t) => {
	const [a, b] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a);
	poller.register(b.fileno(), EPOLLIN);
	t.deepEqual(poller.poll(0), [[a.fileno(), EPOLLOUT]]);
	a.write("x");
	t.deepEqual(
		new Map(poller.poll()),
		new Map([
			[a.fileno(), EPOLLOUT],
			[b.fileno(), EPOLLIN],
		]),
	);
	poller.modify(b, EPOLLIN | EPOLLOUT);
	poller.unregister(a.fileno());
	t.deepEqual(poller.poll(), [[b.fileno(), EPOLLIN | EPOLLOUT]]);
});

test("epoll tells the kernel's errors by class", (t) => {
	const [a] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a);
	const about = { fd: a.fileno(), syscall: "epoll_ctl" };
	t.like(
		t.throws(() => poller.register(a), { instanceOf: FileExistsError }),
		about,
	);
	poller.unregister(a);
	t.like(
		t.throws(() => poller.unregister(a), { instanceOf: FileNotFoundError }),
		about,
	);
	t.like(
		t.throws(() => poller.modify(a, EPOLLIN), { instanceOf: FileNotFoundError }),
		about,
	);
	const fd = a.moveTo(lonelyNumber).fileno();
	poller.register(fd);
	a.close();
	t.is(t.throws(() => poller.unregister(fd), { instanceOf: OSError })?.code, "EBADF");
	const file = openSync("/dev/null", "r");
	t.throws(() => poller.register(file), { instanceOf: PermissionError });
	closeSync(file);
});

test("EPOLLET reports an edge once", (t) => {
	const [a, b] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a, EPOLLIN | EPOLLET);
	b.write("x");
	t.deepEqual(poller.poll(0), [[a.fileno(), EPOLLIN]]);
	t.deepEqual(poller.poll(0), []);
	b.write("y");
	t.deepEqual(poller.poll(0), [[a.fileno(), EPOLLIN]]);
});

test("EPOLLONESHOT reports once until modify", (t) => {
	const [a] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a, EPOLLOUT | EPOLLONESHOT);
	t.is(poller.poll(0).length, 1);
	t.is(poller.poll(0).length, 0);
	poller.modify(a, EPOLLOUT | EPOLLONESHOT);
	t.is(poller.poll(0).length, 1);
});

test("EPOLLRDHUP tells that the other side has closed", (t) => {
	const [a, b] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a, EPOLLRDHUP);
	t.deepEqual(poller.poll(0), []);
	b.close();
	t.deepEqual(poller.poll(0), [[a.fileno(), EPOLLRDHUP | EPOLLHUP]]);
});

test("EPOLLEXCLUSIVE is let through", (t) => {
	const [a, b] = makeSocketPair(t);
	using one = epoll();
	one.register(a, EPOLLIN | EPOLLEXCLUSIVE);
	b.write("x");
	t.deepEqual(one.poll(0), [[a.fileno(), EPOLLIN]]);
	t.throws(
		() => one.modify(a, EPOLLIN | EPOLLEXCLUSIVE),
		{ instanceOf: OSError },
		"the kernel allows it at ADD alone",
	);
});

test("epoll.fromfd shares the instance", (t) => {
	const [a, b] = makeSocketPair(t);
	const poller = epoll();
	const same = epoll.fromfd(poller.fileno());
	same.register(a, EPOLLOUT);
	poller.register(b, EPOLLOUT);
	t.is(poller.poll(0, 4).length, 2);
	t.is(same.poll(0, 4).length, 2);
	closeDescriptor(poller.fileno());
	t.is(t.throws(() => same.poll(0), { instanceOf: OSError })?.code, "EBADF");
	for (const fd of [null, {}, "3", 1.5])
		t.throws(() => epoll.fromfd(fd as number), { instanceOf: TypeError });
	t.throws(() => epoll.fromfd(-1), { instanceOf: ValueError });
});

test("epoll.poll takes at most maxevents, by turns", (t) => {
	const ends = Array.from({ length: 5 }, () => makeSocketPair(t)[0]);
	using poller = epoll();
	for (const end of ends) poller.register(end, EPOLLOUT);
	const seen = new Set<number>();
	for (let round = 0; round < 5; round++) for (const [fd] of poller.poll(0, 1)) seen.add(fd);
	t.is(seen.size, 5);
	t.is(poller.poll(0, -1).length, 5);
	t.is(poller.poll(0, 2 ** 31).length, 5);
	for (const most of [0, -2, 1.5, Number.NaN, "1", null]) {
		t.throws(() => poller.poll(0, most as number), { instanceOf: ValueError });
	}
});

test("epoll.poll: negative is for ever, fractions are rounded up, NaN is refused", (t) => {
	const [a, b] = makeSocketPair(t);
	using poller = epoll();
	poller.register(a, EPOLLIN);
	const start = performance.now();
	t.deepEqual(poller.poll(3.3), []);
	t.true(performance.now() - start >= 3.3);
	b.write("x");
	for (const timeout of [undefined, -1, -0.5, 1e300]) t.is(poller.poll(timeout).length, 1);
	t.throws(() => poller.poll(Number.NaN), { instanceOf: ValueError });
	t.throws(() => poller.poll("1" as unknown as number), { instanceOf: TypeError });
});

test("epoll refuses what is no file object and no mask", (t) => {
	const [a] = makeSocketPair(t);
	using poller = epoll();
	for (const value of [null, undefined, {}, "1", 1.5, { fileno: () => null }]) {
		t.throws(() => poller.register(value as FileObject), { instanceOf: TypeError });
		t.throws(() => poller.modify(value as FileObject, EPOLLIN), { instanceOf: TypeError });
		t.throws(() => poller.unregister(value as FileObject), { instanceOf: TypeError });
	}
	t.throws(() => poller.register(-1), { instanceOf: ValueError });
	for (const mask of [1.5, Number.NaN, 2 ** 32, -(2 ** 31) - 1]) {
		t.throws(() => poller.register(a, mask), { instanceOf: ValueError });
	}
	t.throws(() => poller.register(a, "1" as unknown as number), { instanceOf: TypeError });
	t.throws(() => poller.unregister(a), { instanceOf: FileNotFoundError }, "nothing of that was registered");
});

test("a closed epoll object refuses everything", (t) => {
	const [a] = makeSocketPair(t);
	const poller = epoll();
	poller.close();
	const closed = { instanceOf: ValueError, message: "I/O operation on closed epoll object" };
	t.throws(() => poller.fileno(), closed);
	t.throws(() => poller.register(a), closed);
	t.throws(() => poller.modify(a, EPOLLIN), closed);
	t.throws(() => poller.unregister(a), closed);
	t.throws(() => poller.poll(0), closed);
	const other = epoll();
	const treacherous = {
		fileno() {
			other.close();
			return a.fileno();
		},
	};
	t.throws(() => other.register(treacherous), closed);
});
