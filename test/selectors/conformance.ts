/**
 * What every selector must do: one suite, run over each of them.
 *
 * It knows no backend. Where backends may differ, a capability says how this one behaves.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { KeyError, OSError, PermissionError, RuntimeError, ValueError } from "../../src/errors.js";
import {
	type BaseSelector,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	PollSelector,
	SelectorKey,
} from "../../src/selectors/index.js";
import {
	closeDescriptor,
	duplicate,
	duplicateOver,
	type End,
	isCloseOnExec,
	lonelyNumber,
	makePipe,
	makeSocketPair,
	numberBelow,
} from "../helpers/descriptors.js";

/** Of a test framework, what the suite uses. */
export interface ConformanceContext {
	teardown(cleanUp: () => void): void;
	log(...values: unknown[]): void;
	pass(message?: string): void;
}

/** How a test is declared. */
export type ConformanceTest = (title: string, body: (t: ConformanceContext) => void | Promise<void>) => void;

/** How backends may differ. */
export interface Capabilities {
	/** The lowest descriptor that is refused for being too large; absent where there is no such limit. */
	readonly descriptorLimit?: number;
	/** Whether the kernel object has a descriptor of its own that can be watched. */
	readonly hasFileno: boolean;
	/** Whether registering a closed descriptor is refused at once, with EBADF. */
	readonly refusesClosed: boolean;
	/** Whether a descriptor that was closed while registered is reported as ready for what it waits for. */
	readonly reportsClosed: boolean;
	/** The code of the error for a regular file; absent where it is taken, and is always ready. */
	readonly fileError?: string;
	/** Whether it lives with a description that outlives its closed descriptor. */
	readonly survivesGhosts: boolean;
}

type Ready = [key: SelectorKey, mask: number][];

const both = EVENT_READ | EVENT_WRITE;

/** How often a selector has asked the kernel, if it counts that. */
function waitsOf(selector: BaseSelector): number {
	return "statistics" in selector && typeof selector.statistics === "function"
		? selector.statistics().waits
		: 0;
}

function fds(ready: Ready): number[] {
	return ready.map(([key]) => key.fd).sort((a, b) => a - b);
}

function masks(ready: Ready): Map<FileObject, number> {
	return new Map(ready.map(([key, mask]) => [key.fileobj, mask]));
}

/**
 * Declares the suite.
 *
 * @param test declares one test.
 * @param name the selector's name, which the titles begin with.
 * @param makeSelector makes a new one; `undefined` where there is none here, after having said why.
 * @param capabilities how this backend behaves where backends differ.
 */
export function selectorConformance(
	test: ConformanceTest,
	name: string,
	makeSelector: (t: ConformanceContext) => BaseSelector | undefined,
	capabilities: Capabilities,
): void {
	/** Declares a test with a fresh selector, which is closed at its end. */
	const it = (
		title: string,
		body: (selector: BaseSelector, t: ConformanceContext) => void | Promise<void>,
	): void => {
		test(`${name}: ${title}`, async (t) => {
			const selector = makeSelector(t);
			if (selector !== undefined) {
				t.teardown(() => selector.close());
				await body(selector, t);
			}
			t.pass();
		});
	};
	registration(it);
	wrongUse(it);
	closing(it);
	waiting(it, capabilities);
	hangingUp(it);
	fastWait(it);
	reuse(it, capabilities);
	limits(it, capabilities);
}

type It = (
	title: string,
	body: (selector: BaseSelector, t: ConformanceContext) => void | Promise<void>,
) => void;

