import test from "ava";
import { activeScheduler } from "../../src/futures/index.js";
import { job, RecordingHost, VirtualEngine } from "../helpers/virtual-engine.js";

/** Has an engine run a job again and again; tells how often it has. */
function chain(engine: VirtualEngine, links = Number.POSITIVE_INFINITY): { readonly ran: number } {
	const state = { ran: 0 };
	const link = job(() => {
		state.ran += 1;
		if (state.ran < links) engine.enqueue(link);
	});
	engine.enqueue(link);
	return state;
}

test("turn: a round runs what was ready when it began, and no more", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	engine.enqueue(
		job(() => {
			log.push("a");
			engine.enqueue(job(() => log.push("d")));
			engine.whenTurnIsOver(() => log.push("over"));
		}),
	);
	engine.enqueue(job(() => log.push("b")));
	engine.enqueue(job(() => log.push("c")));
	t.true(engine.turn(0));
	t.deepEqual(log, ["a", "b", "c", "over"]);
	t.false(engine.turn(0));
	t.deepEqual(log, ["a", "b", "c", "over", "d"]);
});

test("turn: takes several rounds, but not without end", (t) => {
	const engine = new VirtualEngine();
	const endless = chain(engine);
	t.true(engine.turn(0));
	t.is(endless.ran, 64);
	const short = new VirtualEngine();
	const ended = chain(short, 10);
	t.false(short.turn(0));
	t.is(ended.ran, 10);
});

test("turn: many chains at once do not make it longer", (t) => {
	const engine = new VirtualEngine();
	const chains = Array.from({ length: 1000 }, () => chain(engine));
	t.true(engine.turn(0));
	const ran = chains.map((each) => each.ran);
	t.true(Math.max(...ran) <= 2, `${Math.max(...ran)} rounds of 1000 jobs`);
	t.is(Math.max(...ran), Math.min(...ran));
});

test("turn: the rounds end when a promise was settled, whose reactions wait", async (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	const future = engine.future<void>();
	const waiting = (async () => {
		await future;
		log.push("continued");
	})();
	await Promise.resolve();
	const other = chain(engine);
	future.setResult();
	t.true(engine.turn(0));
	t.is(other.ran, 1);
	await waiting;
	t.deepEqual(log, ["continued"]);
	engine.turn(0);
	t.is(other.ran, 65);
});

test("turn: polls first, and again between some of the rounds while something is watched", (t) => {
	const engine = new VirtualEngine();
	const { driver } = engine;
	chain(engine);
	engine.turn(0);
	t.deepEqual(driver.polls, []);
	driver.watched = 1;
	engine.turn(0);
	t.deepEqual(driver.polls, [0, 0, 0, 0]);
	driver.polls.length = 0;
	engine.turn(5);
	t.deepEqual(driver.polls, [5, 0, 0, 0]);
});

test("turn: a full batch asks for another turn, from whichever poll it came", (t) => {
	const engine = new VirtualEngine();
	const { driver } = engine;
	driver.watched = 1;
	t.false(engine.turn(0));
	driver.script.push(() => true);
	t.true(engine.turn(0));
	driver.script.push(
		() => false,
		() => true,
	);
	chain(engine, 20);
	t.true(engine.turn(0));
	t.false(engine.turn(0));
});

test("turn: what the driver and the timers make ready runs in the same turn", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	engine.driver.watched = 1;
	engine.driver.script.push(() => {
		engine.enqueue(job(() => log.push("event")));
		return false;
	});
	engine.enqueueLater(
		5,
		job(() => log.push("timer")),
	);
	engine.enqueue(job(() => log.push("ready")));
	engine.clock.advance(5);
	t.false(engine.turn(0));
	t.deepEqual(log, ["ready", "event", "timer"]);
});

test("turn: a timer that comes due during a long chain is not kept waiting until it ends", (t) => {
	const engine = new VirtualEngine();
	let firedAt: number | undefined;
	const endless = chain(engine);
	engine.enqueueLater(
		1,
		job(() => {
			firedAt = endless.ran;
		}),
	);
	engine.enqueue(job(() => engine.clock.advance(1)));
	engine.turn(0);
	t.true(firedAt !== undefined && firedAt <= 18, `after ${firedAt} links`);
});

