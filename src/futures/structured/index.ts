/** Structured concurrency: waiting for several things, for a limited time, for groups of tasks. */
export { type AsCompletedOptions, asCompleted } from "./as-completed.js";
export type { Awaitable, ResultOf } from "./awaitable.js";
export type { Completions } from "./completions.js";
export { ensureFuture } from "./ensure-future.js";
export { fromSignal } from "./from-signal.js";
export { type GatheredOutcomes, type GatheredResults, type GatherOptions, gather } from "./gather.js";
export { race } from "./race.js";
export { shield } from "./shield.js";
export { TaskGroup } from "./task-group.js";
export { timeout } from "./timeout.js";
export { timeoutAt } from "./timeout-at.js";
export type { Timeout } from "./timeout-scope.js";
export { type WaitOptions, wait } from "./wait.js";
export { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, type WaitCondition } from "./wait-condition.js";
export { waitFor } from "./wait-for.js";
export { wrapFuture } from "./wrap-future.js";
