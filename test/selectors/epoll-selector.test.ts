import test, { type ExecutionContext } from "ava";
import { OSError } from "../../src/errors.js";
import { EpollSelector, EVENT_READ, EVENT_WRITE } from "../../src/selectors/index.js";
import {
	closeDescriptor,
	duplicate,
	duplicateOver,
	type End,
	isCloseOnExec,
	lonelyNumber,
	makePipe,
	makeSocketPair,
} from "../helpers/descriptors.js";
import { selectorConformance } from "./conformance.js";

selectorConformance(test, "EpollSelector", () => new EpollSelector(), {
	hasFileno: true,
	refusesClosed: true,
	reportsClosed: false,
	fileError: "EPERM",
	survivesGhosts: true,
});

/** A descriptor that is closed and unregistered too late, while a copy keeps its description alive and ready. */
function makeGhost(t: ExecutionContext, selector: EpollSelector): { fd: number; peer: End } {
	const [a, peer] = makeSocketPair(t);
	const fd = a.moveTo(lonelyNumber).fileno();
	selector.register(fd, EVENT_READ);
	const copy = duplicate(fd);
	t.teardown(() => closeDescriptor(copy));
	a.close();
	selector.unregister(fd);
	peer.write("x");
	return { fd, peer };
}

test("EpollSelector: a persisting ghost is got rid of by a new instance under the same number", (t) => {
	using selector = new EpollSelector();
	const [reader, writer] = makePipe(t);
	const key = selector.register(reader, EVENT_READ, "living");
	const fd = selector.fileno();
	let rebuilt = 0;
	selector.onRebuild = () => {
		rebuilt++;
		t.is(selector.fileno(), fd);
		t.is(selector.getMap()?.size, 1);
	};
	makeGhost(t, selector);
	for (let i = 0; i < 100; i++) t.deepEqual(selector.select(0), []);
	t.is(rebuilt, 1);
	const { ghosts, rebuilds } = selector.statistics();
	t.is(rebuilds, 1);
	t.true(ghosts > 0 && ghosts < 50, `${ghosts} ghosts`);
	t.true(isCloseOnExec(fd));
	writer.write("x");
	t.deepEqual(selector.select(0), [[key, EVENT_READ]]);
	t.is(selector.statistics().ghosts, ghosts);
});

test("EpollSelector: a ghost of a reused number does not wake the number's new owner", (t) => {
	using selector = new EpollSelector();
	const others = Array.from({ length: 20 }, () => makePipe(t)[0]);
	for (const other of others) selector.register(other, EVENT_READ);
	const { fd } = makeGhost(t, selector);
	const [c, d] = makeSocketPair(t);
	const next = duplicate(c.fileno(), fd);
	t.teardown(() => closeDescriptor(next));
	t.is(next, fd);
	const key = selector.register(next, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	t.is(selector.statistics().ghosts, 1, "the kernel did report the ghost, under the new owner's number");
	t.is(selector.statistics().rebuilds, 0);
	d.write("x");
	t.deepEqual(selector.select(0), [[key, EVENT_READ]]);
});

test("EpollSelector: ghosts that fill the buffer do not hide the living", (t) => {
	using selector = new EpollSelector();
	makeGhost(t, selector);
	const [reader, writer] = makePipe(t);
	const key = selector.register(reader, EVENT_READ);
	writer.write("x");
	// One is registered, so there is room for one event.
	t.deepEqual(selector.select(0), [[key, EVENT_READ]]);
});

test("EpollSelector: a ghost alone does not end a wait early, nor make it spin", (t) => {
	using selector = new EpollSelector();
	makeGhost(t, selector);
	const start = performance.now();
	t.deepEqual(selector.select(30), []);
	t.true(performance.now() - start >= 30);
	t.true(selector.statistics().waits < 30);
});

test("EpollSelector: rebuilding passes over descriptors that were closed unnoticed", (t) => {
	using selector = new EpollSelector();
	const [lost] = makePipe(t);
	const stale = lost.moveTo(lonelyNumber + 5).fileno();
	selector.register(stale, EVENT_READ);
	const [reader, writer] = makePipe(t);
	const key = selector.register(reader, EVENT_READ);
	lost.close();
	makeGhost(t, selector);
	for (let i = 0; i < 100; i++) selector.select(0);
	t.is(selector.statistics().rebuilds, 1);
	t.is(selector.getMap()?.size, 2);
	writer.write("x");
	t.deepEqual(selector.select(0), [[key, EVENT_READ]]);
	t.is(selector.unregister(stale).fd, stale);
});

test("EpollSelector: an outer selector can watch it again after onRebuild", (t) => {
	using selector = new EpollSelector();
	using outer = new EpollSelector();
	outer.register(selector.fileno(), EVENT_READ);
	selector.onRebuild = () => {
		outer.unregister(selector.fileno());
		outer.register(selector.fileno(), EVENT_READ);
	};
	makeGhost(t, selector);
	for (let i = 0; i < 100; i++) selector.select(0);
	t.is(selector.statistics().rebuilds, 1);
	t.deepEqual(outer.select(0), []);
	const [reader, writer] = makePipe(t);
	selector.register(reader, EVENT_READ);
	writer.write("x");
	t.is(outer.select(100).length, 1);
});

test("EpollSelector: a registration that could not be removed is taken over (EEXIST)", (t) => {
	using selector = new EpollSelector();
	const [a, b] = makeSocketPair(t);
	const fd = a.moveTo(lonelyNumber).fileno();
	selector.register(fd, EVENT_READ);
	const copy = duplicate(fd);
	t.teardown(() => closeDescriptor(copy));
	a.close();
	selector.unregister(fd);
	// The very same description comes back under the same number: the kernel still has this pair.
	duplicateOver(copy, fd);
	t.teardown(() => closeDescriptor(fd));
	const key = selector.register(fd, EVENT_WRITE);
	t.deepEqual(selector.select(0), [[key, EVENT_WRITE]]);
	selector.modify(fd, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	b.write("x");
	t.is(selector.select(0).length, 1);
	t.is(selector.statistics().ghosts, 0);
});

test("EpollSelector: watching itself is refused", (t) => {
	using selector = new EpollSelector();
	const error = t.throws(() => selector.register(selector.fileno(), EVENT_READ), { instanceOf: OSError });
	t.is(error?.code, "EINVAL");
	t.is(selector.getMap()?.size, 0);
});

test("EpollSelector: can watch another one", (t) => {
	using inner = new EpollSelector();
	using outer = new EpollSelector();
	const [reader, writer] = makePipe(t);
	inner.register(reader, EVENT_READ);
	const key = outer.register(inner as { fileno(): number }, EVENT_READ);
	t.deepEqual(outer.select(0), []);
	writer.write("x");
	t.deepEqual(outer.select(0), [[key, EVENT_READ]]);
});

test("EpollSelector: statistics is a frozen record", (t) => {
	using selector = new EpollSelector();
	const [reader, writer] = makePipe(t);
	selector.register(reader, EVENT_READ);
	writer.write("x");
	selector.select();
	selector.select();
	const statistics = selector.statistics();
	t.deepEqual(statistics, {
		registered: 1,
		changes: 1,
		waits: 2,
		interruptions: 0,
		events: 2,
		ghosts: 0,
		rebuilds: 0,
	});
	t.true(Object.isFrozen(statistics));
});
