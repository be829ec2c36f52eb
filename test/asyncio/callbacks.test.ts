/** callSoon, callLater and callAt, as CPython has them. */
import { ValueError } from "../../src/errors.js";
import { sleep } from "../../src/futures/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";

compareWithPython("callbacks", {
	*soon_in_order(trace, loop) {
		for (let i = 0; i < 3; i += 1) loop.callSoon(trace, "callback", i);
		trace("handed over");
		yield* sleep(0);
		trace("after one turn");
	},

	*later_in_order_of_time(trace, loop) {
		loop.callLater(20, trace, "b");
		loop.callLater(10, trace, "a");
		loop.callAt(loop.time() + 30, trace, "c");
		yield* sleep(40);
		trace("slept");
	},

	*throwing_callback_is_reported(trace, loop) {
		loop.callSoon(() => {
			trace("throws");
			throw new ValueError("from the callback");
		});
		loop.callSoon(trace, "next");
		yield* sleep(0);
		trace("goes on");
	},

	*future_that_nobody_sets(trace, loop) {
		trace("waits");
		yield* loop.createFuture();
	},

	// biome-ignore lint/correctness/useYield: it waits for nothing
	*unseen_failure_is_reported(_trace, loop) {
		loop.createFuture().setException(new ValueError("unseen"));
		return [1, undefined, true];
	},
});
