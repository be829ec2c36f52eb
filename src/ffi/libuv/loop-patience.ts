import { uvBackendTimeout } from "./calls.js";
import { nodeLoop } from "./node-loop.js";

/**
 * For how long this thread's loop of libuv would wait now.
 *
 * @returns milliseconds; 0 where an immediate or a timer is due, -1 for ever.
 * @throws NotImplementedError on runtimes that only imitate Node.
 */
export function loopPatience(): number {
	return uvBackendTimeout(nodeLoop().address);
}
