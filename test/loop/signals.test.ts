/** Handlers of signals: in processes of their own, which get real ones. */
import test from "ava";
import { RuntimeError, ValueError } from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { printed, runProgram } from "../helpers/run-program.js";

const library = new URL("../../src/index.js", import.meta.url).href;

const prelude = `
const loop = evloop.getEventLoop();
const self = (signal) => process.kill(process.pid, signal);
`;

test("addSignalHandler: the callback gets its arguments in a turn of the loop, each time", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		const heard = new evloop.Queue();
		loop.addSignalHandler("SIGUSR2", (...args) => { console.log(...args, loop.scheduler.isTurning); heard.putNowait(1); }, "a", 2);
		for (let i = 0; i < 2; i += 1) { const next = heard.get(); const alive = setInterval(() => {}, 1000); self("SIGUSR2"); await next; clearInterval(alive); }`,
	);
	t.is(output, "a 2 true\na 2 true");
});

test("addSignalHandler: takes names and numbers, and a second handler takes the place of the first", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		const { constants } = await import("node:os");
		const heard = loop.createFuture();
		loop.addSignalHandler("SIGTERM", () => console.log("first"));
		loop.addSignalHandler(constants.signals.SIGTERM, () => heard.setResult("second"));
		console.log(process.listenerCount("SIGTERM"));
		const alive = setInterval(() => {}, 1000);
		self("SIGTERM");
		console.log(await heard);
		clearInterval(alive);`,
	);
	t.is(output, "1\nsecond");
});

test("addSignalHandler: does not keep the process alive", async (t) => {
	t.is(await printed(t, `${prelude} loop.addSignalHandler("SIGTERM", () => {}); console.log("end");`), "end");
});

test("addSignalHandler: what the callback throws goes to the exception handler", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		const heard = loop.createFuture();
		loop.setExceptionHandler((_, { exception }) => heard.setResult(exception.message));
		loop.addSignalHandler("SIGTERM", () => { throw new Error("oh"); });
		const alive = setInterval(() => {}, 1000);
		self("SIGTERM");
		console.log(await heard);
		clearInterval(alive);`,
	);
	t.is(output, "oh");
});

test("removeSignalHandler: the signal has its own effect again, and nothing of a pending one is called", async (t) => {
	const { signal, stdout } = await runProgram(
		t,
		`${prelude}
		loop.addSignalHandler("SIGTERM", () => console.log("never"));
		process.once("SIGTERM", () => {
			// Node's listeners are called in their order: the loop's callback is in its queue by now.
			console.log(loop.removeSignalHandler("SIGTERM"), loop.removeSignalHandler("SIGTERM"));
			setImmediate(() => setImmediate(() => { self("SIGTERM"); }));
		});
		setInterval(() => {}, 1000);
		self("SIGTERM");`,
	);
	t.is(stdout, "true false\n");
	t.is(signal, "SIGTERM");
});

test("removeSignalHandler: a signal that was ignored is ignored again, as Node ignores SIGPIPE", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		loop.addSignalHandler("SIGPIPE", () => {});
		loop.removeSignalHandler("SIGPIPE");
		self("SIGPIPE");
		await evloop.sleep(20);
		console.log("alive");`,
	);
	t.is(output, "alive");
});

test("removeSignalHandler: leaves a listener of Node's alone", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		loop.addSignalHandler("SIGTERM", () => {});
		const heard = new Promise((resolve) => process.once("SIGTERM", resolve));
		loop.removeSignalHandler("SIGTERM");
		const alive = setInterval(() => {}, 1000);
		self("SIGTERM");
		console.log(await heard);
		clearInterval(alive);`,
	);
	t.is(output, "SIGTERM");
});

test("close: removes the handlers", async (t) => {
	const output = await printed(
		t,
		`const loop = evloop.newEventLoop();
		loop.addSignalHandler("SIGTERM", () => {});
		loop.addSignalHandler("SIGHUP", () => {});
		loop.close();
		console.log(process.listenerCount("SIGTERM"), process.listenerCount("SIGHUP"));`,
	);
	t.is(output, "0 0");
});

test("run: Ctrl-C goes to a handler of SIGINT that its program installs, and to run again once that is removed", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		try {
			await evloop.run(async () => {
				const heard = evloop.getRunningLoop().createFuture();
				const running = evloop.getRunningLoop();
				running.addSignalHandler("SIGINT", () => { console.log("heard"); heard.setResult(); });
				self("SIGINT");
				const alive = setInterval(() => {}, 1000);
				await heard;
				clearInterval(alive);
				running.removeSignalHandler("SIGINT");
				self("SIGINT");
				await evloop.sleep(20_000);
			});
		} catch (error) { console.log(error.name); }`,
	);
	t.is(output, "heard\nKeyboardInterrupt");
});

