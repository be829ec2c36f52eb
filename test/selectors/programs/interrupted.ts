/**
 * Waits while signals come in every few milliseconds, and prints what happened. A program of its own, since signal
 * handlers are the main thread's alone.
 *
 * Arguments: a backend, and for kqueue the library and its layout.
 */
import { bindNow } from "../../../src/ffi/index.js";
import {
	DefaultSelector,
	EVENT_READ,
	type KqueueOptions,
	KqueueSelector,
} from "../../../src/selectors/index.js";
import { epoll, kqueue, poll, select } from "../../../src/selectors/select/index.js";
import { makePipe } from "../../helpers/descriptors.js";

const [backend = "", library, layout] = process.argv.slice(2);
const options = { library, layout } as KqueueOptions;
const [reader] = makePipe({ teardown: () => {} });

/** Every 3 ms a SIGALRM, from now on. */
function startSignals(): void {
	process.on("SIGALRM", () => {});
	const setitimer = bindNow<(which: number, value: BigInt64Array, old: null) => number>("setitimer", "int", [
		"int",
		"void *",
		"void *",
	]);
	// Twice seconds and microseconds: the interval, and the first time.
	setitimer(0, new BigInt64Array([0n, 3000n, 0n, 3000n]), null);
}

function waitWithSelector(): { found: number; interruptions: number } {
	if (backend !== "kqueue") process.env.EVLOOP_SELECTOR = backend;
	using selector = backend === "kqueue" ? new KqueueSelector(options) : new DefaultSelector();
	selector.register(reader, EVENT_READ);
	const found = selector.select(60).length;
	const statistics = (selector as KqueueSelector).statistics();
	return { found, interruptions: statistics.interruptions };
}

function waitRaw(): number {
	switch (backend) {
		case "select":
			return select([reader], [], [], 60)[0].length;
		case "poll": {
			const poller = poll();
			poller.register(reader);
			return poller.poll(60).length;
		}
		case "epoll": {
			using poller = epoll();
			poller.register(reader);
			return poller.poll(60).length;
		}
		default: {
			using queue = kqueue(options);
			return queue.control(null, 1, 60).length;
		}
	}
}

function timed<T>(wait: () => T): { result: T; passed: number } {
	const start = performance.now();
	const result = wait();
	return { result, passed: performance.now() - start };
}

startSignals();
console.log(JSON.stringify({ selector: timed(waitWithSelector), raw: timed(waitRaw) }));
process.exit();
