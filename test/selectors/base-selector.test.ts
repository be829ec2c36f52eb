import { inspect } from "node:util";
import test from "ava";
import { KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import {
	BaseSelector,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	fileDescriptor,
	PollSelector,
	SelectorKey,
	type SelectorMap,
} from "../../src/selectors/index.js";

/** The least that a selector of one's own has to have. Everything in it is always ready for everything. */
class Eager extends BaseSelector<string | undefined> {
	readonly keys: Map<FileObject, SelectorKey<string | undefined>> = new Map();
	closed = false;

	override register(fileobj: FileObject, events: number, data?: string): SelectorKey<string | undefined> {
		const key = new SelectorKey(fileobj, fileDescriptor(fileobj), events, data);
		if (this.keys.has(key.fd)) throw new KeyError("there already");
		this.keys.set(key.fd, key);
		return key;
	}

	override unregister(fileobj: FileObject): SelectorKey<string | undefined> {
		const key = this.getKey(fileobj);
		this.keys.delete(key.fd);
		return key;
	}

	override select(): [SelectorKey<string | undefined>, number][] {
		return [...this.keys.values()].map((key) => [key, EVENT_READ | EVENT_WRITE]);
	}

	override getMap(): SelectorMap<string | undefined> | undefined {
		return this.closed ? undefined : (this.keys as unknown as SelectorMap<string | undefined>);
	}
}

test("BaseSelector: a selector of one's own has getKey, modify, close and no fileno", (t) => {
	const selector = new Eager();
	selector.register(3, EVENT_READ, "a");
	t.is(selector.getKey(3).data, "a");
	t.throws(() => selector.getKey(4), { instanceOf: KeyError, message: "4 is not registered" });
	t.deepEqual(
		{ ...selector.modify(3, EVENT_WRITE, "b") },
		{ fileobj: 3, fd: 3, events: EVENT_WRITE, data: "b" },
	);
	t.is(selector.getKey(3).data, "b");
	t.throws(() => selector.modify(4, EVENT_READ), { instanceOf: KeyError });
	t.is(selector.fileno, undefined);
	t.is(selector.onRebuild, undefined);
	t.notThrows(() => selector.close());
	t.notThrows(() => selector[Symbol.dispose]());
	selector.closed = true;
	t.throws(() => selector.getKey(3), { instanceOf: RuntimeError, message: "Selector is closed" });
});

test("BaseSelector: wait serves the loop from select", (t) => {
	const selector = new Eager();
	t.is(selector.wait(0), 0);
	for (let fd = 100; fd < 250; fd++) selector.register(fd, fd % 2 === 0 ? EVENT_READ : EVENT_WRITE);
	t.is(selector.wait(0), 150);
	t.deepEqual(
		[...selector.readyFds.subarray(0, 150)],
		Array.from({ length: 150 }, (_, i) => 100 + i),
	);
	t.deepEqual(
		[...selector.readyMasks.subarray(0, 2)],
		[EVENT_READ, EVENT_WRITE],
		"as far as they are waited for",
	);
});

test("BaseSelector: wait passes over nobody where not all fit", (t) => {
	const selector = new Eager();
	for (let fd = 1; fd <= 7; fd++) selector.register(fd, EVENT_READ);
	const seen: number[] = [];
	for (let round = 0; round < 7; round++) {
		t.is(selector.wait(0, 3), 3);
		seen.push(...selector.readyFds.subarray(0, 3));
	}
	t.deepEqual(new Set(seen), new Set([1, 2, 3, 4, 5, 6, 7]));
	t.is(Math.max(...[1, 2, 3, 4, 5, 6, 7].map((fd) => seen.filter((each) => each === fd).length)), 3);
	t.throws(() => selector.wait(0, 0), { instanceOf: ValueError });
});

test("fileDescriptor: -0 is 0, a function may be a file object, and fileno is called as a method", (t) => {
	t.true(Object.is(fileDescriptor(-0), 0));
	t.is(fileDescriptor(Object.assign(() => 0, { fileno: () => 5 })), 5);
	class Counter {
		readonly fd = 9;
		fileno(): number {
			return this.fd;
		}
	}
	t.is(fileDescriptor(new Counter()), 9);
	t.is(fileDescriptor(2 ** 31 - 1), 2 ** 31 - 1);
});

test("fileDescriptor: says what it got, and keeps the error that a fileno() threw", (t) => {
	const cause = new Error("gone");
	const error = t.throws(
		() =>
			fileDescriptor({
				fileno() {
					throw cause;
				},
			}),
		{ instanceOf: ValueError },
	);
	t.is(error?.cause, cause);
	t.throws(() => fileDescriptor(-1), { message: "Invalid file descriptor: -1" });
	t.throws(() => fileDescriptor(0.5), { message: "Invalid file descriptor: 0.5" });
	t.throws(() => fileDescriptor("3" as unknown as number), {
		message: "Invalid file object: '3' is neither a number nor has a fileno() that returns one",
	});
	t.throws(() => fileDescriptor({ fd: 3 } as never), {
		message:
			"Invalid file object: { fd: 3 } is neither a number nor has a fileno() that returns one; pass its fd",
	});
});

test("selectors: shown with how many descriptors they have", (t) => {
	const selector = new PollSelector();
	t.is(inspect(selector), "<PollSelector [registered:0]>");
	selector.register(0, EVENT_READ);
	t.is(inspect(selector), "<PollSelector [registered:1]>");
	selector.close();
	t.is(inspect(selector), "<PollSelector [closed]>");
});
