/** Calling functions in other threads. */
export type { CallObserver, Executable, Executor, ForeignFunction, ModuleFunction } from "./executor.js";
export { ThreadPoolExecutor, type ThreadPoolOptions } from "./thread-pool-executor.js";
