/** A future that ends as another one does. */
import { CancelledError } from "../../errors.js";
import { Future } from "../future.js";

/** The part that shield, race, wrapFuture and waitFor share. */
export abstract class FollowingFuture<T> extends Future<T> {
	/**
	 * Settles this one as another was settled.
	 *
	 * @param leader the other; done.
	 */
	protected follow(leader: Future<T>): void {
		const failure = leader.failure();
		if (failure === undefined) this.setResult(leader.result());
		else this.failWith(failure.reason, leader.cancelled());
	}

	/**
	 * Makes it fail, or be cancelled where that is what happened.
	 *
	 * @param reason what was thrown.
	 * @param cancelled whether it was a cancellation.
	 */
	protected failWith(reason: unknown, cancelled: boolean): void {
		if (cancelled && reason instanceof CancelledError) this.cancelWith(reason);
		else this.setException(reason);
	}
}
