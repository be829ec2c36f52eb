import type { ExecutionContext } from "ava";
import { setUpRing } from "../../src/ffi/index.js";
import { type EventLoop, SocketEventLoop } from "../../src/loop/index.js";
import { ProactorEngine } from "../../src/reactor/uring/proactor-engine.js";
import { Ring } from "../../src/reactor/uring/ring.js";
import { RingBell } from "../../src/reactor/uring/ring-bell.js";
import { EpollSelector } from "../../src/selectors/index.js";

/** A loop on a ring that holds next to nothing: two requests, two completions. */
class TinyRingLoop extends SocketEventLoop {
	constructor() {
		const ring = new Ring(2, setUpRing(2, 2));
		const selector = new EpollSelector();
		super({ engine: new ProactorEngine(selector, ring, new RingBell(ring.fd)), selector });
	}
}

/** A loop whose ring overflows all the time; closed at the test's end. */
export function tinyRingLoop(t: ExecutionContext): EventLoop {
	const loop = new TinyRingLoop();
	t.teardown(() => loop.close());
	return loop;
}