function registration(it: It): void {
	it("register returns a key with all that was given", (selector, t) => {
		const [a] = makeSocketPair(t);
		const data = { any: "thing" };
		const key = selector.register(a, EVENT_READ, data);
		assert(key instanceof SelectorKey);
		assert.deepEqual({ ...key }, { fileobj: a, fd: a.fileno(), events: EVENT_READ, data });
		assert.equal(selector.getKey(a), key);
		assert.equal(selector.getKey(a.fileno()), key);
	});

	it("register without data attaches undefined", (selector, t) => {
		const [a] = makeSocketPair(t);
		assert.equal(selector.register(a, EVENT_READ).data, undefined);
	});

	it("register refuses a descriptor twice, by object and by number", (selector, t) => {
		const [a] = makeSocketPair(t);
		const key = selector.register(a, EVENT_READ, "first");
		const again = { fileno: () => a.fileno() };
		for (const other of [a, a.fileno(), again]) {
			assert.throws(() => selector.register(other, both, "second"), KeyError);
		}
		assert.throws(() => selector.register(a, EVENT_READ), {
			message: `Cannot register fd ${a.fileno()}: already registered for reading`,
		});
		assert.equal(selector.getKey(a), key);
		assert.equal(selector.getMap()?.size, 1);
	});

	it("unregister returns the key, by number as by object", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const first = selector.register(a, EVENT_READ);
		const second = selector.register(b, EVENT_READ);
		assert.equal(selector.unregister(a.fileno()), first);
		assert.equal(selector.unregister(b), second);
		assert.equal(selector.getMap()?.size, 0);
	});

	it("unregister refuses what is not registered", (selector, t) => {
		const [a] = makeSocketPair(t);
		assert.throws(() => selector.unregister(999999), KeyError);
		assert.throws(() => selector.unregister(a), KeyError);
		selector.register(a, EVENT_READ);
		selector.unregister(a);
		assert.throws(() => selector.unregister(a), KeyError);
	});

	it("modify changes events, and what is waited for", (selector, t) => {
		const [a] = makeSocketPair(t);
		const key = selector.register(a, EVENT_READ, "data");
		assert.deepEqual(selector.select(0), []);
		const changed = selector.modify(a, EVENT_WRITE, "data");
		assert.deepEqual({ ...changed }, { ...key, events: EVENT_WRITE });
		assert.equal(selector.getKey(a), changed);
		assert.deepEqual(selector.select(0), [[changed, EVENT_WRITE]]);
		selector.modify(a, EVENT_READ);
		assert.deepEqual(selector.select(0), []);
	});

	it("modify changes data, and drops it where none is given", (selector, t) => {
		const [a] = makeSocketPair(t);
		const key = selector.register(a, EVENT_READ, 1);
		const changed = selector.modify(a, EVENT_READ, 2);
		assert.deepEqual({ ...changed }, { ...key, data: 2 });
		assert.equal(selector.getKey(a), changed);
		assert.equal(selector.modify(a, EVENT_READ).data, undefined);
	});

	it("modify leaves the kernel alone where the events stay", (selector, t) => {
		const [a] = makeSocketPair(t);
		selector.register(a, EVENT_READ, 1);
		if (!("statistics" in selector) || typeof selector.statistics !== "function") return;
		const { changes } = selector.statistics();
		const key = selector.modify(a, EVENT_READ, 2);
		assert.equal(selector.modify(a, EVENT_READ, 2), key, "nothing changed: the same key");
		assert.equal(selector.statistics().changes, changes);
		selector.modify(a, both, 2);
		assert.equal(selector.statistics().changes, changes + 1);
	});

	it("getMap is a live view by descriptor and by object", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const map = selector.getMap();
		assert(map !== undefined);
		assert.equal(map.size, 0);
		const key = selector.register(a, EVENT_READ, "a");
		assert.equal(map.size, 1);
		assert.equal(map.get(a), key);
		assert.equal(map.get(a.fileno()), key);
		assert.equal(map.has(a), true);
		assert.equal(map.has(b), false);
		assert.equal(map.get(999999), undefined);
		assert.deepEqual([...map.keys()], [a.fileno()]);
		assert.deepEqual([...map.values()], [key]);
		assert.deepEqual([...map.entries()], [[a.fileno(), key]]);
		assert.deepEqual([...map], [[a.fileno(), key]]);
		assert.equal("set" in map || "delete" in map || "clear" in map, false, "read-only");
		selector.unregister(a);
		assert.equal(map.size, 0);
	});

	it("getMap answers for what is no file object", (selector) => {
		const map = selector.getMap();
		for (const value of [-1, 1.5, Number.NaN, null, undefined, {}, "x"]) {
			assert.equal(map?.has(value as FileObject), false);
			assert.equal(map?.get(value as FileObject), undefined);
		}
	});

	it("getKey refuses what is not registered", (selector) => {
		assert.throws(() => selector.getKey(999999), KeyError);
		assert.throws(() => selector.getKey({ fileno: () => -1 }), KeyError);
	});
}