test("turn: the engine is the current loop within it, and not outside", (t) => {
	const engine = new VirtualEngine();
	const seen: unknown[] = [];
	engine.enqueue(job(() => seen.push(activeScheduler())));
	engine.settle();
	t.deepEqual(seen, [engine]);
	t.is(activeScheduler(), undefined);
});

test("turn: an exception out of the driver leaves an engine that goes on", (t) => {
	const engine = new VirtualEngine();
	const failure = new Error("the kernel is gone");
	engine.driver.watched = 1;
	engine.driver.script.push(() => {
		throw failure;
	});
	let ran = 0;
	engine.enqueue(job(() => (ran += 1)));
	t.throws(() => engine.turn(0), { is: failure });
	t.false(engine.isTurning);
	t.is(activeScheduler(), undefined);
	t.false(engine.turn(0));
	t.is(ran, 1);
});

test("wake: the host is asked once, until the turn is over", (t) => {
	const engine = new VirtualEngine();
	const { recorder } = engine;
	engine.enqueue(job(() => {}));
	engine.enqueue(job(() => engine.enqueue(job(() => {}))));
	engine.wake();
	t.deepEqual(recorder.take(), ["wake"]);
	engine.turn(0);
	t.deepEqual(recorder.take(), []);
	engine.enqueue(job(() => {}));
	t.deepEqual(recorder.take(), ["wake"]);
});

test("hold and release: the host is told of the first and of the last, and within a turn it asks by itself", (t) => {
	const engine = new VirtualEngine();
	const { recorder } = engine;
	engine.retain();
	engine.retain();
	t.deepEqual(recorder.take(), ["hold"]);
	t.true(engine.holding);
	engine.release();
	engine.release();
	t.deepEqual(recorder.take(), ["release"]);
	t.false(engine.holding);
	engine.retain();
	engine.enqueue(job(() => engine.release()));
	recorder.take();
	engine.turn(0);
	t.deepEqual(recorder.take(), []);
	t.false(engine.holding);
});

test("patience: none while something is ready, else until the next timer, else for ever", (t) => {
	const engine = new VirtualEngine();
	t.is(engine.patience(), undefined);
	const timer = engine.enqueueLater(
		7.5,
		job(() => {}),
	);
	t.is(engine.patience(), 7.5);
	engine.clock.advance(10);
	t.is(engine.patience(), 0);
	engine.clock.now -= 10;
	engine.enqueue(job(() => {}));
	t.is(engine.patience(), 0);
	engine.settle();
	t.is(engine.patience(), 7.5);
	timer.cancel();
	t.is(engine.patience(), undefined);
	engine.whenTurnIsOver(() => {});
	t.is(engine.patience(), 0);
});

test("whenTurnIsOver: the rest of the round runs first; what is ready then waits", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	engine.enqueue(job(() => engine.whenTurnIsOver(() => log.push("over"))));
	engine.enqueue(
		job(() => {
			log.push("same round");
			engine.enqueue(job(() => log.push("next turn")));
		}),
	);
	t.true(engine.turn(0));
	t.deepEqual(log, ["same round", "over"]);
	t.false(engine.turn(0));
	t.deepEqual(log, ["same round", "over", "next turn"]);
});

test("whenTurnIsOver: outside a turn it asks for one", (t) => {
	const engine = new VirtualEngine();
	let over = 0;
	engine.whenTurnIsOver(() => (over += 1));
	t.deepEqual(engine.recorder.take(), ["wake"]);
	engine.turn(0);
	t.is(over, 1);
});

