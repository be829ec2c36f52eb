/**
 * Descriptors that are closed when a worker thread is terminated.
 *
 * Node closes its own sockets then, but nobody closes a descriptor that we opened: it would stay open as long as the
 * process does. A listening socket that leaks so still gets its share of the connections (SO_REUSEPORT), and nobody
 * accepts them.
 */
import { isMainThread } from "node:worker_threads";
import { addThreadEndHook, removeThreadEndHook } from "./thread-end.js";

/** One set a thread, shared by all copies of this package in it: Node ends the process where a hook is added twice. */
const registry: Set<number> = sharedSet(Symbol.for("evloop.closeAtThreadEnd"));

function sharedSet(key: symbol): Set<number> {
	const scope = globalThis as unknown as Record<symbol, Set<number> | undefined>;
	scope[key] ??= new Set();
	return scope[key];
}

/**
 * Has a descriptor closed when this worker thread ends before {@link keepAtThreadEnd} is called. Does nothing in the main
 * thread, with which the process ends, and on runtimes that have no such hook.
 *
 * @param fd the descriptor.
 */
export function closeAtThreadEnd(fd: number): void {
	if (isMainThread || registry.has(fd)) return;
	try {
		addThreadEndHook("close", fd);
	} catch {
		// Not Node: there the descriptor stays open, as it does with any other package.
		return;
	}
	registry.add(fd);
}

/**
 * Takes that back. To be called before the descriptor is closed or given away: its number may be somebody else's then.
 *
 * @param fd the descriptor.
 */
export function keepAtThreadEnd(fd: number): void {
	if (registry.delete(fd)) removeThreadEndHook("close", fd);
}
