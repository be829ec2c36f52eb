import type { EventLoop } from "../../src/loop/index.js";
import { eventually } from "./eventually.js";

/**
 * Waits until a loop has nothing to do, and nothing is waited for.
 *
 * Not at once: a watcher on a thread tells later, and a failure that nobody saw is remembered for 50 ms.
 *
 * @param loop the loop.
 * @param registered how many descriptors it may still watch: a socket's registration outlives its operations.
 */
export async function becomesIdle(loop: EventLoop, registered = Number.POSITIVE_INFINITY): Promise<void> {
	try {
		await eventually("the loop to be idle", () => {
			const { ready, timers, watched, holding } = loop.statistics();
			return ready === 0 && timers === 0 && watched <= registered && !holding;
		});
	} catch (cause) {
		throw new Error(`The loop is not idle: ${JSON.stringify(loop.statistics())}`, { cause });
	}
}
