import type { EventLoop } from "../../src/loop/index.js";
import type { RingDriver } from "../../src/reactor/index.js";

/**
 * Has the kernel finish what it can, while nobody is told: it does so when it is entered, and the loop looks later.
 *
 * @param loop a loop on io_uring.
 */
export function enterRing(loop: EventLoop): void {
	(loop as unknown as { scheduler: { driver: RingDriver } }).scheduler.driver.ring.enter(0);
}
