/** Keeping a cancellation from what is waited for. */
import type { Future } from "../future.js";
import type { Job } from "../job.js";
import { type Awaitable, checkAwaitable } from "./awaitable.js";
import { ensureFuture } from "./ensure-future.js";
import { FollowingFuture } from "./following-future.js";

/** Ends as the inner future does; being cancelled, it leaves that one alone. */
class Shield<T> extends FollowingFuture<T> implements Job {
	readonly #inner: Future<T>;

	constructor(inner: Future<T>) {
		super({ loop: inner.getLoop() });
		this.#inner = inner;
		inner.observe(this);
	}

	run(): void {
		if (this.done()) return;
		// Of a cancelled inner future the message stays inside, as in asyncio.
		if (this.#inner.cancelled()) super.cancel();
		else this.follow(this.#inner);
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		// Nobody looks at the inner one's failure for us any more: it is reported unless somebody else does.
		this.#inner.unobserve(this);
		return true;
	}
}

/**
 * Waits for something without handing a cancellation on to it: whoever waits is cancelled, what is waited for goes on.
 *
 * If the inner future is cancelled by other means, so is the shield. What fails after the shield was cancelled is
 * reported to the loop's exception handler unless somebody else looks at it.
 *
 * @param awaitable what is shielded; a function or generator becomes a task.
 * @returns a future of its outcome; the future itself if it is done already.
 * @throws TypeError if it is nothing that can be waited for.
 * @throws RuntimeError where it has no loop to belong to.
 * @example
 * ```ts
 * import { CancelledError, shield, sleep } from "evloop";
 *
 * const work = sleep(5, "finished");
 * const shielded = shield(work);
 * shielded.cancel();
 * await shielded.catch((error) => console.log(error instanceof CancelledError)); // true
 * console.log(await work); // finished
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.shield
 */
export function shield<T>(awaitable: Awaitable<T>): Future<T> {
	checkAwaitable(awaitable, "shield");
	const inner = ensureFuture(awaitable);
	return inner.done() ? inner : new Shield(inner);
}
