import test from "ava";
import { FileNotFoundError, KeyError, ValueError } from "../../../src/errors.js";
import type { FileObject } from "../../../src/selectors/index.js";
import {
	POLLERR,
	POLLHUP,
	POLLIN,
	POLLNVAL,
	POLLOUT,
	POLLPRI,
	poll,
} from "../../../src/selectors/select/index.js";
import { lonelyNumber, makePipe, makeSocketPair } from "../../helpers/descriptors.js";

test("poll reports flags by descriptor", (t) => {
	const poller = poll();
	const [a, b] = makeSocketPair(t);
	t.deepEqual(poller.poll(0), []);
	poller.register(a);
	t.deepEqual(poller.poll(), [[a.fileno(), POLLOUT]]);
	b.write("x");
	t.deepEqual(poller.poll(), [[a.fileno(), POLLIN | POLLOUT]]);
	poller.modify(a, POLLIN);
	t.deepEqual(poller.poll(), [[a.fileno(), POLLIN]]);
	poller.register(a, POLLOUT);
	t.deepEqual(poller.poll(), [[a.fileno(), POLLOUT]], "registering again is modifying");
	poller.unregister(a);
	t.deepEqual(poller.poll(0), []);
});

test("poll serves a dozen pipes in any order of adding and removing", (t) => {
	const poller = poll();
	const pipes = Array.from({ length: 40 }, () => makePipe(t));
	for (const [reader, writer] of pipes) {
		poller.register(reader, POLLIN);
		poller.register(writer, POLLOUT);
	}
	for (let left = pipes.length; left > 0; left--) {
		const at = (left * 13) % pipes.length;
		const [reader, writer] = pipes.splice(at, 1)[0] ?? makePipe(t);
		t.is(poller.poll().length, left);
		writer.write("x");
		t.deepEqual(
			poller.poll().filter(([, event]) => event === POLLIN),
			[[reader.fileno(), POLLIN]],
		);
		poller.unregister(writer);
		poller.unregister(reader);
	}
	t.deepEqual(poller.poll(0), []);
});

test("poll tells of hang-ups, errors and closed descriptors unasked", (t) => {
	const poller = poll();
	const [reader, writer] = makePipe(t);
	poller.register(reader, 0);
	writer.close();
	t.deepEqual(poller.poll(), [[reader.fileno(), POLLHUP]]);
	const fd = reader.moveTo(lonelyNumber).fileno();
	poller.register(fd, POLLIN | POLLPRI);
	reader.close();
	t.true(poller.poll().some(([each, event]) => each === fd && event === POLLNVAL));
	const [nobody, other] = makePipe(t);
	const another = poll();
	another.register(other, POLLOUT);
	nobody.close();
	t.deepEqual(another.poll(), [[other.fileno(), POLLERR | POLLOUT]]);
});

test("poll waits for ever with a negative timeout, as in Python", (t) => {
	const poller = poll();
	const [reader, writer] = makePipe(t);
	poller.register(reader);
	writer.write("x");
	for (const timeout of [undefined, -1000, -1, -0.1, Number.NEGATIVE_INFINITY, 1e300]) {
		t.is(poller.poll(timeout).length, 1);
	}
	reader.read();
	const start = performance.now();
	t.deepEqual(poller.poll(7.2), []);
	t.true(performance.now() - start >= 7.2);
});

test("poll takes regular files, and descriptors of any number", (t) => {
	const poller = poll();
	poller.register(2 ** 31 - 1, POLLIN);
	t.deepEqual(poller.poll(), [[2 ** 31 - 1, POLLNVAL]]);
});

test("poll refuses wrong arguments, and stays as it was", (t) => {
	const poller = poll();
	const [a] = makeSocketPair(t);
	poller.register(a, POLLOUT);
	for (const value of [null, undefined, {}, "1", { fileno: () => "3" }, 1.5, poller]) {
		t.throws(() => poller.register(value as FileObject), { instanceOf: TypeError });
		t.throws(() => poller.modify(value as FileObject, 0), { instanceOf: TypeError });
		t.throws(() => poller.unregister(value as FileObject), { instanceOf: TypeError });
	}
	for (const mask of [-1, 0x10000, 1.5, Number.NaN, 2 ** 64]) {
		t.throws(() => poller.register(a, mask), { instanceOf: ValueError });
		t.throws(() => poller.modify(a, mask), { instanceOf: ValueError });
	}
	t.throws(() => poller.register(-1), { instanceOf: ValueError });
	t.throws(() => poller.register(a, "1" as unknown as number), { instanceOf: TypeError });
	t.throws(() => poller.modify(999, POLLIN), { instanceOf: FileNotFoundError });
	t.throws(() => poller.unregister(999), { instanceOf: KeyError });
	t.throws(() => poller.poll("1" as unknown as number), { instanceOf: TypeError });
	t.throws(() => poller.poll(Number.NaN), { instanceOf: ValueError });
	t.deepEqual(poller.poll(), [[a.fileno(), POLLOUT]]);
});
