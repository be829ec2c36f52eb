/** What a ThreadWatcher does with the descriptors of a selector that has none of its own. */
import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import test, { type ExecutionContext } from "ava";
import { Waker } from "../../../src/reactor/waker.js";
import { ThreadWatcher } from "../../../src/reactor/watchers/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../../src/selectors/index.js";
import { iterations, until } from "./helpers/until.js";

/** A watched list that the test changes. */
function watchedList(t: ExecutionContext): {
	entries: Map<number, number>;
	watcher: ThreadWatcher;
	reports(): number;
} {
	const entries = new Map<number, number>();
	let reports = 0;
	const watcher = new ThreadWatcher({ pollSet: () => entries }, () => {
		reports += 1;
	});
	const hold = setInterval(() => {}, 1e6);
	t.teardown(() => {
		watcher.close();
		clearInterval(hold);
	});
	return { entries, watcher, reports: () => reports };
}

function makeWaker(t: ExecutionContext): Waker {
	const waker = new Waker();
	t.teardown(() => waker.close());
	return waker;
}

test.serial("ThreadWatcher: a descriptor added while it waits is watched", async (t) => {
	const { entries, watcher, reports } = watchedList(t);
	watcher.arm();
	for (let round = 1; round <= 20; round += 1) {
		const waker = makeWaker(t);
		entries.set(waker.fileno(), EVENT_READ);
		watcher.changed();
		// Some have been seen by the thread before they are ready, some have not.
		if (round % 2 === 0) await iterations(3);
		waker.wake();
		await until(() => reports() === round);
		entries.delete(waker.fileno());
		watcher.changed();
		watcher.arm();
	}
	t.is(reports(), 20);
});

test.serial("ThreadWatcher: a descriptor removed while it waits is not reported", async (t) => {
	const { entries, watcher, reports } = watchedList(t);
	const [removed, kept] = [makeWaker(t), makeWaker(t)];
	entries.set(removed.fileno(), EVENT_READ).set(kept.fileno(), EVENT_READ);
	watcher.arm();
	kept.wake();
	await until(() => reports() === 1);
	kept.drain();
	entries.delete(removed.fileno());
	watcher.changed();
	watcher.arm();
	removed.wake();
	await iterations(50);
	t.is(reports(), 1);
	kept.wake();
	await until(() => reports() === 2);
	t.is(reports(), 2);
});

test.serial("ThreadWatcher: watches for writing", async (t) => {
	const { entries, watcher, reports } = watchedList(t);
	const waker = makeWaker(t);
	entries.set(waker.remoteFileno(), EVENT_WRITE);
	watcher.arm();
	await until(() => reports() === 1);
	entries.set(waker.remoteFileno(), EVENT_READ);
	watcher.changed();
	watcher.arm();
	await iterations(50);
	t.is(reports(), 1);
});

test.serial(
	"ThreadWatcher: a descriptor that is closed is reported, for the selector to find out",
	async (t) => {
		const { entries, watcher, reports } = watchedList(t);
		// A number that nothing else gets meanwhile.
		entries.set(999_999, EVENT_READ);
		watcher.arm();
		await until(() => reports() === 1);
		t.is(reports(), 1);
	},
);

test.serial("ThreadWatcher: hundreds of descriptors", async (t) => {
	const { entries, watcher, reports } = watchedList(t);
	const wakers = Array.from({ length: 300 }, () => makeWaker(t));
	watcher.arm();
	for (const waker of wakers) {
		entries.set(waker.fileno(), EVENT_READ);
		watcher.changed();
	}
	let expected = 0;
	for (const waker of wakers.filter((_, i) => i % 37 === 0)) {
		waker.wake();
		expected += 1;
		await until(() => reports() === expected);
		waker.drain();
		watcher.arm();
	}
	t.is(reports(), 9);
});

test.serial(
	"ThreadWatcher: files and names are served while more threads wait than libuv's pool has",
	async (t) => {
		const lists = Array.from({ length: 6 }, () => watchedList(t));
		const ready = makeWaker(t);
		ready.wake();
		for (const { entries, watcher } of lists) {
			entries.set(ready.fileno(), EVENT_READ);
			watcher.arm();
		}
		// Each has started and waits again, for something that does not come.
		await until(() => lists.every(({ reports }) => reports() === 1));
		const never = makeWaker(t);
		for (const { entries, watcher } of lists) {
			entries.clear();
			entries.set(never.fileno(), EVENT_READ);
			watcher.changed();
			watcher.arm();
		}
		const [text, { address }] = await Promise.all([
			readFile(new URL(import.meta.url), "utf8"),
			lookup("localhost", { family: 4 }),
		]);
		t.true(text.length > 0);
		t.is(address, "127.0.0.1");
		t.true(lists.every(({ reports }) => reports() === 1));
	},
);
