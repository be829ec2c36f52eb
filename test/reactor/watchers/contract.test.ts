/** What every watcher does, for each kind of them. */
import { AsyncLocalStorage } from "node:async_hooks";
import test, { type ExecutionContext } from "ava";
import { bindNow } from "../../../src/ffi/index.js";
import { Waker } from "../../../src/reactor/waker.js";
import {
	DescriptorWatcher,
	ThreadWatcher,
	type Watcher,
	type WatchTarget,
} from "../../../src/reactor/watchers/index.js";
import { EVENT_READ } from "../../../src/selectors/index.js";
import { type Census, takeCensus } from "./helpers/census.js";
import { iterations, until } from "./helpers/until.js";

interface Kind {
	readonly name: string;
	readonly Watcher: new (target: WatchTarget, onReady: () => void) => Watcher;
	readonly hasDescriptor: boolean;
}

const kinds: readonly Kind[] = [
	{ name: "DescriptorWatcher", Watcher: DescriptorWatcher, hasDescriptor: true },
	{ name: "ThreadWatcher on a descriptor", Watcher: ThreadWatcher, hasDescriptor: true },
	{ name: "ThreadWatcher on a list", Watcher: ThreadWatcher, hasDescriptor: false },
];

/** A watched waker that counts its reports; nothing drains it but the test. */
class Watched {
	readonly waker = new Waker();
	readonly watcher: Watcher;
	reports = 0;
	onReady: () => void = () => {};

	constructor(t: ExecutionContext, { Watcher, hasDescriptor }: Kind) {
		const { waker } = this;
		this.watcher = new Watcher(
			{
				fileno: () => (hasDescriptor ? waker.fileno() : undefined),
				pollSet: () => [[waker.fileno(), EVENT_READ]],
			},
			() => {
				this.reports += 1;
				this.onReady();
			},
		);
		// A watcher holds nothing alive, and so would not keep the test's promises going either.
		const hold = setInterval(() => {}, 1e6);
		t.teardown(() => {
			this.watcher.close();
			waker.close();
			clearInterval(hold);
		});
	}
}

// The first, so that nothing else is under way in this process.
test.serial("watchers leave no descriptor, no thread and no listener behind", async (t) => {
	const cycle = async (): Promise<void> => {
		for (const kind of kinds) {
			const used = new Watched(t, kind);
			used.watcher.arm();
			used.waker.wake();
			await until(() => used.reports === 1);
			// One that is never armed, and one that is closed before its thread can have started.
			const idle = new Watched(t, kind);
			const early = new Watched(t, kind);
			early.watcher.arm();
			for (const { watcher, waker } of [used, idle, early]) {
				watcher.close();
				waker.close();
			}
		}
	};
	const settled = async (): Promise<Census> => {
		// The threads end on their own time; what is still there after that is there for good.
		await until(() => takeCensus().exitListeners === listeners);
		await iterations(5);
		return takeCensus();
	};
	const listeners = process.listenerCount("exit");
	await cycle();
	const before = await settled();
	await cycle();
	await cycle();
	await until(() => takeCensus().threads <= before.threads);
	t.deepEqual(await settled(), before);
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
