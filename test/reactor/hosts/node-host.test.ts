/** The host in Node's loop, with a watcher that the test works by hand. */
import test, { type ExecutionContext } from "ava";
import { turns } from "../../helpers/turns.js";
import { job, type ScriptedDriver } from "../../helpers/virtual-engine.js";
import { hosted } from "./helpers/hosted.js";
import type { ScriptedWatcher } from "./helpers/scripted-watcher.js";

test("NodeHost: takes a turn as an immediate, one for any number of callers", async (t) => {
	const { engine } = hosted(t);
	let turnsTaken = 0;
	const { turn } = engine;
	engine.turn = (timeout) => {
		turnsTaken += 1;
		return turn.call(engine, timeout);
	};
	let ran = 0;
	for (let i = 0; i < 10; i += 1) engine.enqueue(job(() => (ran += 1)));
	t.is(ran, 0);
	await turns(3);
	t.is(ran, 10);
	t.is(turnsTaken, 1);
});

test("NodeHost: makes its watcher when first something is watched, arms it, and rests it when nothing is", async (t) => {
	const { engine, host, watchers } = hosted(t);
	host.watchChanged();
	t.is(watchers.length, 0);
	engine.driver.watched = 1;
	host.watchChanged();
	t.is(watchers.length, 1);
	const [watcher] = watchers;
	t.deepEqual(watcher?.take(), ["changed", "arm"]);
	engine.enqueue(job(() => {}));
	await turns(2);
	t.deepEqual(watcher?.take(), ["arm"]);
	engine.driver.watched = 0;
	engine.enqueue(job(() => {}));
	await turns(2);
	t.deepEqual(watcher?.take(), ["rest"]);
	engine.driver.watched = 1;
	host.watchChanged();
	t.deepEqual(watcher?.take(), ["changed", "arm"]);
	engine.close();
	t.deepEqual(watcher?.take(), ["close"]);
});

test("NodeHost: a report of the watcher is a turn, and another one where the batch was full", async (t) => {
	const { engine, host, watchers } = hosted(t);
	const { driver } = engine;
	driver.watched = 1;
	host.watchChanged();
	let events = 0;
	const event = (full: boolean) => () => {
		engine.enqueue(job(() => (events += 1)));
		return full;
	};
	driver.script.push(event(true), event(true), event(false));
	watchers[0]?.report();
	await turns(5);
	t.is(events, 3);
	t.is(driver.polls.length, 3);
});

// One after the other: they put their own listener in the place of all others.
test.serial("NodeHost: a turn that throws is an uncaught exception, and the loop goes on", async (t) => {
	const { engine, host } = hosted(t);
	engine.driver.watched = 1;
	host.watchChanged();
	const failure = new Error("the kernel is gone");
	engine.driver.script.push(() => {
		throw failure;
	});
	const caught: unknown[] = [];
	const listeners = process.listeners("uncaughtException");
	process.removeAllListeners("uncaughtException");
	process.once("uncaughtException", (error) => caught.push(error));
	let ran = 0;
	engine.enqueue(job(() => (ran += 1)));
	await turns(4);
	for (const listener of listeners) process.on("uncaughtException", listener);
	t.deepEqual(caught, [failure]);
	t.is(ran, 1);
});

test("NodeHost: rests while it is suspended, and takes up what waits when it is attached again", async (t) => {
	const { engine, host, watchers } = hosted(t);
	engine.driver.watched = 1;
	host.watchChanged();
	watchers[0]?.take();
	host.suspend();
	t.deepEqual(watchers[0]?.take(), ["rest"]);
	let ran = 0;
	engine.enqueue(job(() => (ran += 1)));
	await turns(3);
	t.is(ran, 0);
	host.resume();
	engine.attachHost(host);
	await turns(3);
	t.is(ran, 1);
	t.true(watchers[0]?.take().includes("arm"));
	engine.close();
	engine.enqueue(job(() => (ran += 1)));
	await turns(2);
	t.is(ran, 2);
});

test("NodeHost: a timer of Node's stands for the earliest of ours, also beyond what Node can count", async (t) => {
	const { engine } = hosted(t);
	const fired: string[] = [];
	const note = (name: string) => job(() => fired.push(name));
	const far = engine.enqueueLater(2 ** 40, note("far"));
	engine.enqueueLater(Number.POSITIVE_INFINITY, note("never"));
	const near = engine.enqueueLater(5, note("near"));
	// The virtual clock stands still: Node's timer comes, finds nothing due, and is set again.
	await new Promise((resolve) => setTimeout(resolve, 30));
	t.deepEqual(fired, []);
	engine.clock.advance(5);
	await new Promise((resolve) => setTimeout(resolve, 30));
	t.deepEqual(fired, ["near"]);
	near.cancel();
	far.cancel();
});

