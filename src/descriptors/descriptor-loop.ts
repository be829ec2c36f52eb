/** The loop as the makers of descriptors use it: they stand below it, and know of it what this interface says. */
import {
	currentScheduler,
	type Future,
	type OperationOptions,
	type SchedulerOwner,
} from "../futures/index.js";
import { checkMethod } from "../internal/index.js";
import type { FileObject } from "../selectors/index.js";

/** A loop that waits for descriptors. */
export interface DescriptorLoop extends SchedulerOwner {
	/**
	 * Waits until a descriptor can be read from, has ended or has failed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back.
	 * @returns a future that is done then.
	 * @throws ValueError if `file` is no file object.
	 * @throws OSError through the future, where the descriptor cannot be watched.
	 */
	waitReadable(file: FileObject, options?: OperationOptions): Future<void>;
	/**
	 * Waits until a descriptor can be written to, has ended or has failed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back.
	 * @returns a future that is done then.
	 * @throws TypeError or ValueError if an argument is of the wrong kind.
	 * @throws OSError if the descriptor is not open, or the selector takes none of its kind.
	 * @throws RuntimeError if the loop is closed.
	 */
	waitWritable(file: FileObject, options?: OperationOptions): Future<void>;
}

/** What everything that waits takes. */
export interface DescriptorLoopOptions extends OperationOptions {
	/** The loop; the one whose turn it is or whose task is running if absent, else this thread's. */
	readonly loop?: DescriptorLoop | undefined;
}

/**
 * The loop that waits for a descriptor.
 *
 * @param options what was asked for.
 * @returns the loop.
 * @throws TypeError if what was asked for is no loop.
 */
export function descriptorLoop(options: DescriptorLoopOptions | undefined): DescriptorLoop {
	const loop = options?.loop ?? (currentScheduler().loop as DescriptorLoop);
	return checkMethod(loop, "waitReadable", "Cannot wait for a descriptor: the loop must be an event loop");
}