test("statistics: a frozen record of how things stand", (t) => {
	const engine = new VirtualEngine();
	t.deepEqual(engine.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	engine.enqueue(job(() => {}));
	engine.enqueueLater(
		1,
		job(() => {}),
	);
	engine.driver.watched = 3;
	const statistics = engine.statistics();
	t.deepEqual(statistics, { ready: 1, timers: 1, watched: 3, holding: true });
	t.true(Object.isFrozen(statistics));
});

test("close: drops what is ready and the timers, closes driver and host, once", (t) => {
	const engine = new VirtualEngine();
	engine.enqueue(job(() => t.fail()));
	engine.enqueueLater(
		1,
		job(() => t.fail()),
	);
	engine.close();
	engine.close();
	t.true(engine.driver.closed);
	t.is(engine.recorder.take().filter((call) => call === "close").length, 1);
	t.deepEqual(engine.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	engine.turn(0);
});

test("close: whoever waits for a future of a closed engine is told nevertheless", async (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const called = new Promise((resolve) => future.addDoneCallback((done) => resolve(done.result())));
	const waiting = (async () => await future)();
	await Promise.resolve();
	engine.close();
	future.setResult(5);
	t.is(await waiting, 5);
	t.is(await called, 5);
	const late = engine.future<number>();
	late.setResult(6);
	t.is(await new Promise((resolve) => late.addDoneCallback((done) => resolve(done.result()))), 6);
});

test("close: within a turn it drops the rest of the round", (t) => {
	const engine = new VirtualEngine();
	engine.driver.watched = 1;
	engine.enqueue(job(() => engine.close()));
	engine.enqueue(job(() => t.fail()));
	t.false(engine.turn(0));
	t.pass();
});

test("attachHost: another host is told how things stand", (t) => {
	const engine = new VirtualEngine();
	engine.retain();
	engine.enqueue(job(() => {}));
	const { recorder } = engine;
	recorder.take();
	engine.attachHost(recorder);
	t.deepEqual(recorder.take(), ["wake", "hold", "timersChanged", "watchChanged"]);
	engine.settle();
	engine.release();
	recorder.take();
	engine.attachHost(recorder);
	t.deepEqual(recorder.take(), ["release", "timersChanged", "watchChanged"]);
});

test("attachHost: a turn that was asked for, or was to follow, is asked of the next host", (t) => {
	const engine = new VirtualEngine();
	engine.driver.watched = 1;
	const isAskedOfNext = () => {
		const recorder = new RecordingHost();
		engine.attachHost(recorder);
		return recorder.take().includes("wake");
	};
	t.false(isAskedOfNext());
	engine.hasNews();
	t.true(isAskedOfNext());
	// News that came in the middle of the last turn, and a batch that was full.
	engine.driver.script.push(() => {
		engine.hasNews();
		return false;
	});
	t.true(engine.turn(undefined));
	t.true(isAskedOfNext());
	engine.driver.script.push(() => true);
	t.true(engine.turn(undefined));
	t.true(isAskedOfNext());
	t.false(engine.turn(undefined));
	t.false(isAskedOfNext());
});

test("debug mode: reports on standard error what takes too long, and only that", (t) => {
	const engine = new VirtualEngine();
	const written: string[] = [];
	const { write } = process.stderr;
	process.stderr.write = ((text: string) => {
		written.push(text);
		return true;
	}) as typeof process.stderr.write;
	t.teardown(() => {
		process.stderr.write = write;
	});
	engine.slowAfter = 100;
	const slow = { run: () => engine.clock.advance(100), toString: () => "<slow one>" };
	engine.enqueue(slow);
	engine.enqueue(job(() => engine.clock.advance(99.9)));
	engine.settle();
	t.deepEqual(written, ["evloop: executing <slow one> took 100.000 ms\n"]);
});

test("whenClosed: tells before the driver is closed, the last one first", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	const { driver } = engine;
	const close = driver.close.bind(driver);
	driver.close = () => {
		log.push("driver");
		close();
	};
	engine.whenClosed(() => log.push("first"));
	engine.whenClosed(() => log.push(engine.isClosed ? "second" : "open"));
	engine.close();
	engine.close();
	t.deepEqual(log, ["second", "first", "driver"]);
});
