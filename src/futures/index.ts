/**
 * Futures, tasks and coroutines; `evloop/futures` is in `entries/`, beside a loop that they find by default. What is
 * marked as internal is for the other folders, and is not in the types that users get.
 */

/** @internal */
export { abortable, alreadyAborted } from "./abortable.js";
export { allTasks } from "./all-tasks.js";
export type { AsyncContext } from "./async-context.js";
/** @internal */
export { captureContext } from "./async-context.js";
export {
	type CallGraphOptions,
	captureCallGraph,
	type FutureCallGraph,
	formatCallGraph,
	type PrintCallGraphOptions,
	printCallGraph,
} from "./call-graph/index.js";
export type { Coroutine, Suspension } from "./coroutine.js";
/** @internal */
export { isCoroutine } from "./coroutine.js";
/** @internal */
export { activate, activeScheduler, currentScheduler, provideScheduler } from "./current-scheduler.js";
export { currentTask } from "./current-task.js";
export type { DoneCallbackOptions } from "./done-callback.js";
export type { ExceptionContext } from "./exception-context.js";
/** @internal */
export { failedFuture } from "./failed-future.js";
/** @internal */
export { fulfilledFuture } from "./fulfilled-future.js";
export { Future } from "./future.js";
export type { FutureOptions } from "./future-options.js";
export { iscoroutine } from "./iscoroutine.js";
export { iscoroutinefunction } from "./iscoroutinefunction.js";
export { isfuture } from "./isfuture.js";
export type { Job } from "./job.js";
/** @internal */
export { Operation } from "./operation.js";
export type { OperationOptions } from "./operation-options.js";
export type { Scheduler, SchedulerOwner } from "./scheduler.js";
export { sleep } from "./sleep.js";
export {
	ALL_COMPLETED,
	type AsCompletedOptions,
	type Awaitable,
	asCompleted,
	type Completions,
	ensureFuture,
	FIRST_COMPLETED,
	FIRST_EXCEPTION,
	fromSignal,
	type GatheredOutcomes,
	type GatheredResults,
	type GatherOptions,
	gather,
	type ResultOf,
	race,
	shield,
	TaskGroup,
	type Timeout,
	timeout,
	timeoutAt,
	type WaitCondition,
	type WaitOptions,
	wait,
	waitFor,
	wrapFuture,
} from "./structured/index.js";
export { Task, type TaskOptions, type TaskSource } from "./task.js";
export type { TextSink } from "./text-sink.js";
/** @internal */
export { waitOn } from "./wait-on.js";
