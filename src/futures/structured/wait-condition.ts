/** What {@link wait} may wait for. */

/**
 * Until one is done, however it ended.
 *
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.wait
 */
export const FIRST_COMPLETED = "FIRST_COMPLETED";
/**
 * Until one fails; a cancelled one has not failed. Without a failure: until all are done.
 *
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.wait
 */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";
/**
 * Until all are done.
 *
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.wait
 */
export const ALL_COMPLETED = "ALL_COMPLETED";

/** One of the three conditions. */
export type WaitCondition = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

/** All of them. */
export const waitConditions: readonly unknown[] = [FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED];
