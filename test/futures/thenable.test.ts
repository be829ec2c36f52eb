/** A future is used like a promise: awaited, chained, raced. */
import test from "ava";
import { CancelledError } from "../../src/errors.js";
import type { Future } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { printed, runProgram } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

const failure = new Error("broken");

test("await: gives the result, throws the failure, throws the cancellation; pending or done", async (t) => {
	const loop = newLoop(t);
	for (const early of [true, false]) {
		const settle = async (how: (future: Future<string>) => void): Promise<string> => {
			const future = loop.createFuture<string>();
			if (early) how(future);
			else setImmediate(how, future);
			return await future;
		};
		t.is(await settle((future) => future.setResult("value")), "value");
		await t.throwsAsync(
			settle((future) => future.setException(failure)),
			{ is: failure },
		);
		await t.throwsAsync(
			settle((future) => future.cancel("why")),
			{ instanceOf: CancelledError, message: "why" },
		);
	}
});

test("await: the awaiting function goes on after the turn, never from inside the call that settles", async (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const log: unknown[] = [];
	const waiting = (async () => log.push(await future))();
	await Promise.resolve();
	future.setResult(1);
	await turns(3);
	t.deepEqual(log, []);
	engine.settle();
	t.deepEqual(log, []);
	await waiting;
	t.deepEqual(log, [1]);
});

test("await: several functions go on in the order in which they began to wait, with the callbacks between", async (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<void>();
	const log: string[] = [];
	const wait = async (name: string) => {
		await future;
		log.push(name);
	};
	const all = [wait("a"), wait("b"), wait("c")];
	await Promise.resolve();
	future.addDoneCallback(() => log.push("callback"));
	future.setResult();
	engine.settle();
	await Promise.all(all);
	t.deepEqual(log, ["callback", "a", "b", "c"]);
});

test("then: both functions, called with the result or the reason, once and later", async (t) => {
	const engine = new VirtualEngine();
	const [fulfilled, rejected] = [engine.future<number>(), engine.future<number>()];
	const log: unknown[] = [];
	const first = fulfilled.then(
		(value) => {
			log.push(value);
			return value + 1;
		},
		() => t.fail(),
	);
	const second = rejected.then(
		() => t.fail(),
		(reason) => {
			log.push(reason);
			return "recovered";
		},
	);
	fulfilled.setResult(1);
	rejected.setException(failure);
	t.deepEqual(log, []);
	engine.settle();
	t.deepEqual(log, [1, failure]);
	t.is(await first, 2);
	t.is(await second, "recovered");
});

test("then: without functions, or with one, it passes on what it has none for", async (t) => {
	for (const late of [true, false]) {
		const engine = new VirtualEngine();
		const [good, bad] = [engine.future<number>(), engine.future<number>()];
		const settle = () => {
			good.setResult(1);
			bad.setException(failure);
		};
		if (!late) settle();
		const outcomes = Promise.allSettled([
			good.then(),
			good.then(null, undefined),
			good.then((value) => value * 2),
			good.then(undefined, () => t.fail()),
			good.then("no function" as never, 5 as never),
			bad.then(),
			bad.then(() => t.fail()),
			bad.then(undefined, (reason) => [reason]),
			bad.then(null, null),
		]);
		if (late) settle();
		engine.settle();
		t.deepEqual(
			(await outcomes).map((each) => (each.status === "fulfilled" ? each.value : each.reason)),
			[1, 1, 2, 1, 1, failure, failure, [failure], failure],
		);
	}
});

test("then: chains, as deep as one likes, and takes in what its function returns", async (t) => {
	const engine = new VirtualEngine();
	const [future, inner] = [engine.future<number>(), engine.future<string>()];
	const pass = (error: unknown): never => {
		throw error;
	};
	const chained = future
		.then((value) => value + 1, pass)
		.then((value) => value * 10, pass)
		.then((value) => `${value}`)
		.then(() => inner)
		.then((value) => Promise.resolve(`${value}!`));
	const early = future.then(() => inner, pass);
	future.setResult(1);
	engine.settle();
	inner.setResult("inside");
	await turns(2);
	engine.settle();
	t.is(await early, "inside");
	await turns(2);
	engine.settle();
	t.is(await chained, "inside!");
});