/** What is no file object at all. */
const impossible: readonly unknown[] = [
	-1,
	-10,
	1.5,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	2 ** 31,
	2 ** 53,
	null,
	undefined,
	true,
	"1",
	1n,
	Symbol("fd"),
	{},
	[],
	{ fileno: 3 },
	{ fileno: () => -1 },
	{ fileno: () => Number.NaN },
	{ fileno: () => "3" },
	{ fileno: () => undefined },
	{
		fileno(): number {
			throw new Error("closed long ago");
		},
	},
	{
		get fileno(): never {
			throw new Error("not even this");
		},
	},
	new Proxy(
		{},
		{
			get() {
				throw new Error("nothing to be had");
			},
		},
	),
];

function wrongUse(it: It): void {
	it("register refuses what is no file object, and stays as it was", (selector, t) => {
		const [a] = makeSocketPair(t);
		const key = selector.register(a, EVENT_READ);
		for (const value of impossible) {
			assert.throws(() => selector.register(value as FileObject, EVENT_READ), ValueError);
			assert.throws(() => selector.unregister(value as FileObject), ValueError);
			assert.throws(() => selector.modify(value as FileObject, EVENT_READ), ValueError);
		}
		assert.deepEqual([...(selector.getMap()?.values() ?? [])], [key]);
		assert.deepEqual(selector.select(0), []);
	});

	it("register and modify refuse events that are none, and stay as they were", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const key = selector.register(a, EVENT_READ, "data");
		for (const events of [0, 4, 5, 999999, -1, 1.5, Number.NaN, "1", null, undefined, {}, 1n]) {
			assert.throws(() => selector.register(b, events as number), ValueError);
			assert.throws(() => selector.modify(a, events as number), ValueError);
		}
		assert.equal(selector.getKey(a), key);
		assert.equal(selector.getMap()?.size, 1);
		assert.deepEqual(selector.select(0), []);
	});

	it("select and wait refuse a timeout that is no time", (selector, t) => {
		const [a] = makeSocketPair(t);
		const key = selector.register(a, EVENT_WRITE);
		for (const timeout of ["1", null, {}, true, 1n]) {
			assert.throws(() => selector.select(timeout as number), TypeError);
			assert.throws(() => selector.wait(timeout as number), TypeError);
		}
		assert.throws(() => selector.select(Number.NaN), ValueError);
		assert.throws(() => selector.wait(Number.NaN), ValueError);
		assert.deepEqual(selector.select(0), [[key, EVENT_WRITE]]);
	});

	it("wait refuses a number of events that is none", (selector, t) => {
		const [a] = makeSocketPair(t);
		selector.register(a, EVENT_WRITE);
		for (const maxEvents of [0, -1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, "1", null, {}]) {
			assert.throws(() => selector.wait(0, maxEvents as number), ValueError);
		}
		assert.equal(selector.wait(0, 1), 1);
	});
}

