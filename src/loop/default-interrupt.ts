/**
 * Ctrl-C while the thread is blocked.
 *
 * A JavaScript handler of SIGINT cannot run there, and with one installed the kernel no longer ends the process: nobody
 * could stop it. So the signal has its default action meanwhile. (A signalfd would need the signal blocked in every thread
 * of the process, those of Node included.) Without a handler in JavaScript there is nothing to do: the action is what
 * whoever started the process made it.
 */
import { constants } from "node:os";
import { isMainThread } from "node:worker_threads";
import { SIGACTION_SIZE, sigaction, syscall } from "../ffi/index.js";

/**
 * Calls a function with the default action of SIGINT in force, and puts the handler back afterwards.
 *
 * In a worker thread it only calls it: there the main thread goes on and handles signals.
 *
 * @param body the function.
 */
export function withDefaultInterrupt(body: () => void): void {
	if (!isMainThread || process.listenerCount("SIGINT") === 0) {
		body();
		return;
	}
	const { SIGINT } = constants.signals;
	const handler = Buffer.alloc(SIGACTION_SIZE);
	syscall("sigaction", sigaction(SIGINT, Buffer.alloc(SIGACTION_SIZE), handler));
	try {
		body();
	} finally {
		syscall("sigaction", sigaction(SIGINT, handler, null));
	}
}