test("then: chaining on what it returned works before and after it ran", async (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const returned = future.then(
		(value) => value + 1,
		() => 0,
	);
	const before = returned.then((value) => `before ${value}`);
	const alsoBefore = returned.finally(() => {});
	future.setResult(1);
	engine.settle();
	const after = returned.then((value) => `after ${value}`);
	t.deepEqual(await Promise.all([before, alsoBefore, after, returned, returned.catch(() => 0)]), [
		"before 2",
		2,
		"after 2",
		2,
		2,
	]);
	t.is(Object.prototype.toString.call(returned), "[object Promise]");
});

test("then: what its functions throw is what the next one gets", async (t) => {
	const engine = new VirtualEngine();
	const [good, bad] = [engine.future<number>(), engine.future<number>()];
	const thrower = () => {
		throw failure;
	};
	const both = [good.then(thrower, thrower), bad.then(thrower, thrower)];
	const caught = both.map((each) => each.catch((reason) => [reason]));
	good.setResult(1);
	bad.setException(new Error("other"));
	engine.settle();
	const late = both.map((each) => each.catch((reason) => ["late", reason]));
	t.deepEqual(await Promise.all([...caught, ...late]), [
		[failure],
		[failure],
		["late", failure],
		["late", failure],
	]);
});

test("catch: is called for a failure and a cancellation, and leaves a result alone", async (t) => {
	const engine = new VirtualEngine();
	const [good, bad, gone] = [engine.future<number>(), engine.future<number>(), engine.future<number>()];
	const outcomes = Promise.all(
		[good, bad, gone].map((each) => each.catch((reason) => (reason as Error).name)),
	);
	good.setResult(1);
	bad.setException(failure);
	gone.cancel();
	engine.settle();
	t.deepEqual(await outcomes, [1, "Error", "CancelledError"]);
});

test("finally: runs in any case and changes nothing, unless it throws", async (t) => {
	const engine = new VirtualEngine();
	const [good, bad] = [engine.future<number>(), engine.future<number>()];
	let ran = 0;
	const count = () => {
		ran += 1;
	};
	const outcomes = Promise.allSettled([
		good.finally(count),
		bad.finally(count),
		good.finally(() => {
			throw failure;
		}),
		good.finally(),
	]);
	good.setResult(1);
	bad.setException("bad");
	engine.settle();
	t.deepEqual(
		(await outcomes).map((each) => (each.status === "fulfilled" ? each.value : each.reason)),
		[1, "bad", failure, 1],
	);
	t.is(ran, 2);
});

test("Promise.all, allSettled, race, any and resolve take futures", async (t) => {
	const loop = newLoop(t);
	const make = () => loop.createFuture<number>();
	const [a, b, c] = [make(), make(), make()];
	const all = Promise.all([a, b, 3]);
	const settled = Promise.allSettled([a, c]);
	const race = Promise.race([c, b]);
	const any = Promise.any([c, a]);
	setImmediate(() => {
		b.setResult(2);
		a.setResult(1);
		setImmediate(() => c.setException(failure));
	});
	t.deepEqual(await all, [1, 2, 3]);
	t.is(await race, 2);
	t.is(await any, 1);
	t.deepEqual(await settled, [
		{ status: "fulfilled", value: 1 },
		{ status: "rejected", reason: failure },
	]);
	t.is(await Promise.resolve(a), 1);
	t.is(await new Promise<number>((resolve) => resolve(b)), 2);
});

