/** The asynchronous context that belongs to nobody. */
import { AsyncResource } from "node:async_hooks";

const resource = new AsyncResource("evloop.Watcher");

/**
 * Calls a function outside of any AsyncLocalStorage's `run`.
 *
 * What Node calls later inherits the values of whoever asked for it. A watcher is started by the first who waits for
 * something, and lives on: it must not keep that one's values alive, nor show them to others.
 *
 * @param make the function.
 * @returns what it returns.
 */
export function outside<T>(make: () => T): T {
	return resource.runInAsyncScope(make);
}
