/**
 * Locks and queues between the tasks of a thread: asyncio's, on one wait queue.
 *
 * @module
 */
export { Barrier, type BarrierStatistics } from "./barrier.js";
export { BarrierGuard } from "./barrier-guard.js";
export { BoundedSemaphore } from "./bounded-semaphore.js";
export { Condition, type ConditionStatistics } from "./condition.js";
export { Event, type EventStatistics } from "./event.js";
export { Guard } from "./guard.js";
export type { ItemStore } from "./item-store.js";
export { LifoQueue } from "./lifo-queue.js";
export { Lock, type LockStatistics } from "./lock.js";
export { PriorityQueue, type PriorityQueueOptions } from "./priority-queue.js";
export { Queue, type QueueStatistics } from "./queue.js";
export { Semaphore, type SemaphoreStatistics } from "./semaphore.js";