/** A host whose watcher has reported 63 times: the next report is one where looking out is tried. */
function hostedBeforeTry(
	t: ExecutionContext,
): ReturnType<typeof hosted> & { watcher: ScriptedWatcher; polls: () => number } {
	const parts = hosted(t);
	const { engine, host, watchers } = parts;
	engine.driver.watched = 1;
	engine.retain();
	host.watchChanged();
	const watcher = watchers[0] as ScriptedWatcher;
	for (let i = 0; i < 63; i += 1) watcher.report();
	const before = engine.driver.polls.length;
	return { ...parts, watcher, polls: () => engine.driver.polls.length - before };
}

/** Has a driver note each time that it is asked, and find nothing; others may add to the notes. */
function noteLooks(driver: ScriptedDriver): string[] {
	const notes: string[] = [];
	driver.lookOut = () => {
		notes.push("look");
		return false;
	};
	return notes;
}

/** Lets microtasks and ticks run, but not Node's loop. */
async function ticks(): Promise<void> {
	for (let i = 0; i < 20; i += 1) await new Promise<void>((resolve) => process.nextTick(resolve));
}

test("NodeHost: turns follow a report without Node's loop while there is news, until there is none", async (t) => {
	const { engine, watcher, polls } = hostedBeforeTry(t);
	engine.driver.finds.push(true, true, true, true);
	watcher.report();
	t.is(polls(), 1);
	await ticks();
	t.is(polls(), 5);
	t.deepEqual(engine.driver.finds, []);
	// It has paid: the next report is followed at once, too.
	engine.driver.finds.push(true);
	watcher.report();
	await ticks();
	t.is(polls(), 7);
});

test("NodeHost: no more than sixteen turns follow a report", async (t) => {
	const { engine, watcher, polls } = hostedBeforeTry(t);
	engine.driver.finds.push(...Array.from({ length: 100 }, () => true));
	watcher.report();
	for (let i = 0; i < 5; i += 1) await ticks();
	t.is(polls(), 17);
});

test("NodeHost: none follows a turn that took long itself, and none begins a quarter of a millisecond after it began", async (t) => {
	const { engine, watcher, polls } = hostedBeforeTry(t);
	const { driver } = engine;
	const taking = (ms: number) => () => {
		engine.clock.advance(ms);
		return false;
	};
	driver.finds.push(true, true, true);
	driver.script.push(taking(0.25));
	watcher.report();
	await ticks();
	t.is(polls(), 1);
	driver.script.push(taking(0.125), taking(0.0625), taking(0.0625));
	watcher.report();
	await ticks();
	t.is(polls(), 4);
	t.deepEqual(driver.finds, [true]);
});

test("NodeHost: looks out only when the reactions to a turn are through, also those that others begin", async (t) => {
	const { engine, watcher } = hostedBeforeTry(t);
	const { driver } = engine;
	const order = noteLooks(driver);
	driver.script.push(() => {
		let chain = Promise.resolve();
		for (let i = 0; i < 5; i += 1) chain = chain.then(() => void order.push(`reaction ${i}`));
		return false;
	});
	watcher.report();
	await ticks();
	t.deepEqual(order, ["reaction 0", "reaction 1", "reaction 2", "reaction 3", "reaction 4", "look"]);
});

test("NodeHost: looks out only when the ticks are through that the reactions to a turn ask for", async (t) => {
	const { engine, watcher } = hostedBeforeTry(t);
	const { driver } = engine;
	const order = noteLooks(driver);
	driver.script.push(() => {
		const tick = (name: string, next?: () => void) => () =>
			process.nextTick(() => {
				order.push(name);
				next?.();
			});
		const reaction = () => void Promise.resolve().then(() => order.push("reaction of a tick"));
		// Two reactions later, whoever asked for a tick when the turn was over has asked for it.
		Promise.resolve()
			.then(() => {})
			.then(() => {})
			.then(tick("tick", tick("tick of a tick", reaction)));
		return false;
	});
	watcher.report();
	await ticks();
	t.deepEqual(order, ["tick", "tick of a tick", "reaction of a tick", "look"]);
});