function closing(it: It): void {
	it("close forgets everything", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const map = selector.getMap();
		selector.register(a, EVENT_READ);
		selector.register(b, EVENT_WRITE);
		selector.close();
		selector.close();
		assert.equal(selector.getMap(), undefined);
		assert.equal(map?.size, 0);
		assert.equal(map?.has(a), false);
		assert.throws(() => selector.getKey(a), new RuntimeError("Selector is closed"));
		assert.throws(() => selector.register(a, EVENT_READ), RuntimeError);
		assert.throws(() => selector.unregister(a), KeyError);
		assert.throws(() => selector.modify(a, EVENT_READ), KeyError);
		assert.throws(() => selector.select(0), RuntimeError);
		assert.throws(() => selector.wait(0), RuntimeError);
		if (selector.fileno !== undefined) assert.throws(() => selector.fileno?.(), RuntimeError);
		b.write("x");
		assert.equal(a.read(), "x", "the registered files stay open");
	});

	it("register lives with a fileno() that closes the selector", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const treacherous = {
			fileno(): number {
				selector.close();
				return a.fileno();
			},
		};
		assert.throws(() => selector.register(treacherous, EVENT_READ), RuntimeError);
		assert.throws(() => selector.register(b, EVENT_READ), RuntimeError);
		assert.equal(selector.getMap(), undefined);
	});

	it("Symbol.dispose closes", (selector) => {
		selector[Symbol.dispose]();
		assert.equal(selector.getMap(), undefined);
	});
}

function waiting(it: It, capabilities: Capabilities): void {
	it("select reports what is ready and nothing else", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		const key = selector.register(b, EVENT_WRITE);
		assert.deepEqual(selector.select(), [[key, EVENT_WRITE]]);
	});

	it("select sees reading and writing in one call", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		b.write("foo");
		const key = selector.register(a, both);
		assert.deepEqual(selector.select(), [[key, both]]);
	});

	it("select reports only what was asked for", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		b.write("foo");
		const key = selector.register(a, EVENT_READ);
		assert.deepEqual(selector.select(), [[key, EVENT_READ]]);
		assert.deepEqual(selector.select(), [[key, EVENT_READ]], "level-triggered: again while it lasts");
		a.read();
		assert.deepEqual(selector.select(0), []);
		selector.modify(a, EVENT_WRITE);
		b.write("foo");
		assert.deepEqual(masks(selector.select()), new Map([[a, EVENT_WRITE]]));
	});

	it("a dozen pairs, served one by one in any order", (selector, t) => {
		const pairs = Array.from({ length: 12 }, () => makeSocketPair(t));
		const peerOf = new Map<FileObject, End>();
		for (const [reader, writer] of pairs) {
			selector.register(reader, EVENT_READ);
			selector.register(writer, EVENT_WRITE);
			peerOf.set(writer, reader);
		}
		for (let left = pairs.length; left > 0; left--) {
			const writers = selector.select().filter(([, mask]) => mask === EVENT_WRITE);
			assert.equal(writers.length, left);
			const writer = writers[(left * 7) % left]?.[0].fileobj as End;
			writer.write("This is a test.");
			const readers = selector.select().filter(([, mask]) => mask === EVENT_READ);
			assert.deepEqual(
				readers.map(([key]) => key.fileobj),
				[peerOf.get(writer)],
			);
			const reader = readers[0]?.[0].fileobj as End;
			assert.equal(reader.read(), "This is a test.");
			selector.unregister(writer);
			selector.unregister(reader);
		}
		assert.equal(selector.getMap()?.size, 0);
	});

	it("an unregistered descriptor is not reported, however ready", (selector, t) => {
		const [a] = makeSocketPair(t);
		selector.register(a, EVENT_WRITE);
		assert.equal(selector.select(0).length, 1);
		selector.unregister(a);
		assert.deepEqual(selector.select(0), []);
		selector.register(a, EVENT_WRITE);
		assert.equal(selector.select(0).length, 1);
	});

	it("nothing registered: the timeout counts all the same", (selector) => {
		assert.deepEqual(selector.select(0), []);
		assert.deepEqual(selector.select(-1), []);
		const start = performance.now();
		assert.deepEqual(selector.select(20), []);
		assert(performance.now() - start >= 20);
	});

	it("a wait never ends early, however small its fraction of a millisecond", (selector, t) => {
		const [a] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		for (const timeout of [0.001, 0.2, 0.999, 1, 1.5, 5.7, 13.0001]) {
			const start = performance.now();
			assert.deepEqual(selector.select(timeout), []);
			const passed = performance.now() - start;
			assert(passed >= timeout, `${timeout} ms were over after ${passed}`);
		}
	});

	it("a timeout of 0 or less does not wait", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		for (const timeout of [0, -0, -0.1, -1, -(2 ** 31), -1e300, Number.NEGATIVE_INFINITY]) {
			assert.deepEqual(selector.select(timeout), []);
		}
		b.write("x");
		assert.equal(selector.select(-5).length, 1);
	});

	it("a huge timeout is a long one", async (selector, t) => {
		for (const timeout of [
			2 ** 31 - 1,
			2 ** 31,
			2 ** 32,
			2 ** 53,
			1e300,
			Number.POSITIVE_INFINITY,
			undefined,
		]) {
			const [reader, writer] = makePipe(t);
			selector.register(reader, EVENT_READ);
			const child = spawn("sh", ["-c", "sleep 0.03; echo x"], {
				stdio: ["ignore", writer.fileno(), "ignore"],
			});
			const exited = once(child, "exit");
			assert.deepEqual(masks(selector.select(timeout)), new Map([[reader, EVENT_READ]]));
			selector.unregister(reader);
			await exited;
		}
	});

	it("fileno is a descriptor that can be watched itself", (selector, t) => {
		if (!capabilities.hasFileno) {
			assert.equal(selector.fileno, undefined);
			return;
		}
		assert(selector.fileno !== undefined);
		const fd = selector.fileno();
		assert(Number.isInteger(fd) && fd >= 0);
		assert(isCloseOnExec(fd));
		using outer = new PollSelector();
		outer.register({ fileno: () => fd }, EVENT_READ);
		const [a, b] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		assert.deepEqual(outer.select(0), []);
		b.write("x");
		assert.deepEqual(fds(outer.select()), [fd]);
		a.read();
		assert.deepEqual(outer.select(0), []);
	});
}

