/** How a selector is asked: once, or for a while. */
import type { ExecutionContext } from "ava";
import test from "ava";
import { SelectorWait } from "../../../src/reactor/readiness/selector-wait.js";
import { EpollSelector, EVENT_READ } from "../../../src/selectors/index.js";
import { socketpair } from "../../../src/sockets/index.js";

function watched(t: ExecutionContext) {
	const selector = new EpollSelector();
	const [near, far] = socketpair();
	t.teardown(() => {
		near.close();
		far.close();
		selector.close();
	});
	selector.register(near, EVENT_READ);
	const waits: (number | undefined)[] = [];
	const { wait } = selector;
	selector.wait = (timeout, maxEvents) => {
		waits.push(timeout);
		return wait.call(selector, timeout, maxEvents);
	};
	return { waiting: new SelectorWait(selector), selector, near, far, waits };
}

const onEpoll = process.platform === "linux" ? test : test.skip;

onEpoll("SelectorWait: what was found by looking out is taken without asking again, once", (t) => {
	const { waiting, selector, near, far, waits } = watched(t);
	far.send("x");
	t.true(waiting.lookOut(1000, 64));
	t.deepEqual(waits, [0]);
	t.is(waiting.take(undefined, 64), 1);
	t.deepEqual(waits, [0]);
	t.is(selector.readyFds[0], near.fileno());
	near.recv(10);
	t.is(waiting.take(0, 64), 0);
	t.deepEqual(waits, [0, 0]);
});

onEpoll("SelectorWait: looks out for as long as it was told, and never for ever", (t) => {
	const { waiting, waits } = watched(t);
	t.false(waiting.lookOut(0, 64));
	t.is(waits.length, 1);
	t.false(waiting.lookOut(1e6, 64));
	t.is(waits.length, 1 + 64);
	t.is(waiting.take(0, 64), 0);
});

onEpoll(
	"SelectorWait: hands in what was collected before it asks, and does not wait where that has ended something",
	(t) => {
		const { waiting, waits } = watched(t);
		let [handed, ends] = [0, true];
		waiting.before.push(() => {
			handed += 1;
			return ends;
		});
		t.true(waiting.lookOut(1000, 64));
		t.deepEqual(waits, []);
		t.is(waiting.take(undefined, 64), 0);
		t.deepEqual(waits, [0]);
		ends = false;
		t.false(waiting.lookOut(0, 64));
		t.is(waiting.take(5, 64), 0);
		t.deepEqual(waits, [0, 0, 5]);
		t.is(handed, 4);
	},
);

onEpoll("SelectorWait: what the kernel refuses while it looks out is told by the wait that follows", (t) => {
	const { waiting, selector } = watched(t);
	const failure = new Error("refused");
	selector.wait = () => {
		throw failure;
	};
	t.true(waiting.lookOut(1000, 64));
	t.is(
		t.throws(() => waiting.take(undefined, 64)),
		failure,
	);
});
