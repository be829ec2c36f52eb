/** What the loop makes of a selector that misbehaves, or is not its alone. */
import test from "ava";
import { ConnectionAbortedError, KeyError, osError } from "../../../src/errors.js";
import { SelectorEventLoop } from "../../../src/loop/index.js";
import { EVENT_READ, PollSelector } from "../../../src/selectors/index.js";
import { closeDescriptor, duplicate, lonelyNumber } from "../../helpers/descriptors.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";

/** A selector whose next wait fails, as select(2) does for one descriptor that was closed. */
class FailingSelector extends PollSelector {
	failures = 0;

	override wait(timeout?: number, maxEvents?: number): number {
		if (this.failures === 0) return super.wait(timeout, maxEvents);
		this.failures -= 1;
		throw osError(9, "select");
	}
}

test("a wait that fails for a closed descriptor tells who waits for that one, and goes on with the others", (t) => {
	const selector = new FailingSelector();
	const loop = new SelectorEventLoop(selector);
	t.teardown(() => loop.close());
	const [a, b] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber + 7);
	const [lost, kept] = [loop.sockRecv(fd, 10), loop.sockRecv(a, 10)];
	closeDescriptor(fd);
	b.send("x");
	selector.failures = 1;
	t.is(loop.runUntilCompleteSync(kept).toString(), "x");
	t.true(lost.exception() instanceof ConnectionAbortedError);
});

test("a wait that fails although every descriptor is open is an error of the run, and not tried for ever", (t) => {
	const selector = new FailingSelector();
	const loop = new SelectorEventLoop(selector);
	t.teardown(() => loop.close());
	const [a, b] = nonBlockingPair(t);
	const receiving = loop.sockRecv(a, 10);
	selector.failures = 1;
	t.throws(() => loop.runUntilCompleteSync(receiving), { code: "EBADF" });
	t.false(loop.isRunning());
	b.send("x");
	t.is(loop.runUntilCompleteSync(receiving).toString(), "x");
});

test("a descriptor that is registered with the selector already is refused, and stays registered", async (t) => {
	const selector = new PollSelector<string>();
	const loop = new SelectorEventLoop(selector);
	t.teardown(() => loop.close());
	const [a] = nonBlockingPair(t);
	selector.register(a, EVENT_READ, "mine");
	t.throws(() => loop.addReader(a, () => {}), { instanceOf: KeyError });
	t.true((await reasonOf(loop.sockRecv(a, 10))) instanceof KeyError);
	t.false(loop.removeReader(a));
	t.is(selector.getKey(a).data, "mine");
	t.is(loop.statistics().watched, 0);
	selector.unregister(a);
});

test("an event of a descriptor that is not the loop's does nothing", async (t) => {
	const selector = new PollSelector<string>();
	const loop = new SelectorEventLoop(selector);
	t.teardown(() => loop.close());
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	selector.register(a, EVENT_READ, "mine");
	b.send("not the loop's");
	const receiving = loop.sockRecv(c, 10);
	d.send("x");
	t.is((await receiving).toString(), "x");
	t.is(a.recv(100).toString(), "not the loop's");
});
