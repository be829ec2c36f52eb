/**
 * Futures, tasks and coroutines; all that they know of a loop is a {@link Scheduler}.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
// Futures know no loop; whoever imports them alone needs one all the same.
import "../loop/index.js";

export * from "../errors.js";
export * from "../futures/index.js";