test("toPromise: the same native promise each time, of the same outcome", async (t) => {
	const engine = new VirtualEngine();
	const [future, done, bad] = [engine.future<number>(), engine.future<number>(), engine.future<number>()];
	done.setResult(2);
	bad.setException(failure);
	const promise = future.toPromise();
	t.true(promise instanceof Promise);
	t.is(future.toPromise(), promise);
	t.is(done.toPromise(), done.toPromise());
	future.setResult(1);
	t.is(future.toPromise(), promise);
	engine.settle();
	t.is(await promise, 1);
	t.is(await done.toPromise(), 2);
	await t.throwsAsync(bad.toPromise(), { is: failure });
});

test("await: a result that is itself a promise or a future is waited for, as with promises", async (t) => {
	const loop = newLoop(t);
	const [outer, inner] = [loop.createFuture<unknown>(), loop.createFuture<string>()];
	setImmediate(() => {
		outer.setResult(inner);
		setImmediate(() => inner.setResult("deep"));
	});
	t.is(await outer, "deep");
	t.is(outer.result(), inner);
	const done = loop.createFuture<unknown>();
	done.setResult(Promise.resolve("native"));
	t.is(await done, "native");
});

/** What a program does with a future that has or will have a result, and with one that fails. */
const errorsInThen = {
	"then with both functions": "future.then(thrower, ignore)",
	"then with one function": "future.then(thrower)",
	"a rejection handler": "bad.then(ignore, thrower)",
	catch: "bad.catch(thrower)",
	finally: "future.finally(thrower)",
	"a rejected promise": "future.then(() => Promise.reject(new Error('in then')), ignore)",
	"a failed future": "future.then(failed, ignore)",
	"a chain without an end": "bad.then(ignore).finally(ignore)",
};

test.serial("then: an error that nobody catches is an unhandled rejection, as with promises", async (t) => {
	const output = await printed(
		t,
		`const loop = evloop.getEventLoop();
		process.on("unhandledRejection", ({ message }) => heard.push(message));
		loop.setExceptionHandler((_loop, { message }) => heard.push(message));
		const thrower = () => { throw new Error("in then"); }, ignore = () => {};
		const failed = () => { const f = loop.createFuture(); f.setException(new Error("in then")); return f; };
		const settle = (future, bad) => { future.setResult(1); bad.setException(new Error("in then")); };
		const cases = { ${Object.entries(errorsInThen)
			.map(([what, code]) => `${JSON.stringify(what)}: (future, bad) => ${code}`)
			.join(", ")} };
		let heard;
		for (const [what, use] of Object.entries(cases)) {
			for (const early of [true, false]) {
				heard = [];
				const future = loop.createFuture(), bad = loop.createFuture();
				if (early) settle(future, bad);
				use(future, bad);
				bad.catch(ignore);
				await new Promise(setImmediate);
				if (!early) settle(future, bad);
				await new Promise((resolve) => setTimeout(resolve, 120));
				console.log(what, early ? "early:" : "late:", ...heard);
			}
		}`,
	);
	t.deepEqual(
		output.split("\n"),
		Object.keys(errorsInThen).flatMap((what) => [`${what} early: in then`, `${what} late: in then`]),
	);
});

test.serial("then: an unhandled rejection ends the process, as with promises", async (t) => {
	const { code, stdout, stderr } = await runProgram(
		t,
		`const future = evloop.getEventLoop().createFuture();
		future.then(() => { throw new Error("in then"); }, () => {});
		future.setResult(1);
		setTimeout(() => console.log("alive"), 1000);`,
	);
	t.is(code, 1);
	t.is(stdout, "");
	t.regex(stderr, /Error: in then/);
});

test.serial("then: an error that is caught along the chain is no unhandled rejection", async (t) => {
	const output = await printed(
		t,
		`const future = evloop.getEventLoop().createFuture();
		process.on("unhandledRejection", () => console.log("unhandled"));
		const returned = future.then(() => { throw new Error("caught"); }, () => {});
		returned.catch(({ message }) => console.log(message));
		future.setResult(1);
		await new Promise((resolve) => setTimeout(resolve, 20));`,
	);
	t.is(output, "caught");
});
