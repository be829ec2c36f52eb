/** What begins, and what fails, when the loop is closed already. */
import test from "ava";
import { RuntimeError } from "../../src/errors.js";
import { sleep, timeout, wait, waitFor } from "../../src/futures/index.js";
import { newEventLoop } from "../../src/loop/index.js";
import { reasonOf } from "../helpers/reason-of.js";
import { printed } from "../helpers/run-program.js";
import { turns } from "../helpers/turns.js";

test("what takes time on a closed loop is refused, and does not wait for ever", async (t) => {
	const refusals: unknown[] = [];
	const loop = newEventLoop();
	const future = loop.createFuture();
	const task = loop.createTask(async () => {
		try {
			await future;
		} finally {
			for (const begin of [
				() => sleep(10),
				() => timeout(10, async () => {}),
				() => waitFor(loop.createFuture(), 10),
				() => wait([loop.createFuture()], { timeout: 10 }),
			]) {
				refusals.push(await reasonOf((async () => await begin())()));
			}
		}
	});
	await turns(3);
	loop.close();
	task.cancel();
	await reasonOf(task);
	for (const refusal of refusals) t.true(refusal instanceof RuntimeError, String(refusal));
	t.is(refusals.length, 4);
	t.regex(String(refusals[0]), /the loop is closed/);
});

test("what is set up in run() and comes after its end finds a loop that is open, and the process ends", async (t) => {
	const program = `
		const { run, sleep } = evloop;
		await run(async () => {
			setTimeout(async () => {
				await sleep(10);
				console.log("slept");
			}, 50);
		});
		console.log("run is over");
	`;
	t.is(await printed(t, program), "run is over\nslept");
});

test("a task that fails when its loop is closed already is reported, unless somebody looks", async (t) => {
	const loop = newEventLoop();
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
	const fail = (message: string) => async (): Promise<void> => {
		try {
			await loop.createFuture();
		} catch {
			throw new Error(message);
		}
	};
	const [unseen, seen] = [loop.createTask(fail("unseen")), loop.createTask(fail("seen"))];
	await turns(3);
	loop.close();
	unseen.cancel();
	seen.cancel();
	t.regex(String(await reasonOf(seen)), /seen/);
	while (reports.length === 0) await turns();
	t.is(String(reports), "Error: unseen");
});