test("run: Ctrl-C still cancels its main task where a listener of Node's has come meanwhile", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		try {
			await evloop.run(async () => {
				process.once("SIGINT", () => console.log("heard, too"));
				self("SIGINT");
				await evloop.sleep(20_000);
			});
		} catch (error) { console.log(error.name); }`,
	);
	t.is(output, "heard, too\nKeyboardInterrupt");
});

test("runForeverSync and runUntilCompleteSync: refuse to block while there are handlers, and say which", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		loop.addSignalHandler("SIGTERM", () => {});
		for (const block of [() => loop.runForeverSync(), () => loop.runUntilCompleteSync(evloop.sleep(1))]) {
			try { block(); } catch (error) { console.log(error.name, error.message); }
		}
		loop.removeSignalHandler("SIGTERM");
		console.log(loop.runUntilCompleteSync(evloop.sleep(1, "blocked")));`,
	);
	const refusal =
		"RuntimeError Cannot block in an event loop with a handler of SIGTERM: it could not run there; remove it first";
	t.is(output, `${refusal}\n${refusal}\nblocked`);
});

test("addSignalHandler: is refused while the loop blocks its thread", async (t) => {
	const output = await printed(
		t,
		`${prelude}
		loop.callSoon(() => {
			try { loop.addSignalHandler("SIGTERM", () => {}); } catch (error) { console.log(error.name, error.message); }
			loop.stop();
		});
		loop.runForeverSync();
		console.log(process.listenerCount("SIGTERM"));`,
	);
	t.is(
		output,
		"RuntimeError Cannot addSignalHandler for SIGTERM while the event loop blocks its thread: it could not run\n0",
	);
});

test("addSignalHandler: is refused in a worker thread", async (t) => {
	const output = await printed(
		t,
		`const { Worker } = await import("node:worker_threads");
		const source = 'import(' + JSON.stringify(${JSON.stringify(library)}) + ').then(({ getEventLoop }) => {' +
			'try { getEventLoop().addSignalHandler("SIGTERM", () => {}); } catch (error) { console.log(error.name, error.message); } })';
		new Worker(source, { eval: true });`,
	);
	t.is(
		output,
		"RuntimeError Cannot addSignalHandler for SIGTERM in a worker thread: only the main thread gets signals",
	);
});

test("addSignalHandler: refuses what cannot be caught, what is no signal and what is no function", (t) => {
	const loop = newLoop(t);
	const add = loop.addSignalHandler.bind(loop) as (signal: unknown, callback: unknown) => void;
	for (const signal of ["SIGKILL", "SIGSTOP", 9]) {
		t.throws(() => add(signal, () => {}), { instanceOf: RuntimeError, message: /cannot be caught$/ });
	}
	for (const signal of ["SIGNONE", "toString", "", "sigterm", 0, -1, 65, 1.5, Number.NaN]) {
		t.throws(
			() => add(signal, () => {}),
			{ instanceOf: ValueError, message: /there is no signal/ },
			String(signal),
		);
	}
	t.throws(() => add(63, () => {}), { instanceOf: ValueError, message: /Node cannot listen for signal 63/ });
	for (const signal of [undefined, null, {}, [15], 15n, Symbol("SIGTERM")]) {
		t.throws(() => add(signal, () => {}), { instanceOf: TypeError });
	}
	t.throws(() => add("SIGTERM", 1), { instanceOf: TypeError, message: /must be a function/ });
	t.throws(() => loop.removeSignalHandler("SIGNONE" as NodeJS.Signals), { instanceOf: ValueError });
	t.false(loop.removeSignalHandler("SIGTERM"));
	loop.close();
	t.throws(() => add("SIGTERM", () => {}), { instanceOf: RuntimeError, message: "Event loop is closed" });
});
