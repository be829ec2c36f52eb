/** What says how a barrier was passed. */

/**
 * The place at which a barrier was passed: what {@link Barrier.guard} gives, for `using`.
 *
 * There is nothing to give back, as leaving asyncio's `async with barrier` does nothing.
 *
 * @example
 * ```ts
 * import { Barrier } from "evloop";
 *
 * const barrier = new Barrier(1);
 * using passed = await barrier.guard();
 * console.log(passed.index); // 0
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Barrier
 */
export class BarrierGuard implements Disposable {
	/** The index that {@link Barrier.wait} gives. */
	readonly index: number;

	/** @hidden */
	constructor(index: number) {
		this.index = index;
	}

	/** Does nothing. Throws nothing. */
	[Symbol.dispose](): void {}
}
