/**
 * C functions that are called when a thread's JavaScript has ended.
 *
 * A worker that is terminated runs no JavaScript any more: no `exit` event, no `finally`, no finalizer. Only Node-API's
 * cleanup hooks still run, and they are C functions with one argument. Quite a few functions of libc and libuv have that
 * form (`close(fd)`, `free(p)`, `uv_poll_stop(h)`), so no C of our own is needed.
 *
 * The hooks run in reverse order, after the thread's loop has stopped and its own workers have been joined.
 */
import { NotImplementedError } from "../errors.js";
import { koffi } from "./koffi.js";
import { napiAddEnvCleanupHook, napiRemoveEnvCleanupHook } from "./libuv/calls.js";
import { symbolAddress } from "./symbol-address.js";

let env: number | undefined;

/**
 * The address of Node-API's environment of this thread.
 *
 * @returns the address.
 * @throws NotImplementedError on runtimes that only imitate Node.
 */
export function threadEnvironment(): number {
	if (env === undefined) {
		// Bun and Deno have Node-API, but not libuv behind it: calling that ends the process.
		if (process.versions.bun !== undefined || process.versions.deno !== undefined) {
			throw new NotImplementedError("Cannot reach Node's own loop: this runtime is not Node");
		}
		env = Number(koffi().address(koffi().node.env));
	}
	return env;
}

/**
 * Has a C function called when this thread's JavaScript has ended.
 *
 * The same function with the same argument must not be added twice: Node ends the process then.
 *
 * @param name the function's symbol; it takes one argument, a word.
 * @param argument the word.
 * @throws NotImplementedError where this cannot be.
 */
export function addThreadEndHook(name: string, argument: number): void {
	const status = napiAddEnvCleanupHook(threadEnvironment(), symbolAddress(name), argument);
	if (status !== 0) {
		throw new NotImplementedError(`Cannot call ${name} when the thread ends: Node-API says ${status}`);
	}
}

/**
 * Takes a hook back.
 *
 * @param name the function's symbol.
 * @param argument the word that it was added with.
 */
export function removeThreadEndHook(name: string, argument: number): void {
	napiRemoveEnvCleanupHook(threadEnvironment(), symbolAddress(name), argument);
}
