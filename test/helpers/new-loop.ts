import type { ExecutionContext } from "ava";
import { type EventLoop, newEventLoop } from "../../src/loop/index.js";

/** A loop of the test's own, closed at its end. */
export function newLoop(t: ExecutionContext): EventLoop {
	const loop = newEventLoop();
	t.teardown(() => {
		if (!loop.isRunning()) loop.close();
	});
	return loop;
}
