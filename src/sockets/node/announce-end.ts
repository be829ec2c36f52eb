import { announceClosing } from "../close-listeners.js";
import type { NodeHandle } from "./node-handle.js";

const announced = new WeakSet<NodeHandle>();

/**
 * Has the event loops told before Node closes a handle: the kernel forgets a closed descriptor without a word, and who waits
 * for it in a loop of ours would wait for ever. Node's own event comes too late, when the number may be somebody else's.
 *
 * The handle gets methods of its own in front of those that close it, once, however often this is called.
 *
 * @param handle Node's handle.
 */
export function announceEnd(handle: NodeHandle): void {
	if (announced.has(handle)) return;
	announced.add(handle);
	for (const name of ["close", "reset"] as const) {
		const original = handle[name];
		if (typeof original !== "function") continue;
		handle[name] = function (this: NodeHandle, ...args: never[]): unknown {
			const { fd = -1 } = handle;
			try {
				if (fd >= 0) announceClosing(fd);
			} catch (error) {
				// Node must get to close it, whatever a listener does; what that threw is nobody's but the process'.
				process.nextTick(() => {
					throw error;
				});
			}
			return original.apply(this, args);
		};
	}
}
