/**
 * Chooses how a selector is watched while Node's loop runs.
 *
 * From Node's own loop where the selector has a descriptor and this is Node, in the main thread as in workers; from a
 * thread otherwise. The environment variable `EVLOOP_HOST` overrides it: `node` or `thread`.
 *
 * Workers need no other host. Terminated, left by process.exit() or by an exception, or come to their natural end, with
 * traffic at that moment: nothing aborts, and the watcher's own descriptors are closed (Node 20 to 26, thousands of ends).
 *
 * What remains, and cannot be helped from here: koffi ends the whole process ("FATAL ERROR:
 * Error::ThrowAsJavaScriptException napi_throw") where a thread is terminated while it loads koffi, some 10 ms early in a
 * worker's life, or binds a function of the C library, 10 µs at the first call of each. That includes process.exit() in
 * the main thread while a worker is just starting. Wait for a worker's first message before you end it. For its own thread
 * the ThreadWatcher sees to it; only in a worker that is terminated while its watcher's thread is just starting it cannot.
 */
import { NotImplementedError, OSError, ValueError } from "../../errors.js";
import { DescriptorWatcher } from "./descriptor-watcher.js";
import { ThreadWatcher } from "./thread-watcher.js";
import type { Watcher, WatchTarget } from "./watcher.js";

/** What the environment demands. */
function demanded(): "node" | "thread" | undefined {
	const host = process.env.EVLOOP_HOST;
	if (host === undefined || host === "") return undefined;
	if (host === "node" || host === "thread") return host;
	throw new ValueError(`Cannot host the loop: EVLOOP_HOST is '${host}', not 'node' or 'thread'`);
}

/**
 * Makes the best watcher for a selector. It is at rest.
 *
 * @param target the selector.
 * @param onReady called from Node's loop when the selector has something, once for each time the watcher is armed.
 * @returns the watcher.
 * @throws ValueError where `EVLOOP_HOST` is neither `node` nor `thread`, or `node` and the selector has no descriptor.
 * @throws OSError where the process has no descriptor left.
 * @throws NotImplementedError where `EVLOOP_HOST` is `node` and this is not Node.
 */
export function createWatcher(target: WatchTarget, onReady: () => void): Watcher {
	const host = demanded();
	if (host === "node") return new DescriptorWatcher(target, onReady);
	if (host === "thread" || target.fileno?.() === undefined) return new ThreadWatcher(target, onReady);
	try {
		return new DescriptorWatcher(target, onReady);
	} catch (error) {
		// This runtime's loop, or this kernel, does not watch such a descriptor; a thread can.
		if (error instanceof NotImplementedError || error instanceof OSError)
			return new ThreadWatcher(target, onReady);
		throw error;
	}
}