function hangingUp(it: It): void {
	it("a hang-up wakes both who read and who write", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		const [e, f] = makeSocketPair(t);
		selector.register(a, both);
		selector.register(c, EVENT_READ);
		selector.register(e, EVENT_WRITE);
		for (const end of [b, d, f]) end.close();
		assert.deepEqual(
			masks(selector.select(0)),
			new Map([
				[a, both],
				[c, EVENT_READ],
				[e, EVENT_WRITE],
			]),
		);
	});

	it("the end of a pipe is readable", (selector, t) => {
		const [reader, writer] = makePipe(t);
		selector.register(reader, EVENT_READ);
		assert.deepEqual(selector.select(0), []);
		writer.close();
		assert.deepEqual(masks(selector.select()), new Map([[reader, EVENT_READ]]));
		assert.equal(reader.read(), "");
	});

	it("a pipe that nobody reads is writable, to tell of it", (selector, t) => {
		const [reader, writer] = makePipe(t);
		selector.register(writer, EVENT_WRITE);
		reader.close();
		assert.deepEqual(masks(selector.select()), new Map([[writer, EVENT_WRITE]]));
		assert.throws(() => writer.write("x"), { code: "EPIPE" });
	});
}

function fastWait(it: It): void {
	it("wait fills readyFds and readyMasks", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		assert.equal(selector.wait(0), 0);
		selector.register(a, EVENT_READ);
		assert.equal(selector.wait(0), 0);
		b.write("x");
		selector.modify(a, both);
		assert.equal(selector.wait(), 1);
		assert.equal(selector.readyFds[0], a.fileno());
		assert.equal(selector.readyMasks[0], both);
	});

	it("wait takes at most as many events as it is told, and passes over nobody", (selector, t) => {
		const ends = Array.from({ length: 5 }, () => makeSocketPair(t)[0]);
		for (const end of ends) selector.register(end, EVENT_WRITE);
		for (const limit of [1, 2, 4]) {
			const seen = new Set<number>();
			for (let round = 0; round < 10; round++) {
				const count = selector.wait(0, limit);
				assert.equal(count, limit);
				for (const fd of selector.readyFds.subarray(0, count)) seen.add(fd);
			}
			assert.equal(seen.size, ends.length, `with ${limit} at a time`);
		}
		assert.equal(selector.wait(0, 5), 5);
		for (const limit of [6, 1000, 2 ** 31, 2 ** 53, Number.POSITIVE_INFINITY]) {
			assert.equal(selector.wait(0, limit), 5);
		}
		assert.equal(selector.wait(0), 5);
	});

	it("wait with both sides of each ready passes over neither", (selector, t) => {
		const pairs = Array.from({ length: 3 }, () => makeSocketPair(t));
		for (const [a, b] of pairs) {
			b.write("x");
			selector.register(a, both);
		}
		const seen = new Map<number, number>();
		for (let round = 0; round < 20; round++) {
			const count = selector.wait(0, 2);
			assert(count >= 1 && count <= 2);
			for (let i = 0; i < count; i++) {
				const fd = selector.readyFds[i] ?? -1;
				seen.set(fd, (seen.get(fd) ?? 0) | (selector.readyMasks[i] ?? 0));
			}
		}
		assert.deepEqual(new Map(seen), new Map(pairs.map(([a]) => [a.fileno(), both])));
	});

	it("wait grows its buffers with what is registered", (selector, t) => {
		const ends = Array.from({ length: 75 }, () => makeSocketPair(t)).flat();
		for (const end of ends) selector.register(end, EVENT_WRITE);
		assert.equal(selector.wait(0), 150);
		const found = [...selector.readyFds.subarray(0, 150)].sort((x, y) => x - y);
		assert.deepEqual(
			found,
			ends.map((end) => end.fileno()).sort((x, y) => x - y),
		);
		const { readyFds } = selector;
		assert.equal(selector.wait(0), 150);
		assert.equal(selector.readyFds, readyFds, "and keeps them");
		assert.equal(selector.select(0).length, 150);
	});

	it("select and wait can be mixed", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		selector.register(a, EVENT_WRITE);
		selector.register(b, EVENT_WRITE);
		const ready = selector.select(0);
		assert.equal(selector.wait(0, 1), 1);
		assert.deepEqual(fds(ready), fds(selector.select(0)));
	});
}

