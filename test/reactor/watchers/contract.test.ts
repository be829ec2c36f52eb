/** What every watcher does, for each kind of them. */
import { AsyncLocalStorage } from "node:async_hooks";
import test from "ava";
import { bindNow } from "../../../src/ffi/index.js";
import { Waker } from "../../../src/reactor/waker.js";
import { runFixture } from "./helpers/run-fixture.js";
import { iterations, until } from "./helpers/until.js";
import { kinds, Watched } from "./helpers/watched.js";

test.serial("watchers leave no descriptor, no thread and no listener behind", async (t) => {
	// In a process of its own: the test files share theirs.
	const { code, stdout, stderr } = await runFixture("watchers-come-and-go", []);
	t.is(stderr, "");
	t.deepEqual(JSON.parse(stdout), { descriptors: 0, threads: 0, exitListeners: 0 });
	t.is(code, 0);
});

for (const kind of kinds) {
	test.serial(
		`${kind.name}: reports once, however long it is ready, and again when armed again`,
		async (t) => {
			const watched = new Watched(t, kind);
			watched.watcher.arm();
			watched.waker.wake();
			await until(() => watched.reports === 1);
			await iterations(20);
			t.is(watched.reports, 1);
			watched.watcher.arm();
			await until(() => watched.reports === 2);
			await iterations(20);
			t.is(watched.reports, 2);
		},
	);

	test.serial(`${kind.name}: reports nothing before it is armed, then what was ready before`, async (t) => {
		const watched = new Watched(t, kind);
		watched.waker.wake();
		watched.watcher.changed();
		await iterations(20);
		t.is(watched.reports, 0);
		watched.watcher.arm();
		await until(() => watched.reports === 1);
		t.is(watched.reports, 1);
	});

	test.serial(`${kind.name}: reports hundreds of wake-ups, none lost, none twice`, async (t) => {
		const watched = new Watched(t, kind);
		let wakeUps = 0;
		watched.onReady = () => {
			watched.waker.drain();
			if (wakeUps === 300) return;
			wakeUps += 1;
			watched.watcher.arm();
			// Half of them before the watcher is armed again, as it were.
			if (wakeUps % 2 === 0) watched.waker.wake();
			else setImmediate(() => watched.waker.wake());
		};
		watched.watcher.arm();
		watched.waker.wake();
		await until(() => watched.reports === 301);
		await iterations(20);
		t.is(watched.reports, 301);
	});

	test.serial(`${kind.name}: promise reactions run as soon as onReady returns`, async (t) => {
		const watched = new Watched(t, kind);
		const order: string[] = [];
		watched.onReady = () => {
			setImmediate(() => order.push("immediate"));
			Promise.resolve().then(() => order.push("reaction"));
			order.push("ready");
		};
		watched.watcher.arm();
		watched.waker.wake();
		await until(() => order.length === 3);
		t.deepEqual(order, ["ready", "reaction", "immediate"]);
	});

	test.serial(`${kind.name}: watches again after a rest of any length`, async (t) => {
		const watched = new Watched(t, kind);
		for (const rest of [0, 1, 5, 30, 100]) {
			watched.reports = 0;
			watched.watcher.arm();
			watched.watcher.rest();
			await iterations(rest);
			watched.watcher.arm();
			watched.waker.wake();
			await until(() => watched.reports === 1);
			watched.waker.drain();
			watched.watcher.rest();
		}
		t.is(watched.reports, 1);
	});

	test.serial(`${kind.name}: AsyncLocalStorage's values do not stick to it`, async (t) => {
		const watched = new Watched(t, kind);
		const storage = new AsyncLocalStorage<string>();
		const seen: (string | undefined)[] = [];
		watched.onReady = () => {
			seen.push(storage.getStore());
			watched.waker.drain();
		};
		storage.run("the first to wait", () => watched.watcher.arm());
		watched.waker.wake();
		await until(() => seen.length === 1);
		storage.run("the second", () => watched.watcher.arm());
		watched.waker.wake();
		await until(() => seen.length === 2);
		t.deepEqual(seen, [undefined, undefined]);
	});

	test.serial(`${kind.name}: the number is given to another kernel object`, async (t) => {
		const watched = new Watched(t, kind);
		const other = new Waker();
		t.teardown(() => other.close());
		watched.watcher.arm();
		watched.waker.wake();
		await until(() => watched.reports === 1);
		watched.waker.drain();
		watched.watcher.arm();
		const dup2 = bindNow<(from: number, to: number) => number>("dup2", "int", ["int", "int"]);
		t.is(dup2(other.fileno(), watched.waker.fileno()), watched.waker.fileno());
		watched.watcher.rebuilt();
		other.wake();
		await until(() => watched.reports === 2);
		t.is(watched.reports, 2);
	});

	test.serial(`${kind.name}: what it watches may be closed before it, while it watches`, async (t) => {
		const watched = new Watched(t, kind);
		watched.watcher.arm();
		watched.waker.wake();
		await until(() => watched.reports === 1);
		watched.watcher.arm();
		watched.waker.close();
		await iterations(5);
		watched.watcher.close();
		await iterations(5);
		t.true(watched.reports <= 2);
	});

	test.serial(`${kind.name}: a closed one is silent, whatever is asked of it`, async (t) => {
		const watched = new Watched(t, kind);
		const { watcher, waker } = watched;
		watcher.arm();
		waker.wake();
		await until(() => watched.reports === 1);
		watcher.arm();
		watcher.close();
		watcher.close();
		watcher.arm();
		watcher.changed();
		watcher.rebuilt();
		watcher.rest();
		await iterations(50);
		t.is(watched.reports, 1);
	});
}
