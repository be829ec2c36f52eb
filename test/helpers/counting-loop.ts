import type { ExecutionContext } from "ava";
import { type EventLoop, SelectorEventLoop } from "../../src/loop/index.js";
import { DefaultSelector } from "../../src/selectors/index.js";

/** What every selector of this package tells of itself. */
interface Counting {
	statistics(): { readonly waits: number; readonly changes: number; readonly events: number };
}

/** A loop whose selector's figures can be read: whether it spins shows there, not in the CPU time of a busy machine. */
export interface CountingLoop {
	readonly loop: EventLoop;
	/** How often the kernel was asked what is ready. */
	waits(): number;
	/** How often the registrations were changed. */
	changes(): number;
}

/** A counting loop of the test's own, closed at its end. */
export function countingLoop(t: ExecutionContext): CountingLoop {
	const selector = new DefaultSelector();
	const counting = selector as unknown as Counting;
	const loop = new SelectorEventLoop(selector);
	t.teardown(() => {
		if (!loop.isRunning()) loop.close();
	});
	return {
		loop,
		waits: () => counting.statistics().waits,
		changes: () => counting.statistics().changes,
	};
}