function reuse(it: It, capabilities: Capabilities): void {
	it("unregister works after the descriptor was closed, by number", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const [first, second] = [a.moveTo(lonelyNumber).fileno(), b.moveTo(lonelyNumber).fileno()];
		selector.register(first, EVENT_READ);
		selector.register(second, EVENT_WRITE);
		a.close();
		b.close();
		assert.equal(selector.unregister(first).fd, first);
		assert.equal(selector.unregister(second).fd, second);
		assert.deepEqual(selector.select(0), []);
	});

	it("unregister, modify and getKey find a closed object by identity", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const fd = a.moveTo(lonelyNumber).fileno();
		const key = selector.register(a, EVENT_READ, 1);
		const fickle = { fileno: () => b.fileno() };
		selector.register(fickle, EVENT_READ);
		a.close();
		fickle.fileno = () => {
			throw new Error("closed");
		};
		assert.equal(selector.getKey(a), key);
		assert.equal(selector.modify(a, EVENT_READ, 2).data, 2);
		assert.equal(selector.unregister(a).fd, fd);
		assert.equal(selector.unregister(fickle).fd, b.fileno());
		assert.throws(() => selector.unregister(a), ValueError, "a stranger again");
	});

	it("unregister works after the number was closed and reused", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		selector.register(a.fileno(), EVENT_READ);
		selector.register(b.fileno(), EVENT_WRITE);
		duplicateOver(c.fileno(), a.fileno());
		duplicateOver(d.fileno(), b.fileno());
		selector.unregister(a.fileno());
		selector.unregister(b.fileno());
		d.write("x");
		assert.deepEqual(selector.select(0), []);
	});

	it("a reused number is armed again by modify", (selector, t) => {
		const [a] = makeSocketPair(t);
		const [c] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		duplicateOver(c.fileno(), a.fileno());
		const key = selector.modify(a, both);
		assert.deepEqual(selector.select(100), [[key, EVENT_WRITE]]);
	});

	it("a reused number is armed again by unregister and register", (selector, t) => {
		const [a] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		selector.register(a, EVENT_READ);
		duplicateOver(c.fileno(), a.fileno());
		selector.unregister(a);
		const key = selector.register(a, EVENT_READ);
		assert.deepEqual(selector.select(0), []);
		d.write("x");
		assert.deepEqual(selector.select(100), [[key, EVENT_READ]]);
	});

	it("the next owner of a number takes the place of a closed object", (selector, t) => {
		const [a] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		const fd = a.moveTo(lonelyNumber).fileno();
		selector.register(a, EVENT_READ, "the dead");
		a.close();
		const copy = duplicate(c.fileno(), fd);
		t.teardown(() => closeDescriptor(copy));
		assert.equal(copy, fd, "the same number again");
		const key = selector.register(copy, EVENT_READ, "the living");
		assert.equal(selector.getMap()?.size, 1);
		d.write("x");
		assert.deepEqual(selector.select(100), [[key, EVENT_READ]]);
	});

	it("a descriptor closed while registered spoils nothing for the others", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		a.moveTo(lonelyNumber);
		const dead = selector.register(a.fileno(), EVENT_READ);
		const living = selector.register(c, EVENT_READ);
		a.close();
		const told: Ready = capabilities.reportsClosed ? [[dead, EVENT_READ]] : [];
		assert.deepEqual(selector.select(5), told);
		d.write("x");
		b.close();
		assert.deepEqual(new Set(selector.select(100)), new Set([...told, [living, EVENT_READ]]));
		selector.unregister(dead.fd);
		assert.deepEqual(selector.select(0), [[living, EVENT_READ]]);
	});

	it("a ghost, whose description outlives its closed descriptor, is not reported and does not spin", (selector, t) => {
		if (!capabilities.survivesGhosts) {
			t.log(
				"skipped: this kqueue is an imitation in user space, which does not see that a descriptor is closed",
			);
			return;
		}
		const [a, b] = makeSocketPair(t);
		const [c, d] = makeSocketPair(t);
		const fd = a.moveTo(lonelyNumber).fileno();
		selector.register(fd, EVENT_READ);
		const copy = duplicate(fd);
		t.teardown(() => closeDescriptor(copy));
		a.close();
		selector.unregister(fd);
		b.write("x");
		// The number's next owner must not be woken by what happens to the former.
		const next = duplicate(c.fileno(), fd);
		t.teardown(() => closeDescriptor(next));
		const key = selector.register(next, EVENT_READ);
		for (let round = 0; round < 50; round++) assert.deepEqual(selector.select(0), []);
		const before = waitsOf(selector);
		assert.deepEqual(selector.select(30), []);
		const waits = waitsOf(selector) - before;
		assert(waits < 5, `the kernel was asked ${waits} times in 30 ms in which nothing happened`);
		d.write("x");
		assert.deepEqual(selector.select(100), [[key, EVENT_READ]]);
	});
}

