/** The host in Node's loop, with a watcher that the test works by hand. */
import test from "ava";
import { NodeHost } from "../../../src/reactor/hosts/node-host.js";
import type { Watcher } from "../../../src/reactor/watchers/index.js";
import { turns } from "../../helpers/turns.js";
import { job, VirtualEngine } from "../../helpers/virtual-engine.js";

/** A watcher that writes down what it is told, and reports when the test says so. */
class ScriptedWatcher implements Watcher {
	readonly calls: string[] = [];
	readonly report: () => void;

	constructor(report: () => void) {
		this.report = report;
	}

	changed(): void {
		this.calls.push("changed");
	}

	rebuilt(): void {
		this.calls.push("rebuilt");
	}

	arm(): void {
		this.calls.push("arm");
	}

	rest(): void {
		this.calls.push("rest");
	}

	close(): void {
		this.calls.push("close");
	}

	/** What it was told since this was called last, without repetitions. */
	take(): string[] {
		return [...new Set(this.calls.splice(0))];
	}
}

function hosted(): { engine: VirtualEngine; host: NodeHost; watchers: ScriptedWatcher[] } {
	const engine = new VirtualEngine();
	const watchers: ScriptedWatcher[] = [];
	const host = new NodeHost(engine, (report) => {
		const watcher = new ScriptedWatcher(report);
		watchers.push(watcher);
		return watcher;
	});
	engine.attachHost(host);
	return { engine, host, watchers };
}

test("NodeHost: takes a turn as an immediate, one for any number of callers", async (t) => {
	const { engine } = hosted();
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
	const { engine, host, watchers } = hosted();
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
	const { engine, host, watchers } = hosted();
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
	engine.close();
});

test("NodeHost: a turn that throws is an uncaught exception, and the loop goes on", async (t) => {
	const { engine, host } = hosted();
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
	engine.close();
});

test("NodeHost: rests while it is suspended, and takes up what waits when it is attached again", async (t) => {
	const { engine, host, watchers } = hosted();
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
	const { engine } = hosted();
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
	engine.close();
});