test("NodeHost: a turn that was asked for meanwhile follows without looking out, and is not taken twice", async (t) => {
	const { engine, watcher, polls } = hostedBeforeTry(t);
	let ran = 0;
	engine.driver.script.push(() => {
		Promise.resolve().then(() => engine.enqueue(job(() => (ran += 1))));
		return false;
	});
	watcher.report();
	await ticks();
	t.is(ran, 1);
	t.is(polls(), 2);
	await turns(3);
	t.is(polls(), 2);
});

test("NodeHost: does not look out where Node has other things to do, nothing is waited for, or it is suspended", async (t) => {
	const { engine, host, watcher } = hostedBeforeTry(t);
	let looks = 0;
	engine.driver.lookOut = () => {
		looks += 1;
		return true;
	};
	watcher.quiet = false;
	watcher.report();
	await ticks();
	t.is(watcher.asked, 1);
	// It is asked again only after a while.
	for (let i = 0; i < 63; i += 1) watcher.report();
	t.is(watcher.asked, 1);
	watcher.quiet = true;
	engine.release();
	watcher.report();
	await ticks();
	t.is(watcher.asked, 2);
	engine.retain();
	watcher.sleepy = false;
	watcher.report();
	await ticks();
	watcher.sleepy = true;
	watcher.report();
	host.suspend();
	await ticks();
	t.is(looks, 0);
});

test.serial(
	"NodeHost: turns follow a report also where a test has put a fake in the place of process.nextTick",
	async (t) => {
		const { engine, watcher, polls } = hostedBeforeTry(t);
		engine.driver.finds.push(true, true);
		const { nextTick } = process;
		// What others ask for meanwhile, the test runner for one, comes later.
		const asked: (() => void)[] = [];
		process.nextTick = (callback, ...args) => void asked.push(() => callback(...args));
		let taken = 0;
		try {
			watcher.report();
			for (let i = 0; i < 20; i += 1) await new Promise<void>((resolve) => nextTick(resolve));
			taken = polls();
		} finally {
			process.nextTick = nextTick;
			for (const callback of asked) callback();
		}
		t.is(taken, 3);
		engine.close();
	},
);

test.serial(
	"NodeHost: an error of a turn that follows is an uncaught exception, and the loop goes on",
	async (t) => {
		const { engine, watcher } = hostedBeforeTry(t);
		const failure = new Error("the kernel is gone");
		engine.driver.finds.push(true);
		engine.driver.script.push(
			() => false,
			() => {
				throw failure;
			},
		);
		const caught: unknown[] = [];
		const listeners = process.listeners("uncaughtException");
		process.removeAllListeners("uncaughtException");
		process.once("uncaughtException", (error) => caught.push(error));
		watcher.report();
		await turns(3);
		for (const listener of listeners) process.on("uncaughtException", listener);
		t.deepEqual(caught, [failure]);
		let ran = 0;
		engine.enqueue(job(() => (ran += 1)));
		await turns(2);
		t.is(ran, 1);
		engine.close();
	},
);

test.serial(
	"NodeHost: a turn that a tick takes leaves Node's immediates whole, should another tick throw",
	async (t) => {
		const { engine, watchers, host } = hosted(t);
		engine.driver.watched = 1;
		host.watchChanged();
		const failure = new Error("on purpose");
		const caught: unknown[] = [];
		const listeners = process.listeners("uncaughtException");
		process.removeAllListeners("uncaughtException");
		process.on("uncaughtException", (error) => {
			// Node's own error, again and again, where the list was cut.
			if (caught.push(error) > 3) process.exit(1);
		});
		const order: string[] = [];
		setImmediate(() => {
			process.nextTick(() => watchers[0]?.report());
			process.nextTick(() => {
				throw failure;
			});
		});
		engine.enqueue(job(() => order.push("job")));
		setImmediate(() => order.push("immediate"));
		await turns(4);
		process.removeAllListeners("uncaughtException");
		for (const listener of listeners) process.on("uncaughtException", listener);
		t.deepEqual(caught, [failure]);
		t.deepEqual(order, ["job", "immediate"]);
	},
);

test("NodeHost: a turn that was taken before its immediate came can be asked for again, and is taken once", async (t) => {
	const { engine, host, watchers } = hosted(t);
	const { driver } = engine;
	driver.watched = 1;
	host.watchChanged();
	const order: string[] = [];
	engine.enqueue(job(() => order.push("reported")));
	watchers[0]?.report();
	t.deepEqual(order, ["reported"]);
	engine.enqueue(job(() => order.push("asked for")));
	t.deepEqual(order, ["reported"]);
	await turns(3);
	t.deepEqual(order, ["reported", "asked for"]);
	t.is(driver.polls.length, 2);
});