function limits(it: It, capabilities: Capabilities): void {
	it("a closed descriptor is refused at register, or told of by the first wait", (selector, t) => {
		const [a] = makeSocketPair(t);
		const fd = a.moveTo(lonelyNumber).fileno();
		a.close();
		if (capabilities.refusesClosed) {
			assert.throws(
				() => selector.register(fd, EVENT_READ),
				(error) => isAbout(error, "EBADF", fd),
			);
			assert.throws(() => selector.getKey(fd), KeyError);
			assert.equal(selector.getMap()?.size, 0);
		} else {
			const key = selector.register(fd, EVENT_READ);
			assert.deepEqual(selector.select(0), [[key, EVENT_READ]]);
		}
	});

	it("a regular file and /dev/null are refused by name, or always ready", (selector, t) => {
		for (const path of [process.execPath, "/dev/null"]) {
			const fd = openSync(path, "r");
			t.teardown(() => closeSync(fd));
			if (capabilities.fileError === undefined) {
				const key = selector.register(fd, EVENT_READ);
				assert.deepEqual(selector.select(), [[key, EVENT_READ]]);
				selector.unregister(fd);
			} else {
				const code = capabilities.fileError;
				assert.throws(
					() => selector.register(fd, EVENT_READ),
					(error) => isAbout(error, code, fd),
				);
				assert.throws(() => selector.getKey(fd), KeyError);
			}
		}
	});

	it("modify that the kernel refuses drops the registration", (selector, t) => {
		if (!capabilities.refusesClosed) {
			t.log("SKIP: refusals: this backend refuses no descriptor");
			return;
		}
		const [a, b] = makeSocketPair(t);
		a.moveTo(lonelyNumber);
		selector.register(a, EVENT_READ);
		const key = selector.register(b, EVENT_READ);
		const fd = a.fileno();
		a.close();
		assert.throws(
			() => selector.modify(a, both),
			(error) => isAbout(error, "EBADF", fd),
		);
		assert.deepEqual([...(selector.getMap()?.values() ?? [])], [key]);
	});

	it("well over a thousand descriptors at once", (selector, t) => {
		if (capabilities.descriptorLimit !== undefined) {
			t.log("SKIP: descriptors past 1024: select() takes none");
			return;
		}
		const [reader, writer] = makePipe(t);
		const copies: number[] = [];
		t.teardown(() => {
			for (const fd of copies) closeDescriptor(fd);
		});
		try {
			while (copies.length < 1500) copies.push(duplicate(writer.fileno(), 1024));
		} catch (error) {
			if (!(error instanceof OSError) || error.code !== "EMFILE") throw error;
			t.log("SKIP: descriptors past 1024: the process may not have so many");
			return;
		}
		for (const fd of copies) selector.register(fd, EVENT_WRITE);
		selector.register(reader, EVENT_READ);
		assert.deepEqual(fds(selector.select()), copies);
		assert.equal(selector.wait(0, 64), 64);
		for (const fd of copies) selector.unregister(fd);
		assert.deepEqual(selector.select(0), []);
		writer.write("x");
		assert.deepEqual(fds(selector.select()), [reader.fileno()]);
	});

	it("descriptors past FD_SETSIZE are served, or refused before anything is written", (selector, t) => {
		const [a, b] = makeSocketPair(t);
		a.moveTo(1030);
		const limit = capabilities.descriptorLimit;
		b.write("x");
		if (limit === undefined) {
			const key = selector.register(a, EVENT_READ);
			assert.deepEqual(selector.select(), [[key, EVENT_READ]]);
			return;
		}
		for (const fd of [limit, a.fileno(), 999999, 2 ** 31 - 1]) {
			assert.throws(
				() => selector.register(fd, EVENT_READ),
				(error) =>
					error instanceof ValueError &&
					error.message.includes(`${fd}`) &&
					error.message.includes(`${limit}`),
			);
		}
		assert.equal(selector.getMap()?.size, 0);
		b.moveTo(numberBelow(limit));
		const key = selector.register(b, EVENT_WRITE);
		assert.deepEqual(selector.select(), [[key, EVENT_WRITE]]);
	});
}

/** Whether an error is the kernel's, with a code, and names the descriptor. */
function isAbout(error: unknown, code: string, fd: number): boolean {
	assert(error instanceof OSError);
	assert.equal(error.code, code);
	assert.equal(error.fd, fd);
	assert(error.message.includes(`fd ${fd}`));
	if (code === "EPERM") assert(error instanceof PermissionError);
	return true;
}
