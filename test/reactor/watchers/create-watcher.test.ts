import test from "ava";
import { ValueError } from "../../../src/errors.js";
import { Waker } from "../../../src/reactor/waker.js";
import { createWatcher, DescriptorWatcher, ThreadWatcher } from "../../../src/reactor/watchers/index.js";

const asked = process.env.EVLOOP_HOST;

test.beforeEach(() => {
	delete process.env.EVLOOP_HOST;
});
test.after.always(() => {
	if (asked !== undefined) process.env.EVLOOP_HOST = asked;
});

const list = { pollSet: () => [] };

test.serial("createWatcher: a selector with a descriptor is watched by Node's own loop", (t) => {
	const waker = new Waker();
	const watcher = createWatcher({ ...list, fileno: () => waker.fileno() }, () => {});
	t.true(watcher instanceof DescriptorWatcher);
	watcher.close();
	waker.close();
});

test.serial("createWatcher: one without is watched by a thread", (t) => {
	for (const target of [list, { ...list, fileno: () => undefined }]) {
		const watcher = createWatcher(target, () => {});
		t.true(watcher instanceof ThreadWatcher);
		watcher.close();
	}
});

test.serial("createWatcher: a descriptor that Node's loop cannot watch is watched by a thread", (t) => {
	// A closed one; the thread reports it, and the selector's own wait then says what is wrong.
	const watcher = createWatcher({ ...list, fileno: () => 1_000_000 }, () => {});
	t.true(watcher instanceof ThreadWatcher);
	watcher.close();
});

test.serial("createWatcher: EVLOOP_HOST=thread takes a thread in any case", (t) => {
	process.env.EVLOOP_HOST = "thread";
	const waker = new Waker();
	const watcher = createWatcher({ ...list, fileno: () => waker.fileno() }, () => {});
	t.true(watcher instanceof ThreadWatcher);
	watcher.close();
	waker.close();
});

test.serial("createWatcher: EVLOOP_HOST=node refuses a selector without a descriptor", (t) => {
	process.env.EVLOOP_HOST = "node";
	t.throws(() => createWatcher(list, () => {}), {
		instanceOf: ValueError,
		message: "Cannot watch the selector's descriptor: it has none",
	});
});

test.serial("createWatcher: EVLOOP_HOST of any other value is refused", (t) => {
	process.env.EVLOOP_HOST = "libuv";
	t.throws(() => createWatcher(list, () => {}), {
		instanceOf: ValueError,
		message: "Cannot host the loop: EVLOOP_HOST is 'libuv', not 'node' or 'thread'",
	});
});
