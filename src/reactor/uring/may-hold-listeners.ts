/** Where a ring may be given a listener. */
import { isMainThread } from "node:worker_threads";

/**
 * Whether the kernel may be asked to accept. Not in a worker: it may be terminated, and then nobody unmaps its ring. The mapping
 * keeps the ring, the ring its request, and that the listener, which would go on getting its share of the connections
 * (SO_REUSEPORT) with nobody there to serve them.
 */
export const mayHoldListeners = isMainThread;
