/**
 * A poll handle of libuv that its loop does not have in its list of handles.
 *
 * Node aborts the process where a thread's loop still has handles when the thread has ended, and a thread that is
 * terminated has no chance to close them. So the handle is initialised in a copy of the loop's record, whose list is its
 * own, and told its real loop afterwards. Nothing of the real loop is written to. The loop counts active handles that are
 * referenced, and this one never is; everything else reaches it through the number of its descriptor, and
 * `uv_poll_stop` ends that.
 *
 * The handle, and the copy behind it, are memory of libc's, freed by whoever ends the handle last: `uv_close`, or the
 * thread's end.
 */
import { NotImplementedError, osError } from "../../errors.js";
import { calloc, free, memcpy } from "../libc/memory.js";
import { addThreadEndHook, removeThreadEndHook } from "../thread-end.js";
import { uvHandleGetLoop, uvHandleSize, uvPollInit, uvUnref } from "./calls.js";
import { type NodeLoop, nodeLoop } from "./node-loop.js";

/** libuv's number for poll handles. */
const UV_POLL = 8;

/** Makes the handle in a copy of the loop, then puts the loop in the copy's place. */
function initialise(handle: number, copy: number, loop: NodeLoop, fd: number): void {
	const { words } = loop;
	memcpy(copy, loop.address, loop.size);
	const list = copy + loop.handles;
	words.write(list, list);
	words.write(list + words.size, list);
	const status = uvPollInit(copy, handle, fd);
	if (status < 0) throw osError(-status, "uv_poll_init", { fd });
	// A handle begins with `data`, then `loop`.
	const owner = handle + words.size;
	const isExpected = words.read(owner) === copy && uvHandleGetLoop(handle) === copy;
	if (isExpected) words.write(owner, loop.address);
	if (!isExpected || uvHandleGetLoop(handle) !== loop.address) {
		throw new NotImplementedError("Cannot watch from Node's own loop: its handles are not as expected");
	}
	uvUnref(handle);
}

/**
 * Makes a poll handle, stopped and unreferenced, that ends with the thread at the latest.
 *
 * @param fd the descriptor; it must stay open as long as the handle lives.
 * @returns the address of the handle.
 * @throws OSError where the descriptor cannot be watched: a regular file, for one.
 * @throws NotImplementedError where this is not the Node that we know.
 */
export function openHiddenPollHandle(fd: number): number {
	const loop = nodeLoop();
	// The copy behind it must be aligned as the loop itself is.
	const handleSize = Math.ceil(uvHandleSize(UV_POLL) / 16) * 16;
	const handle = calloc(1, handleSize + loop.size);
	if (handle === 0) throw osError(12, "calloc");
	addThreadEndHook("free", handle);
	try {
		initialise(handle, handle + handleSize, loop, fd);
		// Hooks run in reverse order: it is stopped before it is freed.
		addThreadEndHook("uv_poll_stop", handle);
	} catch (error) {
		removeThreadEndHook("free", handle);
		free(handle);
		throw error;
	}
	return handle;
}
