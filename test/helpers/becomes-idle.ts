import type { EventLoop } from "../../src/loop/index.js";
import { eventually } from "./eventually.js";

/**
 * Waits until a loop has nothing to do and watches nothing.
 *
 * Not at once: a watcher on a thread tells later, and a failure that nobody saw is remembered for 50 ms.
 *
 * @param loop the loop.
 */
export async function becomesIdle(loop: EventLoop): Promise<void> {
	try {
		await eventually("the loop to be idle", () => {
			const { ready, timers, watched, holding } = loop.statistics();
			return ready === 0 && timers === 0 && watched === 0 && !holding;
		});
	} catch (cause) {
		throw new Error(`The loop is not idle: ${JSON.stringify(loop.statistics())}`, { cause });
	}
}
