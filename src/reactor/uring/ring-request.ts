/** An operation that the ring can do, instead of waiting until a call can be made. */
import type { Direction, ReadyOperation } from "../readiness/index.js";
import type { Completion } from "./completion.js";
import type { Ring } from "./ring.js";

/** An operation that is handed to the kernel where another one waits for an event. */
export interface RingRequest extends ReadyOperation<unknown>, Completion {
	/** Its place in the ring while the kernel has it; -1 while it has not. */
	place: number;
	/** Whether the call itself can be made where the kernel was interrupted, or had no buffer left. */
	readonly isRepeatable: boolean;
	/**
	 * Queues it.
	 *
	 * @param ring the ring.
	 */
	submit(ring: Ring): void;
	/**
	 * Settles it by what the kernel answered, or goes on.
	 *
	 * @param result what it brought, not negative.
	 * @param flags the completion's flags.
	 * @param direction to be told whether the next try must wait.
	 * @returns whether it is settled; if not, it is handed in again.
	 */
	conclude(result: number, flags: number, direction: Direction): boolean;
	/**
	 * Gives back what came for nobody: it is done already.
	 *
	 * @param result what it brought, or a negative error number.
	 * @param flags the completion's flags.
	 */
	discard(result: number, flags: number): void;
	/**
	 * Fails.
	 *
	 * @param error the error number.
	 */
	refuse(error: number): void;
}

/**
 * Tells whether the ring can do an operation.
 *
 * @param operation the operation.
 * @returns whether it can.
 */
export function isRingRequest(operation: ReadyOperation<unknown>): operation is RingRequest {
	return "submit" in operation;
}
