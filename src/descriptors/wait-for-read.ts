/**
 * The one way in which descriptors are waited for: until they can be read, then one read.
 *
 * There is no try before the wait. It would save a turn where something is there already, and let whoever reads in a loop
 * keep Node's loop and ours from turning, which a timer of a nanosecond would do. Without it the order is that of the
 * waiters' coming, too: the loop wakes them in it, the first takes what there is, and who finds nothing waits again.
 */
import { constants } from "node:os";
import { osError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	failedFuture,
	Operation,
	waitOn,
} from "../futures/index.js";
import type { OwnedDescriptor } from "../sockets/index.js";
import { type DescriptorLoop, type DescriptorLoopOptions, descriptorLoop } from "./descriptor-loop.js";

/**
 * Waits until a descriptor can be read, and reads.
 *
 * @param file the descriptor.
 * @param options its signal and its loop.
 * @param take reads; returns `undefined` where there was nothing, since somebody else was faster.
 * @returns a future of what was read; cancelling it leaves it to the next.
 * @throws TypeError if the signal is none.
 */
export function waitForRead<T>(
	file: OwnedDescriptor,
	options: DescriptorLoopOptions | undefined,
	take: () => T | undefined,
): Future<T> {
	const loop = descriptorLoop(options);
	const { scheduler } = loop;
	const aborted = alreadyAborted<T>(scheduler, options);
	if (aborted !== undefined) return aborted;
	if (file.closed) return failedFuture(scheduler, osError(constants.errno.EBADF, "read", { fd: -1 }));
	return abortable(new Operation(scheduler, reading(file, loop, take)), options);
}

function* reading<T>(file: OwnedDescriptor, loop: DescriptorLoop, take: () => T | undefined): Coroutine<T> {
	for (;;) {
		yield* waitOn(loop.waitReadable(file));
		const value = take();
		if (value !== undefined) return value;
	}
}
