import { closeSync, openSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import { OSError, PermissionError } from "../../src/errors.js";
import { UvPoll } from "../../src/ffi/index.js";
import { Waker } from "../../src/reactor/waker.js";
import { OpenFile } from "../helpers/open-file.js";
import { iterations, until } from "../reactor/watchers/helpers/until.js";

function makeWaker(t: ExecutionContext): Waker {
	const waker = new Waker();
	t.teardown(() => waker.close());
	return waker;
}

function makePoll(t: ExecutionContext, fd: number): UvPoll {
	const poll = new UvPoll(fd);
	t.teardown(() => poll.close());
	return poll;
}

test.serial("UvPoll: notes that its descriptor is readable, once for each time it is asked", async (t) => {
	const waker = makeWaker(t);
	const poll = makePoll(t, waker.fileno());
	poll.start();
	await iterations(3);
	t.false(poll.takeFired());
	waker.wake();
	await until(() => poll.takeFired());
	t.false(poll.takeFired());
	await iterations(2);
	t.true(poll.takeFired(), "it is still readable");
	waker.drain();
	await iterations(2);
	poll.takeFired();
	await iterations(2);
	t.false(poll.takeFired());
});

test.serial("UvPoll: notes nothing before it is started and while it is stopped", async (t) => {
	const waker = makeWaker(t);
	const poll = makePoll(t, waker.fileno());
	waker.wake();
	await iterations(3);
	t.false(poll.takeFired());
	poll.start();
	poll.start();
	await until(() => poll.takeFired());
	poll.stop();
	poll.stop();
	await iterations(3);
	t.false(poll.takeFired());
	poll.start();
	await until(() => poll.takeFired());
	t.pass();
});

test.serial("UvPoll: two may watch one descriptor", async (t) => {
	const waker = makeWaker(t);
	const polls = [makePoll(t, waker.fileno()), makePoll(t, waker.fileno())];
	for (const poll of polls) poll.start();
	waker.wake();
	for (const poll of polls) await until(() => poll.takeFired());
	polls[0]?.close();
	await iterations(2);
	const [, second] = polls;
	t.true(second?.takeFired());
});

test.serial(
	"UvPoll: the descriptor may be closed and its number reused, the watch stays with the first",
	async (t) => {
		const first = new Waker();
		const poll = makePoll(t, first.fileno());
		poll.start();
		first.close();
		const second = makeWaker(t);
		second.wake();
		await iterations(5);
		t.false(poll.takeFired());
		poll.stop();
		poll.start();
		await iterations(5);
		t.false(poll.takeFired());
	},
);

test.serial("UvPoll: a closed one ignores everything", async (t) => {
	const waker = makeWaker(t);
	const poll = makePoll(t, waker.fileno());
	poll.start();
	waker.wake();
	await until(() => poll.takeFired());
	poll.close();
	poll.close();
	poll.start();
	poll.stop();
	await iterations(5);
	t.false(poll.takeFired());
});

test.serial("UvPoll: what cannot be watched is an error, and leaves nothing behind", async (t) => {
	const file = openSync(new URL(import.meta.url), "r");
	t.teardown(() => closeSync(file));
	const open = new OpenFile(file);
	t.throws(() => new UvPoll(file), { instanceOf: PermissionError, code: "EPERM" });
	t.throws(() => new UvPoll(1_000_000), { instanceOf: OSError, code: "EBADF" });
	t.throws(() => new UvPoll(-1), { instanceOf: OSError, code: "EBADF" });
	await setImmediate();
	t.is(open.copies(), OpenFile.canCount ? 1 : 0);
});

test.serial("UvPoll: one that nothing references is neither collected nor dangerous", async (t) => {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	const waker = makeWaker(t);
	for (let i = 0; i < 50; i += 1) new UvPoll(waker.fileno()).start();
	collect();
	waker.wake();
	await iterations(5);
	collect();
	const poll = makePoll(t, waker.fileno());
	poll.start();
	await until(() => poll.takeFired());
	t.pass();
});

test.serial("UvPoll: many are opened and closed without a trace", async (t) => {
	const waker = makeWaker(t);
	waker.wake();
	const open = new OpenFile(waker.fileno());
	for (let i = 0; i < 200; i += 1) {
		const poll = new UvPoll(waker.fileno());
		if (i % 2 === 0) poll.start();
		if (i % 3 === 0) await setImmediate();
		poll.close();
	}
	await iterations(2);
	t.is(open.copies(), OpenFile.canCount ? 1 : 0);
});
