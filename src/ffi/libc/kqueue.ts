/** kqueue's two calls, of the C library or of a library that brings them. */
import type { LibraryHandle } from "koffi";
import { RuntimeError } from "../../errors.js";
import { bindNow } from "../bind.js";
import { koffi } from "../koffi.js";

/** kqueue(2) and kevent(2). */
export interface KqueueCalls {
	/** `kqueue(2)`. */
	readonly kqueue: () => number;
	/** `kevent(2)`; changes, events and timeout by their addresses, 0 for none. */
	readonly kevent: (
		kq: number,
		changes: number,
		changeCount: number,
		events: number,
		eventCount: number,
		timeout: number,
	) => number;
}

const known = new Map<string | undefined, KqueueCalls>();

function load(path: string): LibraryHandle {
	try {
		return koffi().load(path);
	} catch (error) {
		throw new RuntimeError(`Cannot load the library '${path}'`, { cause: error });
	}
}

/**
 * Binds kqueue and kevent.
 *
 * @param library the file of the library that has them; the C library if absent.
 * @returns the calls, the same ones each time.
 * @throws NotImplementedError where it does not have them.
 * @throws RuntimeError where the library cannot be loaded.
 */
export function kqueueCalls(library: string | undefined): KqueueCalls {
	let calls = known.get(library);
	if (calls === undefined) {
		const handle = library === undefined ? undefined : load(library);
		calls = {
			kqueue: bindNow("kqueue", "int", [], handle),
			kevent: bindNow("kevent", "int", ["int", "uintptr_t", "int", "uintptr_t", "int", "uintptr_t"], handle),
		};
		known.set(library, calls);
	}
	return calls;
}
